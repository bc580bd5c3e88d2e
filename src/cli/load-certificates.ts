import { readCertificatePdf, readEnvelopeSheetPdf, soleHolder } from '../lib/core/certificate/index.ts';
import type { TrustList } from '../lib/core/verify/index.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { conclude } from '../lib/messages/conclusion.ts';
import { pdfPaths } from './pdf-paths.ts';
import type { NamedSheet } from './sheet-report.ts';
import { judgedOctets, readOctets, type NamedCertificate } from './verified-file.ts';

/** What the files of a run are compared with. */
type Loaded = Readonly<{ certificates: readonly NamedCertificate[]; sheets: readonly NamedSheet[] }>;

/**
 * Loads the certificates of conclusion to compare with, and the lists of an envelope's documents: files, and whatever
 * is one in and under the folders given.
 *
 * @param say - told of files that are no certificate; inside a folder they are passed over.
 * @returns null where a path does not open.
 */
export async function loadCertificates(
  paths: readonly string[],
  trust: TrustList,
  at: Date,
  say: (text: string) => void,
): Promise<Loaded | null> {
  const certificates: NamedCertificate[] = [];
  const sheets: NamedSheet[] = [];
  for (const given of paths) {
    for await (const { path, state } of pdfPaths([given])) {
      const bytes = state === 'file' ? await readOctets(path) : undefined;
      if (!bytes) {
        say(state === 'empty' ? CLI_JA.emptyFolder(path) : CLI_JA.cannotOpen(path));
        return null;
      }
      const list = readEnvelopeSheetPdf(bytes);
      if (list.ok) {
        const report = await judgedOctets(bytes, trust, at);
        const { sheetId, documents } = list.value;
        // What bears an ID on its pages is a contract, whatever it carries as an attachment.
        const isPassed = report.verdict === 'TOTAL-PASSED' && report.certificateIds.length === 0;
        sheets.push({
          path,
          sheetId,
          documents,
          holder: soleHolder(report),
          isPassed,
          verdict: report.verdict,
          own: conclude(report, null, { redacted: false }),
        });
        continue;
      }
      const read = readCertificatePdf(bytes);
      // Not a certificate: the comparison answers "absent", which is no match.
      if (!read.ok) {
        if (path === given) say(CLI_JA.notCertificate(path));
        continue;
      }
      const report = await judgedOctets(bytes, trust, at);
      certificates.push({
        path,
        content: read.value,
        // The match asks nothing of the findings, and thousands of certificates go to every worker.
        report: { ...report, findings: [] },
        certificateId: read.value.certificateId,
        sha256Hexes: read.value.document.revisions.map(({ sha256Hex }) => sha256Hex),
        isPassed: report.verdict === 'TOTAL-PASSED',
      });
    }
  }
  return { certificates, sheets };
}
