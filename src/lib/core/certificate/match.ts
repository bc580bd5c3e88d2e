import type { DigestPort } from '../bytes/digest.ts';
import { toHex } from '../bytes/hex.ts';
import type { Report, SignatureReport } from '../verify/report.ts';
import type { CertificateOfConclusion } from './content.ts';
import { holderOf } from './seal-holder.ts';

/** A certificate of conclusion as loaded: its JSON, and what `judge` says of the PDF that carries it. */
export type LoadedCertificate = Readonly<{ content: CertificateOfConclusion; report: Report }>;

/** The three answers, kept apart, and how many seals the certificate counts. */
export type CertificateMatch = Readonly<{
  /** Is the ID printed on the pages the certificate's? `absent`: the document bears none. */
  id: 'matched' | 'mismatched' | 'absent';
  /** Are these bytes the certificate's? `absent` without a certificate. */
  bytes: 'matched' | 'mismatched' | 'absent';
  /** Is the certificate itself sound? */
  certificate: 'sound' | 'unsound' | 'absent';
  /** Seals that the certificate counts; null without a certificate. */
  signerCount: number | null;
  /** Seals of the certificate that the document holds: intact signatures that close a certified revision. */
  sealCount: number;
  /** Is the certificate a copy 「一部非表示」, without IP and mail addresses? False without a certificate. */
  redacted: boolean;
}>;

/**
 * Compares a document with a certificate of conclusion.
 *
 * The bytes match where every certified revision is a prefix of the file, or where the file is itself exactly one of
 * them: a copy from which the last seals were cut off matches by bytes and lacks seals.
 *
 * @param bytes - the whole document.
 * @param report - what `judge` said of it.
 * @param certificate - null where none is loaded.
 */
export async function matchCertificate(
  bytes: Uint8Array,
  report: Report,
  certificate: LoadedCertificate | null,
  digest: DigestPort,
): Promise<CertificateMatch> {
  if (!certificate) {
    const id = report.certificateIds.length === 0 ? 'absent' : 'mismatched';
    return { id, bytes: 'absent', certificate: 'absent', signerCount: null, sealCount: 0, redacted: false };
  }
  const { content } = certificate;
  const { revisions } = content.document;
  const held = revisions.filter(({ length }) => length <= bytes.length);
  const digests = await digest(
    'SHA-256',
    held.map(({ length }) => [bytes.subarray(0, length)]),
  );
  const areEqual = held.every(
    ({ sha256Hex }, index) => toHex(digests[index] ?? new Uint8Array()) === sha256Hex,
  );
  const isWhole = held.length === revisions.length || held.at(-1)?.length === bytes.length;
  const areMatched = held.length > 0 && areEqual && isWhole;
  const seals = new Set(held.filter(({ kind }) => kind === 'seal').map(({ length }) => length));
  const found = report.signatures.filter(
    ({ kind, integrity, coveredLength }) =>
      kind === 'signature' && integrity === 'intact' && seals.has(coveredLength),
  );
  return {
    id: matchId(report.certificateIds, content.certificateId),
    bytes: areMatched ? 'matched' : 'mismatched',
    certificate: isSound(certificate.report, found) ? 'sound' : 'unsound',
    signerCount: content.signerCount,
    sealCount: areMatched ? new Set(found.map(({ coveredLength }) => coveredLength)).size : 0,
    redacted: content.redacted,
  };
}

/** True where the document is the certificate's, whole, with every seal it counts. */
export function isFullyMatched(match: CertificateMatch): boolean {
  return (
    match.id === 'matched' &&
    match.bytes === 'matched' &&
    match.certificate === 'sound' &&
    match.signerCount !== null &&
    match.sealCount >= match.signerCount
  );
}

function matchId(shown: readonly string[], wanted: string): CertificateMatch['id'] {
  if (shown.length === 0) return 'absent';
  return shown.every((id) => id === wanted) ? 'matched' : 'mismatched';
}

// Anyone whose certificate leads to an anchor could write a certificate of conclusion: only the key holder that sealed
// every one of the contract's seals is believed about it. That holder seals contracts too, with whatever the upload had
// attached: what bears an ID on its pages is a contract, and certifies nothing.
function isSound(certificate: Report, seals: readonly SignatureReport[]): boolean {
  if (certificate.verdict !== 'TOTAL-PASSED' || certificate.certificateIds.length > 0) return false;
  const holders = certificate.signatures.filter(({ kind }) => kind === 'signature').map(holderOf);
  const sealers = seals.map(holderOf);
  return (
    holders.length > 0 && [...holders, ...sealers].every((one) => one === holders[0]) && holders[0] !== null
  );
}
