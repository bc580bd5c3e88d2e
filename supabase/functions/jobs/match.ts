import { isFullyMatched, matchCertificate, readCertificatePdf, type Report } from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Fault } from '../_shared/refusal.ts';
import type { JobPorts } from './ports.ts';
import type { SealedRevision } from './seal.ts';
import type { SubjectContract } from './subject.ts';

/**
 * Asserts that a finished certificate and its contract belong together, as an auditor's verifier will see it:
 * the ID on the pages, the octets of every revision, a sound certificate, and as many seals as it counts.
 *
 * @param finished - the contract's finished revision, judged when it was made; its octets are read anew.
 * @param certificate.bytes - the certificate's file; later revisions do not change what it says.
 * @param certificate.report - what the verifier said of the finished certificate.
 * @throws Fault `CERTIFICATE_MISMATCH`; the certificate is then not finished.
 */
export async function requireMatch(
  ports: JobPorts,
  contract: SubjectContract,
  finished: SealedRevision,
  certificate: { readonly bytes: Uint8Array; readonly report: Report },
): Promise<void> {
  const content = readCertificatePdf(certificate.bytes);
  const context = { document: contract.documentId };
  if (!content.ok) throw new Fault('CERTIFICATE_MISMATCH', { context: { ...context, code: content.code } });
  if (finished.sha256Hex !== contract.sha256Hex) throw new Fault('CERTIFICATE_MISMATCH', { context });
  const bytes = await ports.objects.read(contract.parts, contract);
  const loaded = { content: content.value, report: certificate.report };
  const match = await matchCertificate(bytes, finished.report, loaded, nodeDigest);
  if (!isFullyMatched(match)) throw new Fault('CERTIFICATE_MISMATCH', { context: { ...context, match } });
}
