import {
  DerError,
  expectTag,
  explicit,
  readElements,
  readObjectIdentifier,
  readOnly,
  sequence,
  TAG,
} from './der.ts';
import type { DerElement } from './der.ts';
import { OID } from './object-identifier.ts';

/** The fields of a certificate that signing needs, as octets found in it. */
export type CertificateFields = Readonly<{
  /** DER of the issuer and subject Names. */
  issuer: Uint8Array;
  subject: Uint8Array;
  /** Whole TLV of the serial number. */
  serialNumber: Uint8Array;
  /** The subjectPublicKey octets, without the unused-bits octet: what an OCSP CertID hashes. */
  publicKey: Uint8Array;
  /** URLs in the order of the certificate. */
  ocspUrls: readonly string[];
  caIssuersUrls: readonly string[];
  crlUrls: readonly string[];
}>;

/**
 * Reads the names, serial, key and pointers of a certificate.
 *
 * @param certificate - DER of one Certificate.
 * @throws DerError where it is not one; certificates come from the operator's configuration, not from callers.
 *
 * Source: RFC 5280 §4.1, §4.2.1.13, §4.2.2.1.
 */
export function certificateFields(certificate: Uint8Array): CertificateFields {
  const [tbs] = readOnly(certificate, TAG.sequence);
  const fields = readElements(expectTag(tbs, TAG.sequence).content);
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serialNumber, , issuer, , subject, spki, ...optional] = fields;
  const [, key] = readElements(expectTag(spki, TAG.sequence).content);
  const extensions = optional.find((element) => element.tag === 0xa3);
  const list = extensions === undefined ? [] : readOnly(extensions.content, TAG.sequence);
  const access = accessDescriptions(extensionValue(list, OID.authorityInfoAccess));
  return {
    issuer: expectTag(issuer, TAG.sequence).bytes,
    subject: expectTag(subject, TAG.sequence).bytes,
    serialNumber: expectTag(serialNumber, TAG.integer).bytes,
    publicKey: expectTag(key, TAG.bitString).content.subarray(1),
    ocspUrls: access.filter(([method]) => method === OID.accessOcsp).map(([, url]) => url),
    caIssuersUrls: access.filter(([method]) => method === OID.accessCaIssuers).map(([, url]) => url),
    crlUrls: distributionPoints(extensionValue(list, OID.crlDistributionPoints)),
  };
}

/** IssuerSerial of RFC 5035 §5.4.1.1 with the issuer as one directoryName. */
export function issuerSerial(fields: CertificateFields): Uint8Array<ArrayBuffer> {
  return sequence(sequence(explicit(4, fields.issuer)), fields.serialNumber);
}

function extensionValue(extensions: readonly DerElement[], oid: string): Uint8Array | undefined {
  for (const extension of extensions) {
    const parts = readElements(extension.content);
    if (readObjectIdentifier(parts[0]) === oid) return expectTag(parts.at(-1), TAG.octetString).content;
  }
  return undefined;
}

function accessDescriptions(value: Uint8Array | undefined): [string, string][] {
  if (value === undefined) return [];
  return readOnly(value, TAG.sequence).flatMap((description): [string, string][] => {
    const [method, location] = readElements(description.content);
    const url = uri(location);
    return url === undefined ? [] : [[readObjectIdentifier(method), url]];
  });
}

function distributionPoints(value: Uint8Array | undefined): string[] {
  if (value === undefined) return [];
  return readOnly(value, TAG.sequence).flatMap((point) => {
    const name = readElements(point.content).find((element) => element.tag === 0xa0);
    const full =
      name === undefined ? undefined : readElements(name.content).find((element) => element.tag === 0xa0);
    return full === undefined ? [] : readElements(full.content).flatMap((location) => uri(location) ?? []);
  });
}

function uri(location: DerElement | undefined): string | undefined {
  if (location === undefined) throw new DerError('location missing');
  return location.tag === 0x86 ? new TextDecoder().decode(location.content) : undefined;
}
