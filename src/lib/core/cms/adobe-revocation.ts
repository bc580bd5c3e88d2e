import { isTag, type Asn1Node } from '../bytes/asn1.ts';

/**
 * CRLs and OCSP responses in an adbe-revocationInfoArchival value, as found; what is malformed is left out.
 *
 * Source: ISO 32000-2 §12.8.3.3.2.
 */
export function adobeRevocationInfo(
  value: Asn1Node,
): Readonly<{ crls: readonly Uint8Array[]; ocsps: readonly Uint8Array[] }> {
  const list = (tag: number): readonly Uint8Array[] => {
    const field = value.children.find((child) => isTag(child, tag, 'context'));
    return field?.children[0]?.children.map((child) => child.octets) ?? [];
  };
  return { crls: list(0), ocsps: list(1) };
}
