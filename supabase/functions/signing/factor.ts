import { emailCode } from '../_shared/email-code.ts';
import type { Ports } from '../_shared/ports.ts';
import { randomUuid } from '../_shared/random-uuid.ts';
import { Refusal } from '../_shared/refusal.ts';
import { signerCodeVerifier } from '../_shared/signer-code.ts';
import type { LinkHolder } from './holder.ts';

/** Answer of `link_factor`. */
interface Factor {
  readonly method: string;
  readonly codeId: string | null;
  readonly left: number;
  readonly expiresAt: string | null;
}

/** Answer of `link_consent_proven`. */
export type ConsentAnswer =
  | { readonly status: string }
  | { readonly factor: 'wrong'; readonly method: string; readonly left: number }
  | { readonly factor: 'locked' | 'expired'; readonly method: string };

/** What a link's holder has to enter beside the link (L5), as SQL decides by the rules. */
export function factorOf(ports: Ports, tokenHash: string): Promise<Factor> {
  return ports.rpc<Factor>('link_factor', { p_token_sha256_hex: tokenHash });
}

/** What SQL compares with the code that is out; null where nothing was typed or no code is out. */
export async function proofOf(ports: Ports, tokenHash: string, code: string | null): Promise<object | null> {
  if (code === null || code.trim() === '') return null;
  const { codeId } = await factorOf(ports, tokenHash);
  if (codeId === null) return null;
  return { codeId, verifierSha256Hex: await signerCodeVerifier(ports.config.linkKey, codeId, code) };
}

/**
 * The consent's answer.
 *
 * @throws Refusal where the code was none: SQL had to answer it, since raising would have undone its count.
 */
export function consentedOrRefused(answer: ConsentAnswer): { readonly status: string } {
  if ('status' in answer) return answer;
  const handedOver = answer.method === 'access_code';
  switch (answer.factor) {
    case 'wrong':
      throw new Refusal(handedOver ? 'ACCESS_CODE_WRONG' : 'CODE_WRONG', { left: answer.left });
    case 'locked':
      throw new Refusal(handedOver ? 'ACCESS_CODE_LOCKED' : 'CODE_LOCKED');
    case 'expired':
      // An access code has no end; it was replaced between the two questions.
      throw new Refusal(handedOver ? 'ACCESS_CODE_WRONG' : 'CODE_EXPIRED');
  }
}

/**
 * Has a code sent: mailed to the address of the link, for 「メール認証（再確認）」, or by SMS, as the rules say. The code is
 * derived when it leaves; here its hash is handed over.
 */
export async function beginCode(
  ports: Ports,
  { tokenHash, actor }: LinkHolder,
): Promise<{ readonly expiresAt: string }> {
  const { linkKey } = ports.config;
  const codeId = randomUuid(ports.random(16));
  return ports.rpc('link_code_begin', {
    p_token_sha256_hex: tokenHash,
    p_actor: actor,
    p_code_id: codeId,
    p_verifier_sha256_hex: await signerCodeVerifier(linkKey, codeId, await emailCode(linkKey, codeId)),
  });
}
