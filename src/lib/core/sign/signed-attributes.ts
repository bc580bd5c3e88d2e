import { certificateFields, issuerSerial } from './certificate-fields.ts';
import { objectIdentifier, octetString, sequence, setOf } from './der.ts';
import { OID } from './object-identifier.ts';

/**
 * Builds what the seal key signs: exactly contentType, messageDigest and signingCertificateV2.
 *
 * There is no signing-time attribute: PAdES forbids it, /M is the claimed time and the time-stamp the proven one.
 *
 * @param input.messageDigest - digest of the ByteRange (for a token: of the eContent), raw octets.
 * @param input.certificate - DER of the signer's certificate; its SHA-256 goes into ESSCertIDv2, whose default
 *   hash algorithm that is, hence absent in DER.
 * @param input.contentType - dotted OID of the eContent; id-data by default.
 * @returns DER of the SET OF Attribute with its universal tag 0x31: the octets to be signed.
 *
 * Source: RFC 5652 §5.3–5.4, §11; RFC 5035 §3; EN 319 142-1 §6.3 (signing-time shall not be present).
 */
export async function signedAttributes(input: {
  readonly messageDigest: Uint8Array;
  readonly certificate: Uint8Array;
  readonly contentType?: string;
}): Promise<Uint8Array<ArrayBuffer>> {
  const certHash = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(input.certificate)));
  const certId = sequence(octetString(certHash), issuerSerial(certificateFields(input.certificate)));
  return setOf(
    attribute(OID.contentType, objectIdentifier(input.contentType ?? OID.data)),
    attribute(OID.messageDigest, octetString(input.messageDigest)),
    attribute(OID.signingCertificateV2, sequence(sequence(certId))),
  );
}

/** DER of one Attribute with one value (RFC 5652 §5.3). */
export function attribute(type: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(objectIdentifier(type), setOf(value));
}
