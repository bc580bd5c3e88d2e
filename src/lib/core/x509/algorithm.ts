import { integerValue, isTag, objectIdentifier, type Asn1Node } from '../bytes/asn1.ts';

/** Digest names as WebCrypto and the reports spell them; the weak and the unavailable ones are named too. */
export type HashName =
  | 'MD2'
  | 'MD5'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'
  | 'RIPEMD-160';

/** How a signature value was made. `unknown` keeps the OID for the report. */
export type SignatureScheme =
  | Readonly<{ kind: 'RSA'; hash: HashName }>
  | Readonly<{ kind: 'RSA-PSS'; hash: HashName; mgfHash: HashName; saltLength: number }>
  | Readonly<{ kind: 'ECDSA'; hash: HashName }>
  | Readonly<{ kind: 'Ed25519' }>
  | Readonly<{ kind: 'unknown'; oid: string }>;

/** An AlgorithmIdentifier as found. */
export type AlgorithmIdentifier = Readonly<{ oid: string; octets: Uint8Array; parameters?: Asn1Node }>;

const HASHES: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
  '1.3.36.3.2.1': 'RIPEMD-160',
};

const RSA: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.113549.1.1.14': 'SHA-224',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
  '1.3.36.3.3.1.2': 'RIPEMD-160',
};

const ECDSA: Readonly<Record<string, HashName>> = {
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10045.4.3.1': 'SHA-224',
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const MGF1 = '1.2.840.113549.1.1.8';

/** Reads an AlgorithmIdentifier; undefined where it is not one. Source: RFC 5280 §4.1.1.2. */
export function readAlgorithm(node: Asn1Node | undefined): AlgorithmIdentifier | undefined {
  if (!isTag(node, 16)) return undefined;
  const [type, parameters, ...rest] = node.children;
  const oid = objectIdentifier(type);
  if (oid === undefined || rest.length > 0) return undefined;
  return { oid, octets: node.octets, ...(parameters && { parameters }) };
}

/** The digest an AlgorithmIdentifier names; undefined where it is none of the known ones. */
export function hashOf(algorithm: AlgorithmIdentifier): HashName | undefined {
  return HASHES[algorithm.oid];
}

/**
 * The scheme a signatureAlgorithm names.
 *
 * @param digest - SignerInfo.digestAlgorithm, which decides where the signature algorithm names a key type alone
 *   (rsaEncryption, ecPublicKey); leave out for certificates, CRLs and OCSP responses, which name both.
 *
 * Source: RFC 5754, RFC 4055 §3.1, RFC 5758, RFC 8419.
 */
export function signatureScheme(algorithm: AlgorithmIdentifier, digest?: HashName): SignatureScheme {
  const { oid } = algorithm;
  const rsa = RSA[oid] ?? (oid === RSA_ENCRYPTION ? digest : undefined);
  if (rsa !== undefined) return { kind: 'RSA', hash: rsa };
  const ecdsa = ECDSA[oid] ?? (oid === EC_PUBLIC_KEY ? digest : undefined);
  if (ecdsa !== undefined) return { kind: 'ECDSA', hash: ecdsa };
  if (oid === ED25519) return { kind: 'Ed25519' };
  if (oid === RSA_PSS) return pss(algorithm.parameters) ?? { kind: 'unknown', oid };
  return { kind: 'unknown', oid };
}

// RFC 4055 §3.1: every member has a default (SHA-1, MGF1 with SHA-1, 20); the trailer is always 1.
function pss(parameters: Asn1Node | undefined): SignatureScheme | undefined {
  if (!isTag(parameters, 16)) return undefined;
  let hash: HashName | undefined = 'SHA-1';
  let mgfHash: HashName | undefined = 'SHA-1';
  let saltLength = 20;
  for (const member of parameters.children) {
    if (member.tagClass !== 'context') return undefined;
    const [inner] = member.children;
    if (member.tag === 0) {
      const algorithm = readAlgorithm(inner);
      hash = algorithm && hashOf(algorithm);
    } else if (member.tag === 1) {
      const mask = readAlgorithm(inner);
      const algorithm = mask?.oid === MGF1 ? readAlgorithm(mask.parameters) : undefined;
      mgfHash = algorithm && hashOf(algorithm);
    } else if (member.tag === 2) {
      saltLength = Number(integerValue(inner) ?? -1n);
    } else if (member.tag !== 3 || integerValue(inner) !== 1n) {
      return undefined;
    }
  }
  if (hash === undefined || mgfHash === undefined || saltLength < 0 || saltLength > 1024) return undefined;
  return { kind: 'RSA-PSS', hash, mgfHash, saltLength };
}
