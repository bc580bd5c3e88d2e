import {
  explicit,
  implicitConstructed,
  integer,
  objectIdentifier,
  octetString,
  retag,
  sequence,
  setOf,
} from '../../src/lib/core/sign/der.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';

/** The parts of a SignedData with one signer, each as its octets: nothing is checked, so that faulty ones can be made. */
export type SignedDataParts = Readonly<{
  /** DER of the signer's certificate, which names it. */
  signer: Uint8Array;
  /** DER of the certificates that go along; absent with none. */
  certificates: readonly Uint8Array[];
  digestIdentifier: Uint8Array;
  signatureIdentifier: Uint8Array;
  /** DER of the SET OF Attribute that was signed; null where the content itself was. */
  signedAttrs: Uint8Array | null;
  signature: Uint8Array;
  /** DER of each unsigned Attribute. */
  unsignedAttrs: readonly Uint8Array[];
  contentType: string;
  /** Content that is attached. */
  eContent?: Uint8Array | undefined;
}>;

/** DER of the ContentInfo. RFC 5652 §3, §5.1, §5.3. */
export function signedData(parts: SignedDataParts): Uint8Array {
  const fields = certificateFields(parts.signer);
  const info = sequence(
    integer(1),
    sequence(fields.issuer, fields.serialNumber),
    parts.digestIdentifier,
    ...(parts.signedAttrs ? [retag(0xa0, parts.signedAttrs)] : []),
    parts.signatureIdentifier,
    octetString(parts.signature),
    ...(parts.unsignedAttrs.length > 0 ? [retag(0xa1, setOf(...parts.unsignedAttrs))] : []),
  );
  const content = parts.eContent ? [explicit(0, octetString(parts.eContent))] : [];
  const data = sequence(
    integer(parts.contentType === OID.data ? 1 : 3),
    setOf(parts.digestIdentifier),
    sequence(objectIdentifier(parts.contentType), ...content),
    ...(parts.certificates.length > 0 ? [retag(0xa0, setOf(...parts.certificates))] : []),
    setOf(info),
  );
  return sequence(objectIdentifier(OID.signedData), implicitConstructed(0, data));
}
