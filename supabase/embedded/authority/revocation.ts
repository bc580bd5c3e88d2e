import {
  bitString,
  enumerated,
  explicit,
  generalizedTime,
  integer,
  sequence,
  time,
} from '../../../src/lib/core/sign/der.ts';
import { authorityKeyIdentifier, extension } from './certificate-builder.ts';
import type { SigningKey } from './signing-key.ts';

/** CRLReason values that are of use here (RFC 5280 §5.3.1). */
const REVOCATION_REASON = {
  unspecified: 0,
  keyCompromise: 1,
  superseded: 4,
  cessationOfOperation: 5,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASON;

/** One revoked certificate. */
export type Revocation = Readonly<{
  /** Whole TLV of the certificate's serialNumber. */
  serialNumber: Uint8Array;
  revokedAt: Date;
  reason: RevocationReason;
}>;

/** What a CRL will say; nothing is checked, so that tests can make faulty ones. */
export type CrlRequest = Readonly<{
  /** DER Name. */
  issuer: Uint8Array;
  signer: SigningKey;
  thisUpdate: Date;
  nextUpdate: Date;
  /** Grows with each list of one issuer. */
  crlNumber: number | bigint;
  revoked: readonly Revocation[];
}>;

/** Signs a version 2 CRL. @returns DER of CertificateList. Source: RFC 5280 §5.1, §5.2.1, §5.2.3, §5.3.1. */
export function issueCrl(request: CrlRequest): Uint8Array<ArrayBuffer> {
  const algorithm = request.signer.identifier;
  const entries = request.revoked.map((entry) =>
    sequence(
      entry.serialNumber,
      time(entry.revokedAt),
      // A reason of `unspecified` is left out (§5.3.1).
      ...(entry.reason === 'unspecified'
        ? []
        : [sequence(extension('2.5.29.21', false, enumerated(REVOCATION_REASON[entry.reason])))]),
    ),
  );
  const tbs = sequence(
    integer(1),
    algorithm,
    request.issuer,
    time(request.thisUpdate),
    time(request.nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    explicit(
      0,
      sequence(
        authorityKeyIdentifier(request.signer.spki),
        extension('2.5.29.20', false, integer(request.crlNumber)),
      ),
    ),
  );
  return sequence(tbs, algorithm, bitString(request.signer.sign(tbs)));
}

/** DER of RevokedInfo's content, for OCSP (RFC 6960 §4.2.1). */
export function revokedInfo(entry: Revocation): Uint8Array[] {
  return [
    generalizedTime(entry.revokedAt),
    ...(entry.reason === 'unspecified' ? [] : [explicit(0, enumerated(REVOCATION_REASON[entry.reason]))]),
  ];
}
