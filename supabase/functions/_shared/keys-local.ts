import { ecdsaSignatureDer, type KeyPort } from './core.ts';
import { algorithmOf, pemCertificates, signatureFits } from './keys-certificate.ts';
import { plain, utf8 } from './octets.ts';
import { Fault } from './refusal.ts';

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

/** Signed once at the start to see whether key and certificate fit; no DER, so it can be nobody's signedAttrs. */
const PROBE = utf8('Does this key fit its certificate?');

/**
 * The key port over a PKCS#8 secret: for development and small sites. The key is imported once and cannot be
 * read back from the process.
 *
 * @param pkcs8 - DER.
 * @param pem - the chain, the key's own certificate first; it says how the key signs.
 * @param pss - sign with PSS where the key is an ordinary RSA key.
 * @throws Fault `CONFIG_UNREADABLE`, `KEY_ALGORITHM_UNSUPPORTED`, or `KEY_DOES_NOT_FIT` where the key is not the
 *   certificate's.
 */
export async function localKey(pkcs8: Uint8Array, pem: string, pss = false): Promise<KeyPort> {
  const certificates = pemCertificates(pem);
  const [certificate] = certificates;
  if (certificate === undefined) throw new Fault('KEY_WITHOUT_CERTIFICATE');
  const algorithm = algorithmOf(certificate, pss);
  const [importing, signing] = WEB_CRYPTO[algorithm];
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('pkcs8', plain(pkcs8), importing, false, ['sign']);
  } catch (cause) {
    throw new Fault('CONFIG_UNREADABLE', { cause, context: { name: 'SHOMEI_SEAL_KEY' } });
  }
  const sign: KeyPort['sign'] = async (signedAttrsDer) => {
    const value = new Uint8Array(await crypto.subtle.sign(signing, key, plain(signedAttrsDer)));
    return algorithm === 'ECDSA-P256-SHA256' || algorithm === 'ECDSA-P384-SHA384'
      ? ecdsaSignatureDer(value, algorithm)
      : value;
  };
  if (!(await signatureFits(algorithm, certificate, PROBE, await sign(PROBE)))) {
    throw new Fault('KEY_DOES_NOT_FIT');
  }
  return { algorithm, certificates, sign };
}
