import { concatBytes, equalBytes, fromBase64Url, rawEcdsa } from './core.ts';
import { mac } from './email-code.ts';
import { base64Url, plain, utf8 } from './octets.ts';
import { Refusal } from './refusal.ts';

/*
 * [Note: passkeys without a library] Attestation is not asked for, so nothing of a registration is signed, and browsers
 * hand out the public key as SubjectPublicKeyInfo (WebAuthn Level 2, §5.2.1.1): what is left to verify is fixed octets
 * and one signature, which WebCrypto does. No CBOR and no attestation format is read.
 */

/** What an authenticator says to a challenge, all in base64url. */
interface Answer {
  readonly credentialId: string;
  readonly authenticatorData: string;
  readonly clientDataJson: string;
}
/** A passkey being enrolled. @see AuthenticatorAttestationResponse */
export interface NewPasskey extends Answer {
  /** SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** COSE: -7 ES256, -257 RS256. */
  readonly algorithm: number;
}
/** A passkey being used. @see AuthenticatorAssertionResponse */
export interface PasskeyAnswer extends Answer {
  readonly signature: string;
}

/** The algorithms that are enrolled, by COSE number (RFC 9053 §2.1, RFC 8812 §2). */
export const PASSKEY_ALGORITHMS = [-7, -257] as const;

/** Bits of `flags` (WebAuthn §6.1). */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

const sha256 = async (octets: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', plain(octets)));

/**
 * The challenge of a signature: SHA-256 of a nonce that only the service knows, the party, the generation of its link
 * and the hashes that are consented to. So an answer holds for this party, this link and these octets alone (L6).
 *
 * @param key - the link key; the nonce is a MAC of the challenge's id under it, and is kept nowhere.
 * @param documents - in any order.
 */
export async function signingChallenge(
  key: Uint8Array,
  challengeId: string,
  partyId: string,
  generation: number,
  documents: readonly { readonly documentId: string; readonly sha256Hex: string }[],
): Promise<Uint8Array> {
  const hashes = documents.map(({ documentId, sha256Hex }) => `${documentId}=${sha256Hex}`).sort();
  return challengeOf(key, challengeId, ['sign', partyId, String(generation), ...hashes]);
}

/** The challenge of an enrolment, for one account. */
export const enrolmentChallenge = (
  key: Uint8Array,
  challengeId: string,
  accountId: string,
): Promise<Uint8Array> => challengeOf(key, challengeId, ['enrol', accountId]);

async function challengeOf(key: Uint8Array, id: string, parts: readonly string[]): Promise<Uint8Array> {
  return sha256(concatBytes(await mac(key, `passkey:${id}`), utf8(parts.join('\n'))));
}

/**
 * Pages that passkeys belong to. Browsers give none to a bare IP address, so a development stack on 127.0.0.1 also
 * takes `localhost`.
 */
export function passkeyOrigins(config: {
  readonly origin: string;
  readonly mode: string;
}): readonly string[] {
  const url = new URL(config.origin);
  if (config.mode !== 'development' || url.hostname !== '127.0.0.1') return [url.origin];
  return [url.origin, url.origin.replace('127.0.0.1', 'localhost')];
}

/**
 * Verifies a registration (WebAuthn §7.1, with attestation `none`).
 *
 * @returns the authenticator's counter.
 * @throws Refusal `PASSKEY_REFUSED` with the word of what does not fit.
 */
export async function verifyEnrolment(
  passkey: NewPasskey,
  challenge: Uint8Array,
  origins: readonly string[],
): Promise<number> {
  const data = octets(passkey.authenticatorData);
  const signCount = await verifyData(data, passkey.clientDataJson, 'webauthn.create', challenge, origins);
  // §6.5.1: aaguid (16), the id's length (2), the id.
  const id = octets(passkey.credentialId);
  const named = data.length > 55 ? ((data[53] ?? 0) << 8) | (data[54] ?? 0) : -1;
  if (
    ((data[32] ?? 0) & ATTESTED) === 0 ||
    named !== id.length ||
    !equalBytes(data.subarray(55, 55 + named), id)
  )
    refuse('credential');
  await keyOf(passkey.publicKey, passkey.algorithm);
  return signCount;
}

/**
 * Verifies an assertion (WebAuthn §7.2): whose it is, and that its counter grew, SQL decides.
 *
 * @param publicKey - SubjectPublicKeyInfo, base64url, as it was enrolled.
 * @returns the authenticator's counter.
 * @throws Refusal `PASSKEY_REFUSED` with the word of what does not fit.
 */
export async function verifyAnswer(
  answer: PasskeyAnswer,
  passkey: { readonly publicKey: string; readonly algorithm: number },
  challenge: Uint8Array,
  origins: readonly string[],
): Promise<number> {
  const data = octets(answer.authenticatorData);
  const clientData = octets(answer.clientDataJson);
  const signCount = await verifyData(data, answer.clientDataJson, 'webauthn.get', challenge, origins);
  const signed = concatBytes(data, await sha256(clientData));
  const key = await keyOf(passkey.publicKey, passkey.algorithm);
  const der = octets(answer.signature);
  const value = passkey.algorithm === -7 ? rawEcdsa(der, 32) : der;
  const algorithm = passkey.algorithm === -7 ? { name: 'ECDSA', hash: 'SHA-256' } : 'RSASSA-PKCS1-v1_5';
  if (value === undefined || !(await crypto.subtle.verify(algorithm, key, plain(value), plain(signed))))
    refuse('signature');
  return signCount;
}

async function verifyData(
  data: Uint8Array,
  clientDataJson: string,
  type: 'webauthn.create' | 'webauthn.get',
  challenge: Uint8Array,
  origins: readonly string[],
): Promise<number> {
  const client = clientDataOf(clientDataJson);
  if (client['type'] !== type) refuse('type');
  if (client['challenge'] !== base64Url(challenge)) refuse('challenge');
  const { origin } = client;
  if (typeof origin !== 'string' || !origins.includes(origin) || client['crossOrigin'] === true)
    refuse('origin');
  // §6.1: rpIdHash (32), flags (1), signCount (4).
  if (data.length < 37) refuse('authenticatorData');
  if (!equalBytes(data.subarray(0, 32), await sha256(utf8(new URL(origin).hostname)))) refuse('rpId');
  const flags = data[32] ?? 0;
  if ((flags & USER_PRESENT) === 0) refuse('userPresent');
  if ((flags & USER_VERIFIED) === 0) refuse('userVerified');
  return new DataView(data.buffer, data.byteOffset).getUint32(33);
}

function clientDataOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets(text)));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
  }
  return refuse('clientData');
}

async function keyOf(publicKey: string, algorithm: number): Promise<CryptoKey> {
  const kind =
    algorithm === -7
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : algorithm === -257
        ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
        : refuse('algorithm');
  const spki = plain(octets(publicKey));
  const key = await crypto.subtle
    .importKey('spki', spki, kind, false, ['verify'])
    .catch(() => refuse('publicKey'));
  const { modulusLength } = key.algorithm as { readonly modulusLength?: number };
  if (modulusLength !== undefined && (modulusLength < 2048 || modulusLength > 8192)) refuse('publicKey');
  return key;
}

function octets(base64url: string): Uint8Array {
  return fromBase64Url(base64url) ?? refuse('encoding');
}

function refuse(what: string): never {
  throw new Refusal('PASSKEY_REFUSED', { what });
}
