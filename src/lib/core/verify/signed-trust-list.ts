import { fromBase64Url, toBase64Url } from '../bytes/base64.ts';
import type { Result } from '../bytes/result.ts';
import { ES256_OCTETS, jwkThumbprint, readP256Jwk, verifyEs256, type P256Jwk } from '../x509/p256-jwk.ts';
import { readTrustList, type TrustListCode } from './read-trust-list.ts';
import type { ListSignature, TrustList } from './trust-list.ts';

/** Octets of a detached token at most: a header and a signature of fixed length. */
const TOKEN_OCTETS = 1000;

/**
 * Reads a trust list with the signature that stands beside it, a detached compact JWS over its exact octets.
 *
 * A list without a good signature is read all the same, and every report that rests on it says so: who signed a list
 * is the auditor's question, what a certificate proves is another.
 *
 * @param octets - the file as it is (`trust-list.json`, or PEM).
 * @param token - the text of `trust-list.jws`; null where there is none.
 * @param publishers - the publisher's keys, which come with the app or the command, never with the list.
 * @returns the codes of `readTrustList`. Never throws.
 *
 * Source: RFC 7515 §5.2, appendix F; RFC 7518 §3.4; RFC 7638 (`kid`).
 */
export async function readSignedTrustList(
  octets: Uint8Array<ArrayBuffer>,
  token: string | null,
  publishers: readonly P256Jwk[],
): Promise<Result<TrustList, TrustListCode>> {
  const list = readTrustList(new TextDecoder().decode(octets));
  if (!list.ok) return list;
  return { ok: true, value: { ...list.value, signature: await listSignature(octets, token, publishers) } };
}

async function listSignature(
  octets: Uint8Array,
  token: string | null,
  publishers: readonly P256Jwk[],
): Promise<ListSignature> {
  if (token === null) return 'unsigned';
  const [header = '', payload, value = '', ...rest] = token.trim().split('.');
  const signature = fromBase64Url(value);
  const kid = token.length <= TOKEN_OCTETS ? keyIdOf(header) : undefined;
  if (payload !== '' || rest.length > 0 || kid === undefined || signature?.length !== ES256_OCTETS)
    return 'wrong-signature';
  for (const publisher of publishers) {
    if ((await jwkThumbprint(publisher)) !== kid) continue;
    const input = new TextEncoder().encode(`${header}.${toBase64Url(octets)}`);
    return (await verifyEs256(publisher, signature, input)) ? 'signed' : 'wrong-signature';
  }
  return 'unknown-publisher';
}

/** The JWS signing input over a list's octets: what the publisher's key signs, as ECDSA with SHA-256. */
export function listSigningInput(octets: Uint8Array, kid: string): string {
  return `${headerOf(kid)}.${toBase64Url(octets)}`;
}

/** The detached compact JWS, whose payload is left out. `signature` is r‖s, 64 octets. */
export function listToken(kid: string, signature: Uint8Array): string {
  return `${headerOf(kid)}..${toBase64Url(signature)}`;
}

/** Reads the publisher's public keys: a JWK Set or one JWK (RFC 7517); undefined where it is neither. */
export function readPublisherKeys(text: string): readonly P256Jwk[] | undefined {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const listed: unknown = 'keys' in value ? value.keys : [value];
  if (!Array.isArray(listed)) return undefined;
  const keys = listed.map((key: unknown) => readP256Jwk(key));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function headerOf(kid: string): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify({ alg: 'ES256', kid })));
}

// No other header member is understood: a `crit` extension least of all (RFC 7515 §4.1.11).
function keyIdOf(header: string): string | undefined {
  const octets = fromBase64Url(header);
  const value = octets && parsed(new TextDecoder().decode(octets));
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined;
  const { alg, kid } = value as Readonly<Record<string, unknown>>;
  return alg === 'ES256' && typeof kid === 'string' ? kid : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
