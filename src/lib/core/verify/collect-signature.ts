import { decodeAsn1, isTag, octetString } from '../bytes/asn1.ts';
import { CONTENT_TYPE } from '../cms/signed-data.ts';
import { equalBytes } from '../bytes/concat.ts';
import { octetKey } from '../bytes/octet-key.ts';
import { readTstInfo } from '../tsp/tst-info.ts';
import type { HashName } from '../x509/algorithm.ts';
import { verifySignature } from '../x509/verify-signature.ts';
import {
  cmsFacts,
  contentOf,
  joinedParts,
  poolSignedData,
  signatureTimestamps,
  tokenFacts,
  type Content,
  type Pools,
} from './collect-cms.ts';
import { UNREADABLE_TOKEN, type CmsFacts, type SignatureFacts } from './facts.ts';
import type { FoundSignature } from './signature-dictionary.ts';

/** The covered octets of a signature, as views into the file; undefined where the byte range is unusable. */
export function coveredParts(file: Uint8Array, found: FoundSignature): readonly Uint8Array[] | undefined {
  const [, first, second, length] = found.facts.byteRange.numbers ?? [];
  if (
    !found.facts.byteRange.wellFormed ||
    first === undefined ||
    second === undefined ||
    length === undefined
  ) {
    return undefined;
  }
  return [file.subarray(0, first), file.subarray(second, second + length)];
}

/** Which hashes of the covered octets a signature needs, so that all can be made in one pass. */
export function neededHashes(found: FoundSignature): readonly HashName[] {
  const { subFilter, kind } = found.facts;
  if (!found.contents) return [];
  const data = found.signedData;
  if (!data) return [];
  const needed = new Set<HashName>(subFilter === 'adbe.pkcs7.sha1' ? ['SHA-1'] : []);
  const info = kind === 'documentTimestamp' && data.eContent ? readTstInfo(data.eContent) : undefined;
  if (info?.imprintHash) needed.add(info.imprintHash);
  const hash = data.signerInfos[0]?.hash;
  if (hash && kind === 'signature') needed.add(hash);
  return [...needed];
}

/**
 * Measures one signature. Never throws; what cannot be read is null.
 *
 * @param parts - the covered octets; undefined where the byte range is unusable.
 * @param digests - digests of the covered octets by hash name, made beforehand.
 */
export async function signatureFacts(
  found: FoundSignature,
  parts: readonly Uint8Array[] | undefined,
  digests: ReadonlyMap<HashName, Uint8Array>,
  pools: Pools,
): Promise<Omit<SignatureFacts, 'duplicateOf'>> {
  const none = { ...found.facts, cms: null, timestamps: [], token: null };
  const { contents } = found;
  if (!contents) return none;
  const covered: Content = {
    octets: () => {
      const length = (parts ?? []).reduce((sum, part) => sum + part.length, 0);
      return pools.certificates.bounds.take('hashed-octets', length) ? joinedParts(parts ?? []) : undefined;
    },
    digest: (hash) => Promise.resolve(digests.get(hash)),
  };
  if (found.facts.subFilter === 'adbe.x509.rsa_sha1') {
    return { ...none, cms: await bareSignature(found, covered, pools) };
  }
  const data = found.signedData;
  if (!data) return { ...none, ...(found.facts.kind === 'documentTimestamp' && { token: UNREADABLE_TOKEN }) };
  poolSignedData(data, pools);
  if (found.facts.kind === 'documentTimestamp') {
    const token = await tokenFacts(data, covered, pools);
    return { ...none, token, cms: token.cms };
  }
  const timestamps = await signatureTimestamps(data, pools);
  if (found.facts.subFilter === 'adbe.pkcs7.sha1' && data.eContent) {
    // ISO 32000-2 §12.8.3.3.1: the content is the SHA-1 digest of what is covered.
    const expected = await covered.digest('SHA-1');
    const cms = await cmsFacts(data, data.eContentType, contentOf(data.eContent, pools.digest), pools);
    if (!expected) return { ...none, timestamps, cms: { ...cms, digest: 'unsupported' } };
    const holds = equalBytes(expected, data.eContent);
    return { ...none, timestamps, cms: holds ? cms : { ...cms, digest: 'different' } };
  }
  return { ...none, timestamps, cms: await cmsFacts(data, CONTENT_TYPE.data, covered, pools) };
}

// ISO 32000-2 §12.8.3.2 (adbe.x509.rsa_sha1): /Contents is an OCTET STRING with the RSA value, /Cert the chain.
async function bareSignature(
  found: FoundSignature,
  covered: Content,
  pools: Pools,
): Promise<CmsFacts | null> {
  const decoded = found.contents ? decodeAsn1(found.contents) : undefined;
  const value = isTag(decoded?.node, 4) ? octetString(decoded.node) : undefined;
  if (!decoded || !value) return null;
  const indexes = found.certificates
    .map((der) => pools.certificates.addDer(der))
    .filter((i) => i !== undefined);
  const [signer] = indexes;
  const certificate = signer === undefined ? undefined : pools.certificates.certificates[signer];
  const scheme = { kind: 'RSA', hash: 'SHA-1' } as const;
  const octets = covered.octets();
  return {
    signerCount: 1,
    eContentType: CONTENT_TYPE.data,
    attached: false,
    nonZeroTrailing: (found.contents ?? new Uint8Array()).subarray(decoded.end).some((byte) => byte !== 0),
    hash: 'SHA-1',
    scheme,
    hasSignedAttributes: false,
    contentType: 'absent',
    messageDigest: 'absent',
    digest: 'none',
    signature:
      certificate && octets
        ? await verifySignature(scheme, certificate.publicKey, value, octets)
        : 'unsupported',
    algorithmProtection: 'absent',
    schemesAgree: true,
    signer: signer ?? null,
    signingCertificate: 'absent',
    signingTimeAttribute: false,
    unreadCertificates: 0,
    certificates: indexes,
  };
}

/** Marks signatures whose /Contents stand in an earlier one too: a value belongs to one place. */
export function duplicatesOf(found: readonly FoundSignature[]): readonly (number | null)[] {
  const seen = new Map<string, number>();
  return found.map(({ contents }, index) => {
    if (!contents || contents.every((byte) => byte === 0)) return null;
    const key = octetKey(contents);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first ?? null;
  });
}
