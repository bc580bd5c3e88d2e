/**
 * Facts: everything `judge` needs to know about a file, with the arithmetic done and nothing decided.
 * JSON-serialisable, so that any verdict can be replayed without the file. Instants are milliseconds since 1970 UTC.
 * Certificates are named by their index in `Facts.certificates`.
 */
import type { ByteSpan } from '../bytes/span.ts';
import type { PdfFault } from '../pdf/index.ts';
import type { HashName, SignatureScheme } from '../x509/algorithm.ts';
import type { KeyUsage } from '../x509/extensions.ts';
import type { GeneralName } from '../x509/general-name.ts';
import type { SignatureCheck } from '../x509/verify-signature.ts';
import type { Bound } from './bounds.ts';
import type { ChangeFacts } from './change.ts';

export type CertificateFacts = Readonly<{
  /** Base64 of the DER. */
  der: string;
  sha256Hex: string;
  version: number;
  subject: string;
  issuer: string;
  subjectKey: string;
  issuerKey: string;
  subjectRdnKeys: readonly string[];
  subjectEmails: readonly string[];
  serialHex: string;
  notBeforeMs: number;
  notAfterMs: number;
  keyKind: 'RSA' | 'EC' | 'Ed25519' | 'other';
  keyBits: number;
  scheme: SignatureScheme;
  algorithmsAgree: boolean;
  basicConstraints: Readonly<{ ca: boolean; pathLength?: number }> | null;
  keyUsage: readonly KeyUsage[] | null;
  extKeyUsage: Readonly<{ critical: boolean; oids: readonly string[] }> | null;
  subjectAltNames: readonly GeneralName[];
  nameConstraints: Readonly<{ permitted: readonly GeneralName[]; excluded: readonly GeneralName[] }> | null;
  policies: readonly string[] | null;
  policyMappings: readonly (readonly [string, string])[];
  policyConstraints: Readonly<{ requireExplicitPolicy?: number; inhibitPolicyMapping?: number }> | null;
  inhibitAnyPolicy: number | null;
  ocspNoCheck: boolean;
  /** Extensions that could not be read, and critical ones that are not known here. */
  malformedExtensions: readonly string[];
  unknownCritical: readonly string[];
}>;

/** That one certificate names another as its issuer, and whether the other's key verifies it. */
export type EdgeFacts = Readonly<{ subject: number; issuer: number; check: SignatureCheck }>;

/**
 * Where a piece of revocation information was found, and up to which octet the file must be proven for the piece to be
 * so too: the end of the revision of its security store. Null where nothing proves it.
 */
export type EvidenceSource = Readonly<{ store: 'dss' | 'cms'; end: number | null }>;

/** What one CRL or OCSP response says of one certificate. */
export type RevocationFacts = Readonly<{
  kind: 'crl' | 'ocsp';
  source: EvidenceSource;
  certificate: number;
  status: 'good' | 'revoked' | 'unknown';
  revokedAtMs?: number;
  reason?: number;
  thisUpdateMs: number;
  nextUpdateMs?: number;
  producedAtMs: number;
  /** Certificates whose key verifies the statement and whose name or key the statement names. */
  signers: readonly number[];
  scheme: SignatureScheme;
  /** Expired certificates are still told from this instant on; absent where that is not said. */
  expiredSinceMs?: number;
  /** Reasons for which it speaks of the certificate (mask, `ALL_REASONS`). */
  reasons: number;
  /** A CRL of another issuer than the certificate's, which the certificate names. */
  isIndirect: boolean;
  /** Of a CRL: its number, the base that a delta goes with (decimal; null where unread), and its scope as octets. */
  list: Readonly<{ number: string | null; isDelta: boolean; base: string | null; scope: string }> | null;
  /** Set where the statement cannot serve: not about this certificate, unknown critical extension, malformed. */
  unusable: 'scope' | 'critical' | 'malformed' | null;
  /** For OCSP: certificates whose name and key the certID names. */
  issuers: readonly number[];
}>;

export type AttributeState = 'ok' | 'absent' | 'repeated' | 'mismatch' | 'malformed';

/** One SignedData, with its arithmetic. */
export type CmsFacts = Readonly<{
  signerCount: number;
  eContentType: string;
  /** Whether content is inside the SignedData, and whether that is allowed here. */
  attached: boolean;
  nonZeroTrailing: boolean;
  hash: HashName | null;
  scheme: SignatureScheme;
  hasSignedAttributes: boolean;
  contentType: AttributeState;
  /** Form of the messageDigest attribute alone. */
  messageDigest: AttributeState;
  /** The content's digest against messageDigest (or, without signed attributes, within the signature value). */
  digest: 'equal' | 'different' | 'unsupported' | 'none';
  signature: SignatureCheck;
  /** CMSAlgorithmProtection (RFC 6211) against the algorithms that the SignerInfo names. */
  algorithmProtection: AttributeState;
  /** False where signatureAlgorithm and digestAlgorithm name different digests. */
  schemesAgree: boolean;
  signer: number | null;
  /** Signing-certificate attribute: the version found, and whether its first identifier is the signer. */
  signingCertificate: AttributeState;
  signingTimeAttribute: boolean;
  unreadCertificates: number;
  certificates: readonly number[];
}>;

/** One time-stamp token. `null` members: it could not be read so far. */
export type TokenFacts = Readonly<{
  readable: boolean;
  genTimeMs: number | null;
  imprint: 'equal' | 'different' | 'unsupported';
  imprintHash: HashName | null;
  policyOid: string | null;
  serialHex: string | null;
  criticalExtension: boolean;
  cms: CmsFacts | null;
}>;

/** What is known of octets that are no token. */
export const UNREADABLE_TOKEN: TokenFacts = {
  readable: false,
  genTimeMs: null,
  imprint: 'unsupported',
  imprintHash: null,
  policyOid: null,
  serialHex: null,
  criticalExtension: false,
  cms: null,
};

/** What a signature's transform permits later. */
export type DocMdpFacts = Readonly<{ level: number | null; malformed: boolean }>;
export type FieldLockFacts = Readonly<{
  action: 'All' | 'Include' | 'Exclude' | 'malformed';
  fields: readonly string[];
  /** /P of a signature field lock or of the transform: narrows DocMDP from here on. */
  level: number | null;
}>;

export type ByteRangeFacts = Readonly<{
  numbers: readonly number[] | null;
  /** Four non-negative integers from 0 that lie inside the file and do not overlap. */
  wellFormed: boolean;
  /** The gap is exactly the hexadecimal string that is the value of /Contents. */
  gapExact: boolean;
  gap: ByteSpan | null;
  /** End of what is covered; 0 where not well formed. */
  end: number;
  /** The revision that the covered end closes exactly, or null. */
  revision: number | null;
  /** True where the covered end is the end of the file (blank bytes apart). */
  wholeFile: boolean;
}>;

export type SignatureFacts = Readonly<{
  fieldName: string;
  /** Object number of the field, and of the signature dictionary where it has one. */
  fieldObject: number | null;
  dictionaryObject: number | null;
  kind: 'signature' | 'documentTimestamp';
  /** 1-based page on which the field shows in the signed revision; null where it shows on none. */
  page: number | null;
  filter: string | null;
  subFilter: string | null;
  /** Faults of the dictionary's own form, as codes. */
  dictionaryFaults: readonly SignatureDictionaryFault[];
  span: ByteSpan | null;
  byteRange: ByteRangeFacts;
  claimed: Readonly<{
    name: string | null;
    reason: string | null;
    location: string | null;
    at: string | null;
  }>;
  /** null where /Contents is not SignedData (or, for adbe.x509.rsa_sha1, not a signature). */
  cms: CmsFacts | null;
  timestamps: readonly TokenFacts[];
  /** For a document time-stamp: the token that the contents are. */
  token: TokenFacts | null;
  docMdp: DocMdpFacts | null;
  fieldLocks: readonly FieldLockFacts[];
  /** The same contents stand in another signature dictionary. */
  duplicateOf: number | null;
}>;

export type SignatureDictionaryFault =
  | 'not-a-dictionary'
  | 'in-object-stream'
  | 'outside-its-revision'
  | 'type'
  | 'contents-missing'
  | 'contents-not-hex'
  | 'redefined-later'
  | 'duplicate-key'
  | 'not-in-signed-revision';

export type FileFacts = Readonly<{
  headerVersion: string | null;
  faults: readonly PdfFault[];
  revisionCount: number;
  encrypted: boolean;
  xfa: boolean;
  /** JavaScript, launch actions, external references, embedded files that may run: names of what was found. */
  activeContent: readonly string[];
  pageCount: number | null;
  certificateIds: readonly string[];
  /** Octets after the last %%EOF that are not blank. */
  tail: ByteSpan | null;
}>;

export type Facts = Readonly<{
  version: 1;
  sha256Hex: string;
  length: number;
  file: FileFacts;
  certificates: readonly CertificateFacts[];
  edges: readonly EdgeFacts[];
  revocations: readonly RevocationFacts[];
  signatures: readonly SignatureFacts[];
  /** Revision by revision: what each changed. Entry 0 is empty. */
  changes: readonly (readonly ChangeFacts[])[];
  /** Revisions from which a DSS holds revocation or certificate data (for the level). */
  dssRevisions: readonly number[];
  /** Bounds that were hit: what lies beyond them was not read. */
  exceeded: readonly Bound[];
}>;
