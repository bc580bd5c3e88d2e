import type { DocumentParts, Report } from '../_shared/core.ts';
import { judgeFile } from './judgement.ts';
import type { JobPorts } from './ports.ts';

/** Files judged in one run of the job: what a platform that ends long calls lets finish. */
const AT_ONCE = 10;

/** What is kept of one judged file. */
interface CheckResult {
  readonly verdict: string;
  readonly subIndication: string | null;
  readonly timestamps: number;
  readonly latestGenTime: string | null;
  readonly sha256Hex: string;
  readonly judgedAt: string;
}

/**
 * Judges the next files of a check of a period's time-stamps, as the offline verifier would. The job comes back by
 * itself until none is left; killed anywhere, it goes on with the first file that has no result.
 *
 * Source: 電帳法施行規則 2条6項2号ロ (a period's time-stamps verified in one go).
 */
export async function checkTimestamps(ports: JobPorts, checkId: string): Promise<void> {
  const documents = await ports.rpc<readonly DocumentParts[]>('timestamp_check_subject', {
    p_check_id: checkId,
    p_limit: AT_ONCE,
  });
  for (const document of documents) {
    const bytes = await ports.objects.read(document.parts, document);
    await ports.rpc('timestamp_check_add', {
      p_check_id: checkId,
      p_document_id: document.documentId,
      p_result: resultOf(await judgeFile(ports, bytes)),
    });
  }
}

/** A file counts by its verdict; where it is not passed, by the first signature or time-stamp that is not. */
export function resultOf(report: Report): CheckResult {
  const tokens = report.signatures.flatMap(({ timestamp }) => (timestamp === undefined ? [] : [timestamp]));
  const instants = tokens.flatMap(({ genTime }) => (genTime === undefined ? [] : [genTime])).sort();
  const weak = report.signatures.find(({ indication }) => indication !== 'TOTAL-PASSED');
  // A concluded file without any time-stamp would be a fault of ours, and is no "passed".
  const verdict = tokens.length === 0 ? 'INDETERMINATE' : report.verdict;
  return {
    verdict: ['TOTAL-PASSED', 'TOTAL-FAILED'].includes(verdict) ? verdict : 'INDETERMINATE',
    subIndication: weak?.subIndication ?? null,
    timestamps: tokens.length,
    latestGenTime: instants.at(-1) ?? null,
    sha256Hex: report.sha256,
    judgedAt: report.judgedAt,
  };
}
