import {
  DerError,
  expectTag,
  explicit,
  integer,
  nullValue,
  objectIdentifier,
  readElement,
  readElements,
  sequence,
  TAG,
} from './der.ts';
import { OID } from './object-identifier.ts';

/**
 * How a seal key signs. One digest belongs to each: it hashes the document and the signed attributes alike
 * (RFC 5652 §5.4 leaves the two equal, and validators expect it).
 */
export const SEAL_ALGORITHMS = [
  'RSA-PKCS1-SHA256',
  'RSA-PSS-SHA256',
  'ECDSA-P256-SHA256',
  'ECDSA-P384-SHA384',
] as const;
export type SealAlgorithm = (typeof SEAL_ALGORITHMS)[number];

/** WebCrypto's name of the digest that goes with the algorithm: document, signed attributes, imprint. */
export function digestOf(algorithm: SealAlgorithm): 'SHA-256' | 'SHA-384' {
  return algorithm === 'ECDSA-P384-SHA384' ? 'SHA-384' : 'SHA-256';
}

/** DER of the AlgorithmIdentifier of a digest. RFC 5754 §2: parameters absent. */
export function digestIdentifier(digest: 'SHA-256' | 'SHA-384' | 'SHA-512'): Uint8Array<ArrayBuffer> {
  const oid = { 'SHA-256': OID.sha256, 'SHA-384': OID.sha384, 'SHA-512': OID.sha512 }[digest];
  return sequence(objectIdentifier(oid));
}

/**
 * DER of the signature AlgorithmIdentifier, for SignerInfo as for certificates.
 *
 * PKCS#1 carries NULL parameters (RFC 4055 §5), PSS its hash, MGF1 hash and salt length explicitly
 * (RFC 4055 §3.1), ECDSA none (RFC 5758 §3.2).
 */
export function signatureIdentifier(algorithm: SealAlgorithm): Uint8Array<ArrayBuffer> {
  switch (algorithm) {
    case 'RSA-PKCS1-SHA256':
      return sequence(objectIdentifier(OID.sha256WithRsa), nullValue());
    case 'RSA-PSS-SHA256': {
      const sha256 = sequence(objectIdentifier(OID.sha256), nullValue());
      return sequence(
        objectIdentifier(OID.rsassaPss),
        sequence(
          explicit(0, sha256),
          explicit(1, sequence(objectIdentifier(OID.mgf1), sha256)),
          explicit(2, integer(32)),
        ),
      );
    }
    case 'ECDSA-P256-SHA256':
      return sequence(objectIdentifier(OID.ecdsaWithSha256));
    case 'ECDSA-P384-SHA384':
      return sequence(objectIdentifier(OID.ecdsaWithSha384));
  }
}

/**
 * An ECDSA value as WebCrypto and many gateways give it (r‖s, fixed width) made the DER that CMS carries
 * (RFC 5753 §7.2 Ecdsa-Sig-Value). What is DER already is returned as it is.
 *
 * @throws DerError where the octets are neither.
 */
export function ecdsaSignatureDer(
  value: Uint8Array,
  algorithm: 'ECDSA-P256-SHA256' | 'ECDSA-P384-SHA384',
): Uint8Array {
  const width = algorithm === 'ECDSA-P256-SHA256' ? 32 : 48;
  // A DER value of exactly 2×width octets is possible; it is told from r‖s by its frame being exact.
  if (isEcdsaDer(value)) return value;
  if (value.length !== 2 * width) throw new DerError('not an ECDSA signature value');
  return sequence(integer(value.subarray(0, width)), integer(value.subarray(width)));
}

function isEcdsaDer(value: Uint8Array): boolean {
  try {
    const frame = expectTag(readElement(value), TAG.sequence);
    const [r, s, ...rest] = readElements(frame.content);
    return (
      frame.bytes.length === value.length &&
      r?.tag === TAG.integer &&
      s?.tag === TAG.integer &&
      rest.length === 0
    );
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
