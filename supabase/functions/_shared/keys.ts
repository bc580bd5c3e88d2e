import {
  decodeWhole,
  ecdsaSignatureDer,
  objectIdentifier,
  readCertificate,
  verifySignature,
  type KeyPort,
  type SealAlgorithm,
  type SignatureScheme,
} from './core.ts';
import { plain } from './octets.ts';
import { Fault } from './refusal.ts';

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS = '1.2.840.113549.1.1.10';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const CURVES: Readonly<Record<string, SealAlgorithm>> = {
  '1.2.840.10045.3.1.7': 'ECDSA-P256-SHA256',
  '1.3.132.0.34': 'ECDSA-P384-SHA384',
};

/** WebCrypto's words for each algorithm: to import the key, and to sign with it. */
const WEB_CRYPTO = {
  'RSA-PKCS1-SHA256': [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, { name: 'RSASSA-PKCS1-v1_5' }],
  'RSA-PSS-SHA256': [
    { name: 'RSA-PSS', hash: 'SHA-256' },
    { name: 'RSA-PSS', saltLength: 32 },
  ],
  'ECDSA-P256-SHA256': [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'ECDSA', hash: 'SHA-256' },
  ],
  'ECDSA-P384-SHA384': [
    { name: 'ECDSA', namedCurve: 'P-384' },
    { name: 'ECDSA', hash: 'SHA-384' },
  ],
} as const;

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
function pemCertificates(pem: string): Uint8Array<ArrayBuffer>[] {
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g)];
  const name = { name: 'SHOMEI_SEAL_CERTIFICATES' };
  if (blocks.length === 0) throw new Fault('CONFIG_UNREADABLE', { context: name });
  return blocks.map((block) => {
    const der = Uint8Array.from(atob((block[1] ?? '').replace(/\s+/g, '')), (c) => c.charCodeAt(0));
    if (readCertificate(der) === undefined) throw new Fault('CONFIG_UNREADABLE', { context: name });
    return der;
  });
}

/**
 * How a PKCS#8 key signs. An RSA key may serve both schemes: PKCS#1 v1.5 unless told otherwise.
 *
 * @throws Fault `CONFIG_UNREADABLE` where it is no key that the product signs with. RFC 5958 §2.
 */
function algorithmOf(pkcs8: Uint8Array, pss: boolean): SealAlgorithm {
  const algorithm = decodeWhole(pkcs8)?.children[1];
  const oid = objectIdentifier(algorithm?.children[0]);
  if (oid === RSASSA_PSS || (oid === RSA_ENCRYPTION && pss)) return 'RSA-PSS-SHA256';
  if (oid === RSA_ENCRYPTION) return 'RSA-PKCS1-SHA256';
  const curve = oid === EC_PUBLIC_KEY ? CURVES[objectIdentifier(algorithm?.children[1]) ?? ''] : undefined;
  if (curve === undefined) throw new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_SEAL_KEY' } });
  return curve;
}

/**
 * The key port over a PKCS#8 secret: for development and small sites. The key is imported once and cannot be
 * read back from the process.
 *
 * @param pss - sign with PSS where the key is an ordinary RSA key.
 * @throws Fault `CONFIG_UNREADABLE`.
 */
export async function localKey(pkcs8: Uint8Array, pem: string, pss = false): Promise<KeyPort> {
  const algorithm = algorithmOf(pkcs8, pss);
  const [importing, signing] = WEB_CRYPTO[algorithm];
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('pkcs8', plain(pkcs8), importing, false, ['sign']);
  } catch (cause) {
    throw new Fault('CONFIG_UNREADABLE', { cause, context: { name: 'SHOMEI_SEAL_KEY' } });
  }
  return {
    algorithm,
    certificates: pemCertificates(pem),
    async sign(signedAttrsDer) {
      const value = new Uint8Array(await crypto.subtle.sign(signing, key, plain(signedAttrsDer)));
      return algorithm === 'ECDSA-P256-SHA256' || algorithm === 'ECDSA-P384-SHA384'
        ? ecdsaSignatureDer(value, algorithm)
        : value;
    },
  };
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
