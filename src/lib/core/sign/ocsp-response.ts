import { ok, refuse } from '../bytes/result.ts';
import type { Result } from '../bytes/result.ts';
import { DerError, expectTag, readElements, readObjectIdentifier, readOnly, TAG } from './der.ts';
import { OID } from './object-identifier.ts';

/** Why a responder's answer cannot go into the document. */
export type OcspResponseCode = 'OCSP_RESPONSE_MALFORMED' | 'OCSP_NOT_SUCCESSFUL';

/**
 * Asks whether the octets are a successful OCSPResponse holding a BasicOCSPResponse.
 *
 * What it says about the certificate, and whether it says it with right, is for the verifier to judge.
 *
 * @param der - the response body as received; it is stored unchanged.
 * @returns `ok` with 0, or a code; `OCSP_NOT_SUCCESSFUL` names the responder's status (3 = try later).
 *
 * Source: RFC 6960 §4.2.1.
 */
export function ocspResponseStatus(der: Uint8Array): Result<0, OcspResponseCode> {
  try {
    const [status, bytes] = readOnly(der, TAG.sequence);
    const value = expectTag(status, TAG.enumerated).content[0] ?? 255;
    if (value !== 0) return refuse('OCSP_NOT_SUCCESSFUL', { status: value });
    const [type, response] = readOnly(expectTag(bytes, 0xa0).content, TAG.sequence);
    if (readObjectIdentifier(type) !== OID.ocspBasic) throw new DerError('not a basic response');
    readElements(expectTag(response, TAG.octetString).content);
    return ok(0);
  } catch (error) {
    if (error instanceof DerError) return refuse('OCSP_RESPONSE_MALFORMED', { reason: error.message });
    throw error;
  }
}
