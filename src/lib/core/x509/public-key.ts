import { bitStringOctets, decodeWhole, isTag, objectIdentifier, type Asn1Node } from '../bytes/asn1.ts';
import { concatBytes } from '../bytes/concat.ts';
import { readAlgorithm } from './algorithm.ts';

/** A SubjectPublicKeyInfo as found, and what key it holds. */
export type PublicKey = Readonly<{
  octets: Uint8Array;
  kind: 'RSA' | 'EC' | 'Ed25519' | 'other';
  /** Modulus or field size in bits; 0 where unknown. */
  bits: number;
  /** WebCrypto's curve name, else the OID; only for EC. */
  curve?: string;
  /** Content of subjectPublicKey: what OCSP key hashes cover. */
  key: Uint8Array;
  /** True where the key's algorithm is id-RSASSA-PSS, which allows PSS signatures alone. */
  pssOnly: boolean;
}>;

const CURVES: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
};

/** Reads a SubjectPublicKeyInfo; undefined where it is not one. Source: RFC 5280 §4.1.2.7, RFC 3279 §2.3, RFC 5480. */
export function readPublicKey(node: Asn1Node | undefined): PublicKey | undefined {
  if (!isTag(node, 16)) return undefined;
  const [first, second, ...rest] = node.children;
  const algorithm = readAlgorithm(first);
  const key = isTag(second, 3) ? bitStringOctets(second) : undefined;
  if (!algorithm || key === undefined || rest.length > 0) return undefined;
  const base = { octets: node.octets, key, pssOnly: false };
  switch (algorithm.oid) {
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10': {
      const modulus = decodeWhole(key)?.children[0];
      return {
        ...base,
        kind: 'RSA',
        bits: isTag(modulus, 2) ? bitLength(modulus.content) : 0,
        pssOnly: algorithm.oid.endsWith('.10'),
      };
    }
    case '1.2.840.10045.2.1': {
      const oid = objectIdentifier(algorithm.parameters) ?? '';
      const [curve, bits] = CURVES[oid] ?? [oid, 0];
      return { ...base, kind: 'EC', bits, curve };
    }
    case '1.3.101.112':
      // RFC 8410 §3: the parameters must be absent.
      return algorithm.parameters
        ? { ...base, kind: 'other', bits: 0 }
        : { ...base, kind: 'Ed25519', bits: 256 };
    default:
      return { ...base, kind: 'other', bits: 0 };
  }
}

// SEQUENCE { rsaEncryption, NULL }: platforms refuse a key labelled id-RSASSA-PSS.
const RSA_ALGORITHM = Uint8Array.of(0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0);

/**
 * The key in the form in which every platform takes it: the SPKI as found, but an id-RSASSA-PSS key relabelled
 * rsaEncryption (same key octets), and the 32 octets alone of Ed25519, since WebKitGTK 2.50 refuses the SPKI of a key
 * that begins with a zero octet.
 */
export function platformKey(key: PublicKey): { format: 'spki' | 'raw'; octets: Uint8Array<ArrayBuffer> } {
  if (key.kind === 'Ed25519') return { format: 'raw', octets: new Uint8Array(key.key) };
  if (!key.pssOnly) return { format: 'spki', octets: new Uint8Array(key.octets) };
  const bits = concatBytes(Uint8Array.of(0), key.key);
  return { format: 'spki', octets: wrap(0x30, concatBytes(RSA_ALGORITHM, wrap(0x03, bits))) };
}

function wrap(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const header =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return concatBytes(Uint8Array.from(header), content);
}

function bitLength(integer: Uint8Array): number {
  const start = integer.findIndex((byte) => byte !== 0);
  if (start < 0) return 0;
  return (integer.length - start) * 8 - Math.clz32(integer[start] ?? 0) + 24;
}
