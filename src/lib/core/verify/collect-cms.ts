import type { DigestAlgorithm, DigestPort } from '../bytes/digest.ts';
import { concatBytes, equalBytes } from '../bytes/concat.ts';
import { isTag, objectIdentifier, octetString } from '../bytes/asn1.ts';
import { adobeRevocationInfo } from '../cms/adobe-revocation.ts';
import { ATTRIBUTE, essCertificateIds, singleValue, type Attribute } from '../cms/attribute.ts';
import { readSignedData, type SignedData } from '../cms/signed-data.ts';
import { identifies, type SignerInfo } from '../cms/signer-info.ts';
import { timestampToken } from '../tsp/token.ts';
import type { HashName } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { verifySignature } from '../x509/verify-signature.ts';
import type { CertificatePool } from './certificate-pool.ts';
import type { EvidencePool } from './collect-revocation.ts';
import { UNREADABLE_TOKEN, type AttributeState, type CmsFacts, type TokenFacts } from './facts.ts';

/** The octets that a SignedData speaks about: digests made beforehand, octets only where they must be copied. */
export type Content = Readonly<{
  digest: (hash: HashName) => Promise<Uint8Array | undefined>;
  /** undefined where that would be more work than a file may ask for. */
  octets: () => Uint8Array | undefined;
}>;

/** Where certificates and revocation information go, and how to hash. */
export type Pools = Readonly<{ certificates: CertificatePool; evidence: EvidencePool; digest: DigestPort }>;

const DIGESTS: readonly string[] = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];

/** Whether the digest port knows this hash. */
export function isDigestAlgorithm(hash: HashName | null): hash is DigestAlgorithm {
  return hash !== null && DIGESTS.includes(hash);
}

/** Content given as octets in hand. */
export function contentOf(octets: Uint8Array, digest: DigestPort): Content {
  return {
    octets: () => octets,
    digest: async (hash) => (isDigestAlgorithm(hash) ? (await digest(hash, [[octets]]))[0] : undefined),
  };
}

const IN_CMS = { store: 'cms', end: null } as const;

/** Puts the certificates, CRLs and OCSP responses of a SignedData into the pools. */
export function poolSignedData(data: SignedData, pools: Pools): void {
  for (const certificate of data.certificates) pools.certificates.add(certificate);
  for (const crl of data.crls) pools.evidence.addCrl(crl, IN_CMS, pools.certificates);
  for (const ocsp of data.ocsps) pools.evidence.addOcsp(ocsp, IN_CMS, pools.certificates);
  for (const info of data.signerInfos) {
    for (const attribute of [...(info.signedAttributes ?? []), ...info.unsignedAttributes]) {
      if (attribute.oid !== ATTRIBUTE.adobeRevocationInfo) continue;
      for (const value of attribute.values) {
        const found = adobeRevocationInfo(value);
        for (const crl of found.crls) pools.evidence.addCrl(crl, IN_CMS, pools.certificates);
        for (const ocsp of found.ocsps) pools.evidence.addOcsp(ocsp, IN_CMS, pools.certificates);
      }
    }
  }
}

/**
 * The arithmetic of one SignedData over its content. The first SignerInfo is measured; how many there are is a fact.
 *
 * @param expectedType - eContentType that contentType must repeat.
 *
 * Source: RFC 5652 §5.4, §5.6, §11.1–11.2; RFC 5035 §3.
 */
export async function cmsFacts(
  data: SignedData,
  expectedType: string,
  content: Content,
  pools: Pools,
): Promise<CmsFacts> {
  const [info] = data.signerInfos;
  const base = {
    signerCount: data.signerInfos.length,
    eContentType: data.eContentType,
    attached: data.eContent !== null,
    nonZeroTrailing: data.trailing.some((byte) => byte !== 0),
    unreadCertificates: data.unreadCertificates,
    certificates: data.certificates.map((c) => pools.certificates.add(c)).filter((i) => i !== undefined),
  };
  if (!info) return { ...base, ...NOTHING_SIGNED };
  const attributes = info.signedAttributes;
  const signer = await findSigner(info, pools);
  const digest = info.hash ? await content.digest(info.hash) : undefined;
  const signedOctets = info.signedOctets ?? content.octets();
  const type = attributes ? singleValue(attributes, ATTRIBUTE.contentType) : 'absent';
  return {
    ...base,
    hash: info.hash,
    scheme: info.scheme,
    hasSignedAttributes: attributes !== null,
    contentType:
      typeof type === 'string' ? type : objectIdentifier(type) === expectedType ? 'ok' : 'mismatch',
    ...messageDigest(info, digest),
    ...(await verifyValue(info, signer, signedOctets)),
    algorithmProtection: algorithmProtection(info),
    signer: signer?.index ?? null,
    signingCertificate: signer?.attribute ?? (attributes ? attributePresence(attributes) : 'absent'),
    signingTimeAttribute: attributes?.some(({ oid }) => oid === ATTRIBUTE.signingTime) ?? false,
  };
}

// Some software names another digest in signatureAlgorithm than in digestAlgorithm: what was signed is measured by
// whichever holds, and the contradiction is a fact of its own (RFC 5652 §5.3 wants them to agree).
async function verifyValue(
  info: SignerInfo,
  signer: Signer | undefined,
  octets: Uint8Array | undefined,
): Promise<Pick<CmsFacts, 'signature' | 'schemesAgree'>> {
  const { scheme, hash } = info;
  const schemesAgree = !('hash' in scheme) || scheme.hash === hash;
  if (!signer || !octets) return { signature: 'unsupported', schemesAgree };
  const key = signer.certificate.publicKey;
  const signature = await verifySignature(scheme, key, info.signature, octets);
  if (signature === 'valid' || schemesAgree || hash === null || scheme.kind !== 'RSA')
    return { signature, schemesAgree };
  const other = await verifySignature({ kind: 'RSA', hash }, key, info.signature, octets);
  return { signature: other === 'valid' ? 'valid' : signature, schemesAgree };
}

// RFC 6211 §2: where it stands, it names the algorithms once more, inside what is signed.
function algorithmProtection(info: SignerInfo): AttributeState {
  const value = singleValue(info.signedAttributes ?? [], ATTRIBUTE.cmsAlgorithmProtection);
  if (typeof value === 'string') return value;
  const [digest, signature] = value.children;
  const [digestOid, signatureOid] = [digest?.children[0], signature?.children[0]].map((node) =>
    objectIdentifier(node),
  );
  if (digestOid === undefined || !isTag(signature, 1, 'context')) return 'malformed';
  const isSame = digestOid === info.digestAlgorithm.oid && signatureOid === info.signatureAlgorithm.oid;
  return isSame ? 'ok' : 'mismatch';
}

const NOTHING_SIGNED = {
  hash: null,
  scheme: { kind: 'unknown', oid: '' },
  hasSignedAttributes: false,
  contentType: 'absent',
  messageDigest: 'absent',
  digest: 'none',
  signature: 'unsupported',
  algorithmProtection: 'absent',
  schemesAgree: true,
  signer: null,
  signingCertificate: 'absent',
  signingTimeAttribute: false,
} as const;

function messageDigest(
  info: SignerInfo,
  digest: Uint8Array | undefined,
): Pick<CmsFacts, 'messageDigest' | 'digest'> {
  if (!info.signedAttributes) return { messageDigest: 'absent', digest: 'none' };
  const values = info.signedAttributes
    .filter(({ oid }) => oid === ATTRIBUTE.messageDigest)
    .flatMap((attribute) => attribute.values);
  const single = singleValue(info.signedAttributes, ATTRIBUTE.messageDigest);
  const octets = values.map((value) => octetString(value));
  const state: AttributeState =
    typeof single === 'string' ? single : octets[0] === undefined ? 'malformed' : 'ok';
  if (octets.length === 0) return { messageDigest: state, digest: 'none' };
  if (digest === undefined) return { messageDigest: state, digest: 'unsupported' };
  // Where it stands twice, both must hold; that it does is a fault of form of its own.
  const equal = octets.every((value) => value !== undefined && equalBytes(value, digest));
  return { messageDigest: state, digest: equal ? 'equal' : 'different' };
}

function attributePresence(attributes: readonly Attribute[]): AttributeState {
  const present = attributes.some(
    ({ oid }) => oid === ATTRIBUTE.signingCertificate || oid === ATTRIBUTE.signingCertificateV2,
  );
  return present ? 'mismatch' : 'absent';
}

type Signer = Readonly<{ index: number; certificate: Certificate; attribute: AttributeState }>;

// Several certificates may bear one issuer and serial: the one the signing-certificate attribute names is the signer.
async function findSigner(info: SignerInfo, pools: Pools): Promise<Signer | undefined> {
  let first: Signer | undefined;
  for (const [index, certificate] of pools.certificates.certificates.entries()) {
    if (!identifies(info.identifier, certificate)) continue;
    if (!pools.certificates.bounds.take('signers')) break;
    const attribute = await signingCertificate(info, certificate, pools.digest);
    const found = { index, certificate, attribute };
    if (attribute === 'ok') return found;
    first ??= found;
  }
  return first;
}

// RFC 5035 §3: v2 counts where both are present, but each that is present must name the signer.
async function signingCertificate(
  info: SignerInfo,
  certificate: Certificate,
  digest: DigestPort,
): Promise<AttributeState> {
  if (!info.signedAttributes) return 'absent';
  let state: AttributeState = 'absent';
  for (const version of [1, 2] as const) {
    const oid = version === 1 ? ATTRIBUTE.signingCertificate : ATTRIBUTE.signingCertificateV2;
    const value = singleValue(info.signedAttributes, oid);
    if (value === 'absent') continue;
    if (value === 'repeated') return 'repeated';
    const id = essCertificateIds(value, version)?.[0];
    if (!id) return 'malformed';
    if (!isDigestAlgorithm(id.hash)) return 'mismatch';
    const [actual] = await digest(id.hash, [[certificate.der]]);
    if (!actual || !equalBytes(actual, id.digest)) return 'mismatch';
    state = 'ok';
  }
  return state;
}

/**
 * Measures one time-stamp token.
 *
 * @param signed - the SignedData that it should be; undefined where it is none.
 * @param subject - what its imprint must be a digest of.
 *
 * Source: RFC 3161 §2.4.2.
 */
export async function tokenFacts(
  signed: SignedData | undefined,
  subject: Content,
  pools: Pools,
): Promise<TokenFacts> {
  const token = signed && timestampToken(signed);
  if (!token) return UNREADABLE_TOKEN;
  const { signedData, content, info } = token;
  poolSignedData(signedData, pools);
  const actual = info.imprintHash ? await subject.digest(info.imprintHash) : undefined;
  return {
    readable: true,
    genTimeMs: info.genTimeMs,
    imprint: actual ? (equalBytes(actual, info.imprint) ? 'equal' : 'different') : 'unsupported',
    imprintHash: info.imprintHash,
    policyOid: info.policyOid,
    serialHex: info.serialHex,
    criticalExtension: info.hasCriticalExtension,
    cms: await cmsFacts(signedData, signedData.eContentType, contentOf(content, pools.digest), pools),
  };
}

/** Measures every signature time-stamp of a signature. Source: EN 319 122-1 §5.3. */
export async function signatureTimestamps(data: SignedData, pools: Pools): Promise<readonly TokenFacts[]> {
  const [info] = data.signerInfos;
  if (!info) return [];
  const subject = contentOf(info.signature, pools.digest);
  const out: TokenFacts[] = [];
  for (const attribute of info.unsignedAttributes) {
    if (attribute.oid !== ATTRIBUTE.timestampToken) continue;
    for (const value of attribute.values.slice(0, 16)) {
      if (!pools.certificates.bounds.take('timestamps')) return out;
      out.push(await tokenFacts(readSignedData(value.octets), subject, pools));
    }
  }
  return out;
}

/** Copy of several parts as one, for platforms that cannot hash or verify in parts. */
export function joinedParts(parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...parts);
}
