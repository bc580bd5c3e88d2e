import { createHash } from 'node:crypto';
import {
  bitString,
  DerError,
  enumerated,
  expectTag,
  explicit,
  generalizedTime,
  implicitConstructed,
  implicitPrimitive,
  objectIdentifier,
  octetString,
  readElements,
  readObjectIdentifier,
  readOnly,
  sequence,
  TAG,
} from '../../../src/lib/core/sign/der.ts';
import type { DerElement } from '../../../src/lib/core/sign/der.ts';
import { certificateFields } from '../../../src/lib/core/sign/index.ts';
import { OID } from '../../../src/lib/core/sign/object-identifier.ts';
import { keyIdentifier } from './certificate-builder.ts';
import { revokedInfo } from './revocation.ts';
import type { Revocation } from './revocation.ts';
import type { SigningKey } from './signing-key.ts';

/** What a responder knows and signs with. */
export type OcspResponder = Readonly<{
  /** DER of the authority whose certificates it answers for. */
  issuerCertificate: Uint8Array;
  /** DER and key of the delegated responder (RFC 6960 §4.2.2.2). */
  responderCertificate: Uint8Array;
  key: SigningKey;
  /** Whole TLVs of the serial numbers that were issued; any other is `unknown`. */
  issued: readonly Uint8Array[];
  revoked: readonly Revocation[];
  producedAt: Date;
  thisUpdate: Date;
  nextUpdate: Date;
}>;

/** OCSPResponseStatus values (RFC 6960 §4.2.1). */
export const OCSP_STATUS = { malformedRequest: 1, internalError: 2, tryLater: 3, unauthorized: 6 } as const;

/** A response without content. */
export function ocspFailure(status: keyof typeof OCSP_STATUS): Uint8Array<ArrayBuffer> {
  return sequence(enumerated(OCSP_STATUS[status]));
}

/**
 * Answers an OCSPRequest.
 *
 * @param der - DER of OCSPRequest; hostile octets are answered `malformedRequest`.
 * @returns DER of OCSPResponse. A request about another issuer is answered `unauthorized`.
 *
 * Source: RFC 6960 §4.1, §4.2; RFC 8954 (nonce).
 */
export function answerOcsp(der: Uint8Array, responder: OcspResponder): Uint8Array<ArrayBuffer> {
  try {
    const [tbs] = readOnly(der, TAG.sequence);
    const fields = readElements(expectTag(tbs, TAG.sequence).content);
    const list = expectTag(
      fields.find((field) => field.tag === TAG.sequence),
      TAG.sequence,
    );
    const certIds = readElements(list.content).map((request) =>
      expectTag(readElements(expectTag(request, TAG.sequence).content)[0], TAG.sequence),
    );
    if (certIds.length === 0) throw new DerError('no request');
    if (certIds.some((certId) => !isOurs(certId, responder.issuerCertificate)))
      return ocspFailure('unauthorized');
    const extensions = fields.find((field) => field.tag === 0xa2);
    return successful(certIds, extensions === undefined ? undefined : nonce(extensions), responder);
  } catch (error) {
    if (error instanceof DerError) return ocspFailure('malformedRequest');
    throw error;
  }
}

function successful(
  certIds: readonly DerElement[],
  nonceExtension: Uint8Array | undefined,
  responder: OcspResponder,
): Uint8Array<ArrayBuffer> {
  const responses = certIds.map((certId) =>
    sequence(
      certId.bytes,
      certStatus(certId, responder),
      generalizedTime(responder.thisUpdate),
      explicit(0, generalizedTime(responder.nextUpdate)),
    ),
  );
  const data = sequence(
    explicit(2, octetString(keyIdentifier(responder.key.spki))),
    generalizedTime(responder.producedAt),
    sequence(...responses),
    ...(nonceExtension === undefined ? [] : [explicit(1, sequence(nonceExtension))]),
  );
  const basic = sequence(
    data,
    responder.key.identifier,
    bitString(responder.key.sign(data)),
    explicit(0, sequence(responder.responderCertificate)),
  );
  return sequence(enumerated(0), explicit(0, sequence(objectIdentifier(OID.ocspBasic), octetString(basic))));
}

function certStatus(certId: DerElement, responder: OcspResponder): Uint8Array {
  const serial = expectTag(readElements(certId.content)[3], TAG.integer).bytes;
  const revocation = responder.revoked.find((entry) => same(entry.serialNumber, serial));
  if (revocation !== undefined) return implicitConstructed(1, ...revokedInfo(revocation));
  return implicitPrimitive(responder.issued.some((issued) => same(issued, serial)) ? 0 : 2);
}

/** Whether a CertID names this issuer, by SHA-1 or SHA-256. */
function isOurs(certId: DerElement, issuerCertificate: Uint8Array): boolean {
  const [algorithm, nameHash, keyHash] = readElements(certId.content);
  const oid = readObjectIdentifier(readElements(expectTag(algorithm, TAG.sequence).content)[0]);
  const hash = { [OID.sha1 as string]: 'sha1', [OID.sha256]: 'sha256' }[oid];
  if (hash === undefined) return false;
  const issuer = certificateFields(issuerCertificate);
  const digest = (octets: Uint8Array) => createHash(hash).update(octets).digest();
  return (
    same(digest(issuer.subject), expectTag(nameHash, TAG.octetString).content) &&
    same(digest(issuer.publicKey), expectTag(keyHash, TAG.octetString).content)
  );
}

/** The nonce extension as found, to be given back; other extensions are not answered. */
function nonce(extensions: DerElement): Uint8Array | undefined {
  return readOnly(extensions.content, TAG.sequence).find(
    (element) => readObjectIdentifier(readElements(element.content)[0]) === OID.ocspNonce,
  )?.bytes;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
