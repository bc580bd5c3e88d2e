import { decodeAsn1, isTag, objectIdentifier, octetString, type Asn1Node } from '../bytes/asn1.ts';
import { certificateFromNode, type Certificate } from '../x509/certificate.ts';
import { readSignerInfo, type SignerInfo } from './signer-info.ts';

export const CONTENT_TYPE = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
} as const;

/** A CMS SignedData as found. Octets are views into the input. */
export type SignedData = Readonly<{
  /** Octets of the ContentInfo, and how many follow it in the input. */
  length: number;
  trailing: Uint8Array;
  eContentType: string;
  /** Content octets; null in a detached signature. */
  eContent: Uint8Array | null;
  certificates: readonly Certificate[];
  /** How many entries of `certificates` could not be read as X.509. */
  unreadCertificates: number;
  /** CRLs and other revocation information as found. */
  crls: readonly Uint8Array[];
  ocsps: readonly Uint8Array[];
  signerInfos: readonly SignerInfo[];
}>;

const OCSP_RESPONSE = '1.3.6.1.5.5.7.16.2';

/**
 * Reads one ContentInfo that holds SignedData.
 *
 * @param bytes - DER or BER; what follows the element is answered as `trailing` and judged by the caller.
 * @returns undefined where it is not one, or where any SignerInfo is malformed. Never throws.
 *
 * Source: RFC 5652 §3, §5.1.
 */
export function readSignedData(bytes: Uint8Array): SignedData | undefined {
  const decoded = decodeAsn1(bytes);
  const [type, wrapper, ...rest] = decoded?.node.children ?? [];
  if (!decoded || objectIdentifier(type) !== CONTENT_TYPE.signedData || rest.length > 0) return undefined;
  const data = isTag(wrapper, 0, 'context') ? wrapper.children[0] : undefined;
  if (!isTag(data, 16)) return undefined;
  const [version, digests, content, ...optional] = data.children;
  if (!isTag(version, 2) || !isTag(digests, 17) || !isTag(content, 16)) return undefined;
  const signerSet = optional.pop();
  const certificatesNode = optional.find((field) => isTag(field, 0, 'context'));
  const crlsNode = optional.find((field) => isTag(field, 1, 'context'));
  const eContentType = objectIdentifier(content.children[0]);
  const eContent = readContent(content.children[1]);
  if (!isTag(signerSet, 17) || eContentType === undefined || eContent === undefined) return undefined;
  const signerInfos = signerSet.children.map((child) => readSignerInfo(child));
  if (!signerInfos.every((info) => info !== undefined)) return undefined;
  const certificates = (certificatesNode?.children ?? []).map((child) => certificateFromNode(child));
  return {
    length: decoded.end,
    trailing: bytes.subarray(decoded.end),
    eContentType,
    eContent,
    certificates: certificates.filter((certificate) => certificate !== undefined),
    unreadCertificates: certificates.filter((certificate) => certificate === undefined).length,
    ...readRevocation(crlsNode?.children ?? []),
    signerInfos,
  };
}

function readContent(node: Asn1Node | undefined): Uint8Array | null | undefined {
  if (!node) return null;
  const [inner] = node.children;
  if (!inner || node.tagClass !== 'context' || node.tag !== 0) return undefined;
  const isOctets: boolean = isTag(inner, 4);
  // PKCS#7 allowed any type here (RFC 5652 §5.2.1): its content octets are then what is hashed.
  return isOctets ? octetString(inner) : inner.content;
}

// RFC 5652 §10.2.1 and RFC 5940 §2.1.
function readRevocation(nodes: readonly Asn1Node[]): Pick<SignedData, 'crls' | 'ocsps'> {
  const crls: Uint8Array[] = [];
  const ocsps: Uint8Array[] = [];
  for (const { tagClass, tag, octets, children } of nodes) {
    if (tagClass === 'universal' && tag === 16) crls.push(octets);
    if (tagClass !== 'context' || tag !== 1 || objectIdentifier(children[0]) !== OCSP_RESPONSE) continue;
    const [, response] = children;
    if (response) ocsps.push(response.octets);
  }
  return { crls, ocsps };
}
