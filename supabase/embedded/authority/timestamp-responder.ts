import { createHash } from 'node:crypto';
import {
  boolean,
  DerError,
  expectTag,
  generalizedTime,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  readElements,
  readObjectIdentifier,
  readOnly,
  readUnsigned,
  sequence,
  TAG,
  utf8String,
} from '../../../src/lib/core/sign/der.ts';
import type { DerElement } from '../../../src/lib/core/sign/der.ts';
import { buildSignedData, digestOf, signedAttributes } from '../../../src/lib/core/sign/index.ts';
import { OID } from '../../../src/lib/core/sign/object-identifier.ts';
import type { SigningKey } from './signing-key.ts';

/** What an authority stamps with. */
export type TimestampResponder = Readonly<{
  /** DER, the authority's own first, then its chain. */
  certificates: readonly Uint8Array[];
  key: SigningKey;
  policyOid: string;
  /** Never the same twice, across restarts too (RFC 3161 §2.4.2). */
  nextSerial(): bigint;
  genAt: Date;
  /** A fault to commit, for tests. */
  fault?: 'wrong-nonce' | 'wrong-imprint' | 'refuse';
}>;

/** PKIFailureInfo bits (RFC 3161 §2.4.2). */
const FAILURE = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
} as const;
type Failure = keyof typeof FAILURE;

const IMPRINT_LENGTH: Readonly<Record<string, number>> = {
  [OID.sha256]: 32,
  [OID.sha384]: 48,
  [OID.sha512]: 64,
};

/** What was asked. Elements are octets as found, and go into the token so. */
type Asked = Readonly<{ imprint: DerElement; nonce: DerElement | undefined; certReq: boolean }>;

/**
 * Answers a TimeStampReq.
 *
 * @param der - DER of TimeStampReq; hostile octets are answered with a rejection, never an exception.
 * @returns DER of TimeStampResp.
 *
 * Source: RFC 3161 §2.4; RFC 5816.
 */
export async function answerTimestamp(
  der: Uint8Array,
  responder: TimestampResponder,
): Promise<Uint8Array<ArrayBuffer>> {
  const asked = readRequest(der, responder.policyOid);
  if (typeof asked === 'string') return rejection(asked);
  if (responder.fault === 'refuse') return rejection('systemFailure');

  const tstInfo = sequence(
    integer(1),
    objectIdentifier(responder.policyOid),
    responder.fault === 'wrong-imprint' ? otherImprint() : asked.imprint.bytes,
    integer(responder.nextSerial()),
    generalizedTime(responder.genAt),
    // Accuracy: one second.
    sequence(integer(1)),
    ...(asked.nonce === undefined
      ? []
      : [responder.fault === 'wrong-nonce' ? integer(1) : asked.nonce.bytes]),
  );
  const token = await timestampToken(tstInfo, responder, asked.certReq);
  return sequence(sequence(integer(0)), token);
}

/** Signs a TSTInfo. */
async function timestampToken(
  tstInfo: Uint8Array,
  responder: Pick<TimestampResponder, 'certificates' | 'key'>,
  certReq = true,
): Promise<Uint8Array<ArrayBuffer>> {
  const [certificate] = responder.certificates;
  if (certificate === undefined) throw new RangeError('a time-stamp authority needs its certificate');
  const hash = digestOf(responder.key.algorithm).replace('-', '').toLowerCase();
  const signedAttrs = await signedAttributes({
    messageDigest: createHash(hash).update(tstInfo).digest(),
    certificate,
    contentType: OID.tstInfo,
  });
  return buildSignedData({
    signedAttrs,
    signature: responder.key.sign(signedAttrs),
    algorithm: responder.key.algorithm,
    certificates: responder.certificates,
    eContent: { type: OID.tstInfo, octets: tstInfo },
    ...(certReq ? {} : { withoutCertificates: true }),
  });
}

function readRequest(der: Uint8Array, policyOid: string): Asked | Failure {
  try {
    const [version, imprint, ...optional] = readOnly(der, TAG.sequence);
    if (readUnsigned(version) !== 1n) return 'badRequest';
    const [algorithm, digest] = readElements(expectTag(imprint, TAG.sequence).content);
    const oid = readObjectIdentifier(readElements(expectTag(algorithm, TAG.sequence).content)[0]);
    const length = IMPRINT_LENGTH[oid];
    if (length === undefined) return 'badAlg';
    if (expectTag(digest, TAG.octetString).content.length !== length) return 'badDataFormat';
    const policy = optional.find((element) => element.tag === TAG.oid);
    if (policy !== undefined && readObjectIdentifier(policy) !== policyOid) return 'unacceptedPolicy';
    if (optional.some((element) => element.tag === 0xa0)) return 'unacceptedExtension';
    const certReq = optional.find((element) => element.tag === TAG.boolean);
    return {
      imprint: expectTag(imprint, TAG.sequence),
      nonce: optional.find((element) => element.tag === TAG.integer),
      certReq: certReq !== undefined && Buffer.compare(certReq.bytes, boolean(true)) === 0,
    };
  } catch (error) {
    if (error instanceof DerError) return 'badDataFormat';
    throw error;
  }
}

function rejection(failure: Failure): Uint8Array<ArrayBuffer> {
  return sequence(sequence(integer(2), sequence(utf8String(failure)), namedBits(FAILURE[failure])));
}

function otherImprint(): Uint8Array {
  return sequence(sequence(objectIdentifier(OID.sha256)), octetString(new Uint8Array(32)));
}
