import { isFullyMatched, matchCertificate, readCertificatePdf, type Report } from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Fault } from '../_shared/refusal.ts';

/** A file, and what the verifier said of it in its finished form; later revisions take nothing away. */
export interface JudgedFile {
  readonly bytes: Uint8Array;
  readonly report: Report;
}

/**
 * Asserts that a finished certificate and its contract belong together, as an auditor's verifier will see it:
 * the ID on the pages, the octets of every revision, a sound certificate, and as many seals as it counts.
 *
 * @param document - the contract's id, for the log.
 * @param contract - its finished file, whole.
 * @throws Fault `CERTIFICATE_MISMATCH`; the certificate is then not finished.
 */
export async function requireMatch(
  document: string,
  contract: JudgedFile,
  certificate: JudgedFile,
): Promise<void> {
  const content = readCertificatePdf(certificate.bytes);
  if (!content.ok) throw new Fault('CERTIFICATE_MISMATCH', { context: { document, code: content.code } });
  const loaded = { content: content.value, report: certificate.report };
  const match = await matchCertificate(contract.bytes, contract.report, loaded, nodeDigest);
  if (!isFullyMatched(match)) throw new Fault('CERTIFICATE_MISMATCH', { context: { document, match } });
}
