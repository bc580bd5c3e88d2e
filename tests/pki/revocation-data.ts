import { createHash } from 'node:crypto';
import {
  bitString,
  enumerated,
  explicit,
  generalizedTime,
  implicitConstructed,
  implicitPrimitive,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from '../../src/lib/core/sign/der.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import {
  authorityKeyIdentifier,
  extension,
  keyIdentifier,
} from '../../supabase/embedded/authority/certificate-builder.ts';
import { digestIdentifier, nodeHash, type Hash, type TestKey } from './key.ts';

/** A CRL as a test describes it. */
export type ListRecipe = Readonly<{
  /** DER of the certificate whose subject issues the list. */
  issuer: Uint8Array;
  key: TestKey;
  thisUpdate: Date;
  nextUpdate: Date | null;
  /** DER of the certificates listed. */
  revoked: readonly Readonly<{ certificate: Uint8Array; at: Date; reason?: number }>[];
  /** DER of further Extensions of the list. */
  extensions: readonly Uint8Array[];
}>;

/** DER of the CertificateList. RFC 5280 §5.1. */
export function certificateList(recipe: ListRecipe): Uint8Array {
  const { key, nextUpdate } = recipe;
  const entries = recipe.revoked.map(({ certificate, at, reason }) =>
    sequence(
      certificateFields(certificate).serialNumber,
      time(at),
      ...(reason === undefined ? [] : [sequence(extension('2.5.29.21', false, enumerated(reason)))]),
    ),
  );
  const extensions = [
    authorityKeyIdentifier(key.spki),
    extension('2.5.29.20', false, integer(1)),
    ...recipe.extensions,
  ];
  const tbs = sequence(
    integer(1),
    key.identifier,
    certificateFields(recipe.issuer).subject,
    time(recipe.thisUpdate),
    ...(nextUpdate ? [time(nextUpdate)] : []),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    explicit(0, sequence(...extensions)),
  );
  return sequence(tbs, key.identifier, bitString(key.sign(tbs)));
}

/** An OCSP response about one certificate as a test describes it. */
export type AnswerRecipe = Readonly<{
  /** DER of the certificate asked about and of the one whose name and key the certID has. */
  about: Uint8Array;
  issuer: Uint8Array;
  hash: Hash;
  status: 'good' | 'unknown' | Readonly<{ revokedAt: Date }>;
  producedAt: Date;
  thisUpdate: Date;
  nextUpdate: Date | null;
  key: TestKey;
  /** DER of the responder's certificate, which goes along; absent where the authority itself answers. */
  responder: Uint8Array | null;
  /** DER of a Name; absent where the key names the responder. */
  responderName?: Uint8Array;
  /** DER of Extensions of the response. */
  extensions: readonly Uint8Array[];
}>;

/** DER of the OCSPResponse. RFC 6960 §4.2.1. */
export function ocspAnswer(recipe: AnswerRecipe): Uint8Array {
  const { key, status, nextUpdate, extensions } = recipe;
  const issuer = certificateFields(recipe.issuer);
  const digest = (octets: Uint8Array) =>
    octetString(createHash(nodeHash(recipe.hash)).update(octets).digest());
  const said =
    typeof status === 'object'
      ? implicitConstructed(1, generalizedTime(status.revokedAt))
      : implicitPrimitive(status === 'good' ? 0 : 2);
  const single = sequence(
    sequence(
      digestIdentifier(recipe.hash),
      digest(issuer.subject),
      digest(issuer.publicKey),
      certificateFields(recipe.about).serialNumber,
    ),
    said,
    generalizedTime(recipe.thisUpdate),
    ...(nextUpdate ? [explicit(0, generalizedTime(nextUpdate))] : []),
  );
  const data = sequence(
    recipe.responderName
      ? explicit(1, recipe.responderName)
      : explicit(2, octetString(keyIdentifier(key.spki))),
    generalizedTime(recipe.producedAt),
    sequence(single),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions))] : []),
  );
  const basic = sequence(
    data,
    key.identifier,
    bitString(key.sign(data)),
    ...(recipe.responder ? [explicit(0, sequence(recipe.responder))] : []),
  );
  return sequence(enumerated(0), explicit(0, sequence(objectIdentifier(OID.ocspBasic), octetString(basic))));
}
