import { isTag, objectIdentifier, octetString, type Asn1Node } from '../bytes/asn1.ts';
import { hashOf, readAlgorithm, type HashName } from '../x509/algorithm.ts';

export const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  cmsAlgorithmProtection: '1.2.840.113549.1.9.52',
  adobeRevocationInfo: '1.2.840.113583.1.1.8',
} as const;

/** One Attribute: its type and its values as found. */
export type Attribute = Readonly<{ oid: string; values: readonly Asn1Node[] }>;

/** Members of a SET OF Attribute, in the order found; undefined where one is malformed. RFC 5652 §5.3. */
export function readAttributes(node: Asn1Node): readonly Attribute[] | undefined {
  const attributes: Attribute[] = [];
  for (const child of node.children) {
    const [type, values, ...rest] = child.children;
    const oid = objectIdentifier(type);
    if (!isTag(child, 16) || oid === undefined || !isTag(values, 17) || rest.length > 0) return undefined;
    attributes.push({ oid, values: values.children });
  }
  return attributes;
}

/** The single value of an attribute; `absent`, or `repeated` where the attribute or its value is not exactly one. */
export function singleValue(attributes: readonly Attribute[], oid: string): Asn1Node | 'absent' | 'repeated' {
  const found = attributes.filter((attribute) => attribute.oid === oid);
  if (found.length === 0) return 'absent';
  const [value, ...others] = found.flatMap((attribute) => attribute.values);
  return found.length === 1 && value && others.length === 0 ? value : 'repeated';
}

/** One ESSCertID(v2): the certificate's digest. */
export type EssCertificateId = Readonly<{ hash: HashName; digest: Uint8Array }>;

/**
 * The identifiers in a SigningCertificate (v1: SHA-1) or SigningCertificateV2 value; undefined where malformed.
 * The first is the signer's own.
 *
 * Source: RFC 5035 §3–4; RFC 2634 §5.4.
 */
export function essCertificateIds(value: Asn1Node, version: 1 | 2): readonly EssCertificateId[] | undefined {
  const list = value.children[0];
  if (!isTag(value, 16) || !isTag(list, 16) || list.children.length === 0) return undefined;
  const ids: EssCertificateId[] = [];
  for (const child of list.children) {
    const fields = [...child.children];
    let hash: HashName | undefined = version === 1 ? 'SHA-1' : 'SHA-256';
    if (version === 2 && isTag(fields[0], 16)) {
      const algorithm = readAlgorithm(fields.shift());
      hash = algorithm && hashOf(algorithm);
    }
    const digest = isTag(fields[0], 4) ? octetString(fields[0]) : undefined;
    if (!isTag(child, 16) || hash === undefined || !digest) return undefined;
    ids.push({ hash, digest });
  }
  return ids;
}
