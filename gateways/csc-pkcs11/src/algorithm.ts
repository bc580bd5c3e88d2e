/** How a key may be asked to sign. One hash belongs to each: no other is ever signed, whatever a client asks. */
export const ALGORITHMS = {
  'RSA-PKCS1-SHA256': {
    key: 'RSA',
    signAlgo: '1.2.840.113549.1.1.11',
    hashOid: '2.16.840.1.101.3.4.2.1',
    hashLength: 32,
  },
  'RSA-PSS-SHA256': {
    key: 'RSA',
    signAlgo: '1.2.840.113549.1.1.10',
    hashOid: '2.16.840.1.101.3.4.2.1',
    hashLength: 32,
  },
  'ECDSA-P256-SHA256': {
    key: 'P-256',
    signAlgo: '1.2.840.10045.4.3.2',
    hashOid: '2.16.840.1.101.3.4.2.1',
    hashLength: 32,
  },
  'ECDSA-P384-SHA384': {
    key: 'P-384',
    signAlgo: '1.2.840.10045.4.3.3',
    hashOid: '2.16.840.1.101.3.4.2.2',
    hashLength: 48,
  },
} as const;

export type Algorithm = keyof typeof ALGORITHMS;

/**
 * RSASSA-PSS-params as DER in base64: SHA-256, MGF1 with SHA-256, a salt of 32 octets (RFC 4055 §3.1). The only
 * parameters that are signed with.
 */
export const PSS_PARAMETERS = 'MDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEFAKIDAgEg';

/** Asks whether a word of the settings is an algorithm. */
export function isAlgorithm(word: unknown): word is Algorithm {
  return typeof word === 'string' && Object.hasOwn(ALGORITHMS, word);
}
