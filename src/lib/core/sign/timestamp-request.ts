import { boolean, integer, objectIdentifier, octetString, sequence } from './der.ts';
import { digestIdentifier } from './seal-algorithm.ts';

/** Digest that a time-stamp is asked for. */
export type Imprint = Readonly<{ algorithm: 'SHA-256' | 'SHA-384' | 'SHA-512'; digest: Uint8Array }>;

/**
 * Builds a TimeStampReq with certReq true, so that the token carries the authority's certificate.
 *
 * @param input.imprint - digest of what is to be stamped: the signature value octets for a signature
 *   time-stamp, the ByteRange for a document time-stamp. Plain octets mean SHA-256.
 * @param input.nonce - 8 to 32 fresh random octets from the caller, read as an unsigned number.
 * @param input.policy - dotted OID of the wanted policy; absent leaves it to the authority.
 * @returns DER of TimeStampReq (`application/timestamp-query`).
 *
 * Source: RFC 3161 §2.4.1; RFC 5816 §2.1.
 */
export function timestampRequest(input: {
  readonly imprint: Imprint | Uint8Array;
  readonly nonce: Uint8Array;
  readonly policy?: string;
}): Uint8Array<ArrayBuffer> {
  const imprint = asImprint(input.imprint);
  return sequence(
    integer(1),
    messageImprint(imprint),
    ...(input.policy === undefined ? [] : [objectIdentifier(input.policy)]),
    integer(input.nonce),
    boolean(true),
  );
}

/** Plain octets are a SHA-256 digest. */
export function asImprint(imprint: Imprint | Uint8Array): Imprint {
  return imprint instanceof Uint8Array ? { algorithm: 'SHA-256', digest: imprint } : imprint;
}

/** DER of MessageImprint (RFC 3161 §2.4.1). */
function messageImprint(imprint: Imprint): Uint8Array<ArrayBuffer> {
  return sequence(digestIdentifier(imprint.algorithm), octetString(imprint.digest));
}
