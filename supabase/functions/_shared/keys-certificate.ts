import {
  ecdsaSignatureDer,
  readCertificate,
  verifySignature,
  type SealAlgorithm,
  type SignatureScheme,
} from './core.ts';
import { Fault } from './refusal.ts';

const KEY_USAGE = '2.5.29.15';
/** Bit 1 of keyUsage, nonRepudiation (contentCommitment): octet 0 of the bits (RFC 5280 §4.2.1.3). */
const NON_REPUDIATION = 0x40;

const SCHEMES: Readonly<Record<SealAlgorithm, SignatureScheme>> = {
  'RSA-PKCS1-SHA256': { kind: 'RSA', hash: 'SHA-256' },
  'RSA-PSS-SHA256': { kind: 'RSA-PSS', hash: 'SHA-256', mgfHash: 'SHA-256', saltLength: 32 },
  'ECDSA-P256-SHA256': { kind: 'ECDSA', hash: 'SHA-256' },
  'ECDSA-P384-SHA384': { kind: 'ECDSA', hash: 'SHA-384' },
};

/**
 * Reads a chain of certificates.
 *
 * @param pem - one or more `CERTIFICATE` blocks, the key's own first.
 * @returns DER of each, in order.
 * @throws Fault `CONFIG_UNREADABLE` where there is none or one cannot be read.
 */
export function pemCertificates(pem: string): Uint8Array<ArrayBuffer>[] {
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g)];
  const name = { name: 'SHOMEI_SEAL_CERTIFICATES' };
  if (blocks.length === 0) throw new Fault('CONFIG_UNREADABLE', { context: name });
  return blocks.map((block) => {
    let der: Uint8Array<ArrayBuffer>;
    try {
      der = Uint8Array.from(atob((block[1] ?? '').replace(/\s+/g, '')), (c) => c.charCodeAt(0));
    } catch (cause) {
      throw new Fault('CONFIG_UNREADABLE', { cause, context: name });
    }
    if (readCertificate(der) === undefined) throw new Fault('CONFIG_UNREADABLE', { context: name });
    return der;
  });
}

/**
 * How the key of a certificate signs. An RSA key may serve both schemes: PKCS#1 v1.5 unless told otherwise.
 *
 * @param certificate - DER.
 * @param pss - sign with PSS where the key is an ordinary RSA key.
 * @throws Fault `KEY_ALGORITHM_UNSUPPORTED` for anything but RSA of 2048 bits and more, P-256 and P-384.
 */
export function algorithmOf(certificate: Uint8Array, pss: boolean): SealAlgorithm {
  const key = readCertificate(certificate)?.publicKey;
  if (key?.kind === 'RSA' && key.bits >= 2048) {
    return key.pssOnly || pss ? 'RSA-PSS-SHA256' : 'RSA-PKCS1-SHA256';
  }
  if (key?.kind === 'EC' && key.curve === 'P-256') return 'ECDSA-P256-SHA256';
  if (key?.kind === 'EC' && key.curve === 'P-384') return 'ECDSA-P384-SHA384';
  throw new Fault('KEY_ALGORITHM_UNSUPPORTED', {
    context: { kind: key?.kind ?? 'unreadable', bits: key?.bits ?? 0 },
  });
}

/**
 * Asks, before a seal is begun and again before the key is used, whether its certificate may seal at all.
 *
 * The verifier would refuse the finished seal as well; here nothing has been written and no key was asked.
 *
 * @param certificate - DER of the key's own certificate.
 * @param at - the service's clock.
 * @throws Fault `KEY_CERTIFICATE_NOT_YET_VALID`, `KEY_CERTIFICATE_EXPIRED`, or `KEY_CERTIFICATE_USAGE` where
 *   keyUsage does not hold nonRepudiation.
 *
 * Source: RFC 5280 §4.1.2.5, §4.2.1.3; EN 319 412-2 §4.3.2 (nonRepudiation for signatures of commitment).
 */
export function requireSealing(certificate: Uint8Array, at: Date): void {
  const read = readCertificate(certificate);
  if (read === undefined) throw new Fault('KEY_CERTIFICATE_UNREADABLE');
  const context = { subject: read.subject.text, serialHex: read.serialHex };
  if (at.getTime() < read.notBeforeMs) throw new Fault('KEY_CERTIFICATE_NOT_YET_VALID', { context });
  if (at.getTime() > read.notAfterMs) throw new Fault('KEY_CERTIFICATE_EXPIRED', { context });
  const usage = read.extensions.find((extension) => extension.oid === KEY_USAGE)?.value;
  // DER of a BIT STRING: tag, length, unused bits, then the bits themselves.
  if (usage?.[0] !== 0x03 || ((usage[3] ?? 0) & NON_REPUDIATION) === 0) {
    throw new Fault('KEY_CERTIFICATE_USAGE', { context });
  }
}

/**
 * Asks whether a signature value is the certificate's: a key that does not fit its certificate, or a signing
 * service that answers rubbish, is found before anything is stored.
 */
export async function signatureFits(
  algorithm: SealAlgorithm,
  certificate: Uint8Array,
  signedAttrsDer: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const read = readCertificate(certificate);
  if (read === undefined) return false;
  return (await verifySignature(SCHEMES[algorithm], read.publicKey, signature, signedAttrsDer)) === 'valid';
}

/**
 * The signature value as SignerInfo carries it, from whatever form a device gave: RSA octets as they are, ECDSA as
 * r‖s or DER.
 *
 * @throws Fault `KEY_DOES_NOT_FIT` where it is neither.
 */
export function signatureValue(octets: Uint8Array, algorithm: SealAlgorithm): Uint8Array {
  if (algorithm !== 'ECDSA-P256-SHA256' && algorithm !== 'ECDSA-P384-SHA384') return octets;
  try {
    return ecdsaSignatureDer(octets, algorithm);
  } catch (cause) {
    throw new Fault('KEY_DOES_NOT_FIT', { cause });
  }
}
