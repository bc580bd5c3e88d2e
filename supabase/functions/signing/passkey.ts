import { base64Url } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { randomUuid } from '../_shared/random-uuid.ts';
import { Refusal } from '../_shared/refusal.ts';
import { passkeyOrigins, signingChallenge, verifyAnswer, type PasskeyAnswer } from '../_shared/webauthn.ts';
import type { LinkHolder } from './holder.ts';

type Documents = readonly { readonly documentId: string; readonly sha256Hex: string }[];

/** What the browser asks a passkey: a challenge bound to party, link and the hashes that are to be consented to (L6). */
export async function beginPasskey(
  ports: Ports,
  { tokenHash, actor }: LinkHolder,
  documents: Documents,
): Promise<{
  readonly challengeId: string;
  readonly challenge: string;
  readonly credentialIds: readonly string[];
}> {
  const challengeId = randomUuid(ports.random(16));
  const { partyId, generation, credentialIds } = await ports.rpc<{
    partyId: string;
    generation: number;
    credentialIds: readonly string[];
  }>('link_passkey_begin', { p_token_sha256_hex: tokenHash, p_actor: actor, p_challenge_id: challengeId });
  const challenge = await signingChallenge(ports.config.linkKey, challengeId, partyId, generation, documents);
  return { challengeId, challenge: base64Url(challenge), credentialIds };
}

/**
 * What SQL takes once the answer is verified, against a challenge that is computed anew from the hashes of this consent.
 *
 * @throws Refusal `PASSKEY_REFUSED` with the word of what does not fit.
 */
export async function passkeyProof(
  ports: Ports,
  tokenHash: string,
  documents: Documents,
  answer: PasskeyAnswer & { readonly challengeId: string },
): Promise<object> {
  const subject = await ports.rpc<{
    partyId: string;
    generation: number;
    passkeyId: string;
    publicKey: string;
    algorithm: number;
  } | null>('link_passkey', {
    p_token_sha256_hex: tokenHash,
    p_challenge_id: answer.challengeId,
    p_credential_id: answer.credentialId,
  });
  if (subject === null) throw new Refusal('PASSKEY_REFUSED', { what: 'credential' });
  const challenge = await signingChallenge(
    ports.config.linkKey,
    answer.challengeId,
    subject.partyId,
    subject.generation,
    documents,
  );
  const signCount = await verifyAnswer(answer, subject, challenge, passkeyOrigins(ports.config));
  return { challengeId: answer.challengeId, passkeyId: subject.passkeyId, signCount };
}
