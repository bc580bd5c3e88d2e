import { fromBase64Url, toBase64Url } from '../bytes/base64.ts';
import { concatBytes } from '../bytes/concat.ts';
import { webDigest } from '../bytes/digest.ts';
import { fromHex } from '../bytes/hex.ts';

/** A public key on P-256 as RFC 7517 writes it: coordinates in base64url, 32 octets each. */
export type P256Jwk = Readonly<{ kty: 'EC'; crv: 'P-256'; x: string; y: string }>;

/** Octets of an ES256 signature value r‖s (RFC 7518 §3.4). */
export const ES256_OCTETS = 64;

/** Reads a public key; other members (`kid`, `use`, `alg`) are passed over. Undefined where it is none on P-256. */
export function readP256Jwk(value: unknown): P256Jwk | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kty, crv, x, y } = value as Readonly<Record<string, unknown>>;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return undefined;
  const jwk: P256Jwk = { kty, crv, x, y };
  return spkiOf(jwk) && jwk;
}

/**
 * RFC 7638 thumbprint (SHA-256, base64url) of a P-256 key, which is its `kid`.
 *
 * Source: RFC 7638 §3.1, §3.2: required members only, in lexicographic order, without white space.
 */
export async function jwkThumbprint(jwk: P256Jwk): Promise<string> {
  const { crv, kty, x, y } = jwk;
  const canonical = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
  const [digest] = await webDigest('SHA-256', [[canonical]]);
  return toBase64Url(digest ?? new Uint8Array());
}

/**
 * Asks whether r‖s is the key's ES256 signature over the octets. A key off the curve or another length answers false.
 *
 * Source: RFC 7518 §3.4.
 */
export async function verifyEs256(
  jwk: P256Jwk,
  signature: Uint8Array<ArrayBuffer>,
  octets: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const spki = spkiOf(jwk);
  if (!spki || signature.length !== ES256_OCTETS) return false;
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, octets);
  } catch (error) {
    // The platform refuses a point off the curve by throwing.
    if (error instanceof Error) return false;
    throw error;
  }
}

// SubjectPublicKeyInfo of an uncompressed P-256 point up to the point itself (RFC 5480 §2).
const P256_SPKI = fromHex('3059301306072a8648ce3d020106082a8648ce3d03010703420004');

function spkiOf({ x, y }: P256Jwk): Uint8Array<ArrayBuffer> | undefined {
  const [left, right] = [fromBase64Url(x), fromBase64Url(y)];
  if (left?.length !== 32 || right?.length !== 32) return undefined;
  return concatBytes(P256_SPKI ?? new Uint8Array(), left, right);
}
