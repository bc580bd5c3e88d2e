import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { explicit, integer, nullValue, objectIdentifier, sequence } from '../../src/lib/core/sign/der.ts';

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** A key as a test describes it, with the hash that it signs by. */
export type KeyKind =
  | Readonly<{ type: 'RSA'; hash: Hash; bits?: number }>
  /** `maskHash`, `salt`: the hash and the salt's length where they are unlike. `claimedSalt`: what is said of it. */
  | Readonly<{ type: 'PSS'; hash: Hash; maskHash?: Hash; saltLength?: number; claimedSaltLength?: number }>
  | Readonly<{ type: 'EC'; hash: Hash; curve: 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'prime192v1' }>
  /** `firstOctet`: what the public key begins with. */
  | Readonly<{ type: 'Ed25519'; firstOctet?: number }>;

/** A private key with everything that certificates, CMS, CRLs and OCSP responses say of it. */
export type TestKey = Readonly<{
  /** The digest that goes with it in CMS. */
  hash: Hash;
  /** DER of the signature's AlgorithmIdentifier. */
  identifier: Uint8Array;
  /** DER of SubjectPublicKeyInfo. */
  spki: Uint8Array;
  /** RSA octets, DER Ecdsa-Sig-Value, or 64 octets of Ed25519. */
  sign(octets: Uint8Array): Uint8Array;
}>;

const DIGEST: Readonly<Record<Hash, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};
const WITH_RSA: Readonly<Record<Hash, string>> = {
  'SHA-1': '1.2.840.113549.1.1.5',
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
};
const WITH_ECDSA: Readonly<Record<Hash, string>> = {
  'SHA-1': '1.2.840.10045.4.1',
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
};
const SALT: Readonly<Record<Hash, number>> = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** Node's name of a hash. */
export function nodeHash(hash: Hash): string {
  return hash.replace('-', '').toLowerCase();
}

/** DER of a digest's AlgorithmIdentifier. RFC 5754 §2. */
export function digestIdentifier(hash: Hash): Uint8Array {
  return sequence(objectIdentifier(DIGEST[hash]));
}

/** Makes a key. RFC 4055 (RSA), RFC 5758 (ECDSA), RFC 8419 (Ed25519). */
export function makeKey(kind: KeyKind): TestKey {
  switch (kind.type) {
    case 'RSA': {
      const pair = generateKeyPairSync('rsa', { modulusLength: kind.bits ?? 2048 });
      const identifier = sequence(objectIdentifier(WITH_RSA[kind.hash]), nullValue());
      return signer(pair, kind.hash, identifier, { padding: constants.RSA_PKCS1_PADDING });
    }
    case 'PSS': {
      const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const { hash, maskHash = hash, saltLength = SALT[hash] } = kind;
      const identifier = pssIdentifier(hash, maskHash, kind.claimedSaltLength ?? saltLength);
      return signer(pair, hash, identifier, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    }
    case 'EC': {
      const pair = generateKeyPairSync('ec', { namedCurve: kind.curve });
      return signer(pair, kind.hash, sequence(objectIdentifier(WITH_ECDSA[kind.hash])), {
        dsaEncoding: 'der',
      });
    }
    case 'Ed25519': {
      let pair = generateKeyPairSync('ed25519');
      const first = (): number | undefined => pair.publicKey.export({ format: 'der', type: 'spki' })[12];
      while (kind.firstOctet !== undefined && first() !== kind.firstOctet)
        pair = generateKeyPairSync('ed25519');
      return signer(pair, 'SHA-512', sequence(objectIdentifier('1.3.101.112')), {}, null);
    }
  }
}

type Pair = ReturnType<typeof generateKeyPairSync>;
type Options = Readonly<{ padding?: number; saltLength?: number; dsaEncoding?: 'der' }>;

function signer(
  { privateKey, publicKey }: Pair,
  hash: Hash,
  identifier: Uint8Array,
  options: Options,
  algorithm: string | null = nodeHash(hash),
): TestKey {
  return {
    hash,
    identifier,
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    sign: (octets) => new Uint8Array(sign(algorithm, octets, { key: privateKey, ...options })),
  };
}

function pssIdentifier(hash: Hash, maskHash: Hash, saltLength: number): Uint8Array {
  const named = (name: Hash) => sequence(objectIdentifier(DIGEST[name]), nullValue());
  return sequence(
    objectIdentifier('1.2.840.113549.1.1.10'),
    sequence(
      explicit(0, named(hash)),
      explicit(1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), named(maskHash))),
      explicit(2, integer(saltLength)),
    ),
  );
}
