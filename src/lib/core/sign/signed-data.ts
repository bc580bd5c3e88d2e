import { certificateFields } from './certificate-fields.ts';
import {
  explicit,
  implicitConstructed,
  integer,
  objectIdentifier,
  octetString,
  retag,
  sequence,
  setOf,
} from './der.ts';
import { OID } from './object-identifier.ts';
import { digestIdentifier, digestOf, signatureIdentifier } from './seal-algorithm.ts';
import type { SealAlgorithm } from './seal-algorithm.ts';
import { attribute } from './signed-attributes.ts';

/** What `buildSignedData` puts together. Octets are spliced in as given. */
export type SignedDataInput = Readonly<{
  /** DER of the SET OF Attribute that was signed (tag 0x31), as `signedAttributes` gave it. */
  signedAttrs: Uint8Array;
  /** Signature value: RSA octets, or DER Ecdsa-Sig-Value (see `ecdsaSignatureDer`). */
  signature: Uint8Array;
  algorithm: SealAlgorithm;
  /** DER, signer's first; the others in any order. */
  certificates: readonly Uint8Array[];
  /** Leaves the certificates out (a time-stamp whose request did not ask for them); the signer's is still named. */
  withoutCertificates?: true;
  /** DER of one TimeStampToken over the signature value, carried exactly as received. */
  timestampToken?: Uint8Array;
  /** Attached content; absent for a PDF signature, which is detached. */
  eContent?: Readonly<{ type: string; octets: Uint8Array }>;
}>;

/**
 * Builds the ContentInfo of a SignedData with one signer.
 *
 * The same input gives the same octets. With a token the result is a CAdES-T / PAdES B-T signature.
 *
 * @returns DER of ContentInfo, for /Contents or as a time-stamp token.
 * @throws DerError where the first certificate is not one.
 *
 * Source: RFC 5652 §3, §5.1, §5.3; RFC 3161 appendix A; EN 319 122-1 §5.3.
 */
export function buildSignedData(input: SignedDataInput): Uint8Array<ArrayBuffer> {
  const [signer] = input.certificates;
  if (signer === undefined) throw new RangeError('a SignedData needs the certificate of its signer');
  const fields = certificateFields(signer);
  const digest = digestIdentifier(digestOf(input.algorithm));
  const contentType = input.eContent?.type ?? OID.data;

  const unsigned =
    input.timestampToken === undefined
      ? []
      : [implicitConstructed(1, attribute(OID.signatureTimeStampToken, input.timestampToken))];
  const signerInfo = sequence(
    integer(1),
    sequence(fields.issuer, fields.serialNumber),
    digest,
    retag(0xa0, input.signedAttrs),
    signatureIdentifier(input.algorithm),
    octetString(input.signature),
    ...unsigned,
  );

  const encapsulated =
    input.eContent === undefined
      ? sequence(objectIdentifier(contentType))
      : sequence(objectIdentifier(contentType), explicit(0, octetString(input.eContent.octets)));
  const signedData = sequence(
    // §5.1: version 3 as soon as the content type is other than id-data, else 1.
    integer(contentType === OID.data ? 1 : 3),
    setOf(digest),
    encapsulated,
    ...(input.withoutCertificates ? [] : [retag(0xa0, setOf(...input.certificates))]),
    setOf(signerInfo),
  );
  return sequence(objectIdentifier(OID.signedData), explicit(0, signedData));
}
