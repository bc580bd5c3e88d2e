import { certificateFields } from './certificate-fields.ts';
import { explicit, nullValue, objectIdentifier, octetString, sequence } from './der.ts';
import { OID } from './object-identifier.ts';

/**
 * Builds an OCSPRequest for one certificate.
 *
 * The CertID is hashed with SHA-1: it is an index into the responder's records, not a protection, and the only
 * algorithm that every responder must know (RFC 5019 §2.1.1, RFC 6960 §4.3).
 *
 * @param input.certificate - DER of the certificate asked about.
 * @param input.issuer - DER of its issuer's certificate.
 * @param input.nonce - 16 to 32 random octets (RFC 8954 §2.1), or absent: a response to be kept in the document
 *   is proven fresh by its times, not by a nonce.
 * @returns DER of OCSPRequest (`application/ocsp-request`), unsigned.
 *
 * Source: RFC 6960 §4.1.1.
 */
export async function ocspRequest(input: {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly nonce?: Uint8Array;
}): Promise<Uint8Array<ArrayBuffer>> {
  const subject = certificateFields(input.certificate);
  const issuer = certificateFields(input.issuer);
  const certId = sequence(
    sequence(objectIdentifier(OID.sha1), nullValue()),
    octetString(await sha1(issuer.subject)),
    octetString(await sha1(issuer.publicKey)),
    subject.serialNumber,
  );
  const extensions =
    input.nonce === undefined
      ? []
      : [
          explicit(
            2,
            sequence(sequence(objectIdentifier(OID.ocspNonce), octetString(octetString(input.nonce)))),
          ),
        ];
  return sequence(sequence(sequence(sequence(certId)), ...extensions));
}

async function sha1(octets: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-1', Uint8Array.from(octets)));
}
