import { constants, createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { digestOf } from '../../../src/lib/core/sign/index.ts';
import type { SealAlgorithm } from '../../../src/lib/core/sign/index.ts';
import { signatureIdentifier } from '../../../src/lib/core/sign/seal-algorithm.ts';

const generate = promisify(generateKeyPair);

/** A private key in memory, with the algorithm it signs by. */
export type SigningKey = Readonly<{
  algorithm: SealAlgorithm;
  /** DER of the AlgorithmIdentifier of what it signs. */
  identifier: Uint8Array;
  /** DER of PKCS#8. */
  pkcs8: Uint8Array;
  /** DER of SubjectPublicKeyInfo. */
  spki: Uint8Array;
  /** Hashes and signs; RSA octets or DER Ecdsa-Sig-Value. */
  sign(octets: Uint8Array): Uint8Array;
}>;

/** Makes a key: RSA of 2048 bits unless said, or the curve that the algorithm names. */
export async function generateSigningKey(
  algorithm: SealAlgorithm = 'RSA-PKCS1-SHA256',
  modulusLength = 2048,
): Promise<SigningKey> {
  const { privateKey } = algorithm.startsWith('RSA')
    ? await generate('rsa', { modulusLength })
    : await generate('ec', { namedCurve: algorithm === 'ECDSA-P384-SHA384' ? 'P-384' : 'P-256' });
  return signingKey(privateKey, algorithm);
}

/** Reads a key from DER of PKCS#8. */
export function loadSigningKey(pkcs8: Uint8Array, algorithm: SealAlgorithm): SigningKey {
  return signingKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }), algorithm);
}

function signingKey(privateKey: KeyObject, algorithm: SealAlgorithm): SigningKey {
  const hash = digestOf(algorithm).replace('-', '').toLowerCase();
  const padding =
    algorithm === 'RSA-PSS-SHA256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : algorithm === 'RSA-PKCS1-SHA256'
        ? { padding: constants.RSA_PKCS1_PADDING }
        : { dsaEncoding: 'der' as const };
  return {
    algorithm,
    identifier: signatureIdentifier(algorithm),
    pkcs8: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    spki: new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })),
    sign: (octets) => new Uint8Array(sign(hash, octets, { key: privateKey, ...padding })),
  };
}
