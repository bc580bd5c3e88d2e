import { equalBytes } from '../bytes/concat.ts';
import { ok, refuse } from '../bytes/result.ts';
import type { Result } from '../bytes/result.ts';
import {
  DerError,
  expectTag,
  integer,
  readElement,
  readElements,
  readObjectIdentifier,
  readOnly,
  readUnsigned,
  TAG,
} from './der.ts';
import type { DerElement } from './der.ts';
import { OID } from './object-identifier.ts';
import { asImprint } from './timestamp-request.ts';
import type { Imprint } from './timestamp-request.ts';

/** Why a response holds no usable token. All but `TIMESTAMP_REFUSED` mean that the authority is at fault. */
export type TimestampResponseCode =
  'TIMESTAMP_RESPONSE_MALFORMED' | 'TIMESTAMP_REFUSED' | 'TIMESTAMP_WRONG_IMPRINT' | 'TIMESTAMP_WRONG_NONCE';

/**
 * Takes the token out of a TimeStampResp, after asking whether it answers this request.
 *
 * Signature and chain of the token are judged with the sealed document, by the verifier; here only what a
 * later retry could mend is asked: status granted, imprint and nonce as sent, certificates present.
 *
 * @param der - the response body as received.
 * @param expected - imprint and nonce of the request.
 * @returns a copy of the token's octets exactly as received; a code on anything else, never throws.
 *
 * Source: RFC 3161 §2.2, §2.4.2.
 */
export function readTimestampResponse(
  der: Uint8Array,
  expected: { readonly imprint: Imprint | Uint8Array; readonly nonce: Uint8Array },
): Result<Uint8Array, TimestampResponseCode> {
  try {
    const [info, token, ...rest] = readOnly(der, TAG.sequence);
    const [status, ...details] = readElements(expectTag(info, TAG.sequence).content);
    const value = Number(readUnsigned(status));
    // 0 granted, 1 grantedWithMods: both carry a token; the checks below see to what was modified.
    if (value > 1) return refuse('TIMESTAMP_REFUSED', { status: value, ...failure(details) });
    if (rest.length > 0) throw new DerError('octets follow the token');
    return checkToken(expectTag(token, TAG.sequence), expected);
  } catch (error) {
    if (error instanceof DerError) {
      return refuse('TIMESTAMP_RESPONSE_MALFORMED', { reason: error.message });
    }
    throw error;
  }
}

/** Instant, policy and serial of a token; the claims of the authority, not checked here. */
export type TimestampClaims = Readonly<{ genAt: Date; policyOid: string; serialNumber: bigint }>;

/**
 * Reads what a token says.
 *
 * @param token - DER of one TimeStampToken.
 * @throws DerError where it is not one.
 */
export function timestampClaims(token: Uint8Array): TimestampClaims {
  const fields = tstInfo(readElement(token));
  return {
    genAt: readGeneralizedTime(fields[4]),
    policyOid: readObjectIdentifier(fields[1]),
    serialNumber: readUnsigned(fields[3]),
  };
}

/**
 * The certificates that a token carries, for collecting their revocation information.
 *
 * @param token - DER of one TimeStampToken.
 * @returns DER of each, in the order found; the authority's own is not necessarily first.
 * @throws DerError where it is not a token.
 */
export function timestampCertificates(token: Uint8Array): Uint8Array[] {
  const signedData = tokenSignedData(readElement(token));
  return readElements(expectTag(signedData[3], 0xa0).content)
    .filter((choice) => choice.tag === TAG.sequence)
    .map((certificate) => Uint8Array.from(certificate.bytes));
}

function checkToken(
  token: DerElement,
  expected: { readonly imprint: Imprint | Uint8Array; readonly nonce: Uint8Array },
): Result<Uint8Array, TimestampResponseCode> {
  const fields = tstInfo(token);
  const imprint = asImprint(expected.imprint);
  const [algorithm, digest] = readElements(expectTag(fields[2], TAG.sequence).content);
  const [algorithmOid] = readElements(expectTag(algorithm, TAG.sequence).content);
  const wanted = { 'SHA-256': OID.sha256, 'SHA-384': OID.sha384, 'SHA-512': OID.sha512 }[imprint.algorithm];
  if (
    readObjectIdentifier(algorithmOid) !== wanted ||
    !equalBytes(expectTag(digest, TAG.octetString).content, imprint.digest)
  ) {
    return refuse('TIMESTAMP_WRONG_IMPRINT');
  }
  const nonce = fields.slice(5).find((element) => element.tag === TAG.integer);
  if (nonce === undefined || !equalBytes(nonce.bytes, integer(expected.nonce))) {
    return refuse('TIMESTAMP_WRONG_NONCE');
  }
  readGeneralizedTime(fields[4]);
  return ok(Uint8Array.from(token.bytes));
}

/** The fields of TSTInfo: version, policy, messageImprint, serialNumber, genTime, then the optional ones. */
function tstInfo(token: DerElement): DerElement[] {
  const [contentType, content] = readElements(expectTag(tokenSignedData(token)[2], TAG.sequence).content);
  if (readObjectIdentifier(contentType) !== OID.tstInfo) throw new DerError('not TSTInfo');
  const octets = expectTag(readElement(expectTag(content, 0xa0).content), TAG.octetString);
  return readOnly(octets.content, TAG.sequence);
}

/** The fields of SignedData: version, digestAlgorithms, encapContentInfo, certificates, …, signerInfos. */
function tokenSignedData(token: DerElement): DerElement[] {
  const [type, wrapped] = readElements(expectTag(token, TAG.sequence).content);
  if (readObjectIdentifier(type) !== OID.signedData) throw new DerError('not SignedData');
  const signedData = readOnly(expectTag(wrapped, 0xa0).content, TAG.sequence);
  if (signedData[3]?.tag !== 0xa0) throw new DerError('no certificates though certReq was set');
  return signedData;
}

function readGeneralizedTime(element: DerElement | undefined): Date {
  const text = new TextDecoder().decode(expectTag(element, TAG.generalizedTime).content);
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (parts === null) throw new DerError('genTime');
  const [, year, month, day, hour, minute, second, fraction] = parts;
  const at = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${(fraction ?? '0').padEnd(3, '0').slice(0, 3)}Z`,
  );
  if (Number.isNaN(at.getTime())) throw new DerError('genTime');
  return at;
}

/** PKIFailureInfo bits and the first status text, where given, for the log. */
function failure(details: readonly DerElement[]): Readonly<Record<string, string | number>> {
  const bits = details.find((element) => element.tag === TAG.bitString);
  const texts = details.find((element) => element.tag === TAG.sequence);
  const text = texts === undefined ? undefined : readElements(texts.content)[0];
  const failed: number[] = [];
  bits?.content.subarray(1).forEach((octet, i) => {
    for (let bit = 0; bit < 8; bit += 1) if ((octet & (0x80 >> bit)) !== 0) failed.push(i * 8 + bit);
  });
  return {
    ...(failed.length === 0 ? {} : { failInfo: failed.join(' ') }),
    ...(text === undefined ? {} : { statusString: new TextDecoder().decode(text.content) }),
  };
}
