import { decodeWhole, isTag } from '../bytes/asn1.ts';
import { octetKey } from '../bytes/octet-key.ts';
import type { SignatureScheme } from './algorithm.ts';
import { platformKey, type PublicKey } from './public-key.ts';

/** `unsupported`: the platform lacks the algorithm, or the key does not fit it. */
export type SignatureCheck = 'valid' | 'invalid' | 'unsupported';

const PLATFORM_HASHES: readonly string[] = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
const MOST_KEY_BITS = 8192;
const FIELD_BYTES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/**
 * Verifies a signature value over octets as found, by WebCrypto.
 *
 * @param signature - as found: RSA big-endian integer, ECDSA as DER (r, s), Ed25519 raw.
 * @returns `invalid` also for a malformed signature value; never throws.
 *
 * Source: RFC 8017 §8, FIPS 186-5 §6, RFC 8032; RFC 3279 §2.2.3 (DER of r and s).
 */
export async function verifySignature(
  scheme: SignatureScheme,
  key: PublicKey,
  signature: Uint8Array,
  data: Uint8Array,
): Promise<SignatureCheck> {
  // The time of a check grows with the square of the modulus; nobody signs with more.
  if (key.bits > MOST_KEY_BITS) return 'unsupported';
  try {
    switch (scheme.kind) {
      case 'RSA':
        if (key.kind !== 'RSA' || key.pssOnly || !PLATFORM_HASHES.includes(scheme.hash)) return 'unsupported';
        return await run({ name: 'RSASSA-PKCS1-v1_5', hash: scheme.hash }, {}, key, signature, data);
      case 'RSA-PSS':
        // WebCrypto ties the mask's hash to the message's.
        if (key.kind !== 'RSA' || scheme.hash !== scheme.mgfHash || !PLATFORM_HASHES.includes(scheme.hash)) {
          return 'unsupported';
        }
        return await run(
          { name: 'RSA-PSS', hash: scheme.hash },
          { saltLength: scheme.saltLength },
          key,
          signature,
          data,
        );
      case 'ECDSA': {
        const size = FIELD_BYTES[key.curve ?? ''];
        if (key.kind !== 'EC' || size === undefined || !PLATFORM_HASHES.includes(scheme.hash))
          return 'unsupported';
        const raw = rawEcdsa(signature, size);
        if (!raw) return 'invalid';
        const algorithm = { name: 'ECDSA', namedCurve: key.curve ?? '' };
        return await run(algorithm, { hash: scheme.hash }, key, raw, data);
      }
      case 'Ed25519':
        if (key.kind !== 'Ed25519') return 'unsupported';
        return await run({ name: 'Ed25519' }, {}, key, signature, data);
      case 'unknown':
        return 'unsupported';
    }
  } catch (error) {
    // The platform refuses keys it cannot hold (a point off the curve, an even exponent) by throwing.
    if (error instanceof Error) return 'unsupported';
    throw error;
  }
}

async function run(
  algorithm: { name: string; hash?: string; namedCurve?: string },
  extra: { hash?: string; saltLength?: number },
  key: PublicKey,
  signature: Uint8Array,
  data: Uint8Array,
): Promise<SignatureCheck> {
  const imported = await importedKey(key, algorithm);
  const valid = await crypto.subtle.verify(
    { name: algorithm.name, ...extra },
    imported,
    new Uint8Array(signature),
    plain(data),
  );
  return valid ? 'valid' : 'invalid';
}

// A platform takes longer to import a key than to verify with it, and few keys sign everything in a file, or a folder.
const MOST_KEYS = 64;
const importedKeys = new Map<string, Promise<CryptoKey>>();

function importedKey(
  key: PublicKey,
  algorithm: { name: string; hash?: string; namedCurve?: string },
): Promise<CryptoKey> {
  const id = `${algorithm.name} ${algorithm.hash ?? ''} ${algorithm.namedCurve ?? ''} ${octetKey(key.octets)}`;
  const known = importedKeys.get(id);
  if (known) return known;
  const { format, octets } = platformKey(key);
  const imported = crypto.subtle.importKey(format, octets, algorithm, false, ['verify']);
  const [oldest] = importedKeys.keys();
  if (oldest !== undefined && importedKeys.size >= MOST_KEYS) importedKeys.delete(oldest);
  importedKeys.set(id, imported);
  return imported;
}

function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

/**
 * An Ecdsa-Sig-Value as WebCrypto and JWS want it: r‖s, each of the field's size.
 *
 * @param der - DER as CMS and certificates carry it. @param size - octets of the field, 32 for P-256.
 * @returns undefined where it is none, or has a part that is negative or too long.
 *
 * Source: RFC 3279 §2.2.3; RFC 7518 §3.4.
 */
export function rawEcdsa(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  const node = decodeWhole(der);
  const [r, s, ...rest] = node?.children ?? [];
  if (!isTag(node, 16) || !isTag(r, 2) || !isTag(s, 2) || rest.length > 0) return undefined;
  const out = new Uint8Array(2 * size);
  for (const [index, integer] of [r.content, s.content].entries()) {
    if (integer.length === 0 || (integer[0] ?? 0) & 0x80) return undefined;
    const start = integer.findIndex((byte) => byte !== 0);
    const value = start < 0 ? new Uint8Array() : integer.subarray(start);
    if (value.length > size) return undefined;
    out.set(value, (index + 1) * size - value.length);
  }
  return out;
}
