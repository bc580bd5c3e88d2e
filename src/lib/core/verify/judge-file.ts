import type { PdfFault, PdfFaultCode } from '../pdf/index.ts';
import type { Bound } from './bounds.ts';
import type { Facts } from './facts.ts';
import { Findings } from './findings.ts';
import type { CheckCode } from './report.ts';
import { MAX_SIGNATURES } from './signature-dictionary.ts';

/** What the file itself is: whether it can be judged at all, and what is wrong with its structure. */
export type FileJudgement = Readonly<{ findings: Findings; isReadable: boolean }>;

/** Judges the file's structure, which leaves signatures undecided and never fails them. ISO 32000-2 §7.5. */
export function judgeFile(facts: Facts): FileJudgement {
  const { file } = facts;
  const findings = new Findings({ at: { offset: 0, length: facts.length } });
  judgeFaults(facts, findings);
  const ask = (check: CheckCode, isSound: boolean): void => {
    if (isSound) findings.passed(check);
    else findings.indeterminate(check, 'FORMAT_FAILURE', {}, 'failed');
  };
  // What is encrypted is not read; what XFA shows is not what the pages show.
  ask('PDF_ENCRYPTION', !file.encrypted);
  ask('PDF_XFA', !file.xfa);
  // Said, not judged: the signer signed it.
  const names = file.activeContent;
  if (names.length > 0) findings.noted('PDF_ACTIVE_CONTENT', { context: { names } });
  else findings.passed('PDF_ACTIVE_CONTENT');
  // That no signature was found says nothing where not all fields were looked at.
  const isSearched = facts.signatures.length > 0 || !facts.exceeded.includes('fields');
  const isReadable = file.revisionCount > 0 && !file.encrypted && file.pageCount !== null && isSearched;
  return { findings, isReadable };
}

// The question that each fault of the reader answers; all others are about objects.
const FAULT_CHECKS: readonly (readonly [CheckCode, readonly PdfFaultCode[]])[] = [
  ['PDF_HEADER', ['HEADER_MISSING']],
  [
    'PDF_XREF',
    [
      'STARTXREF_MISSING',
      'STARTXREF_MISMATCH',
      'EOF_MISSING',
      'XREF_MALFORMED',
      'XREF_LOOP',
      'XREF_ORDER',
      'TRAILER_MALFORMED',
    ],
  ],
  ['PDF_LIMITS', ['XREF_LIMIT', 'DEPTH_LIMIT', 'INFLATE_LIMIT', 'PARSE_LIMIT', 'WORK_LIMIT']],
  ['PDF_DUPLICATE_KEYS', ['DUPLICATE_KEY']],
  ['PDF_HYBRID', ['HYBRID_CONFLICT']],
];
// Octets behind the end are a signature's question (PDF_TAIL): the file is read without them.
const ASKED_ELSEWHERE: readonly PdfFaultCode[] = ['TRAILING_BYTES'];

function judgeFaults(facts: Facts, findings: Findings): void {
  const errors = facts.file.faults.filter(
    ({ code, severity }) => severity === 'error' && !ASKED_ELSEWHERE.includes(code),
  );
  const report = (check: CheckCode, fault: PdfFault | undefined): void => {
    if (!fault) {
      findings.passed(check);
      return;
    }
    const { at, code } = fault;
    findings.indeterminate(check, 'FORMAT_FAILURE', { at, context: { fault: code } }, 'failed');
  };
  for (const [check, codes] of FAULT_CHECKS) {
    const bound = check === 'PDF_LIMITS' ? boundHit(facts) : undefined;
    if (bound === undefined)
      report(
        check,
        errors.find(({ code }) => codes.includes(code)),
      );
    else findings.indeterminate(check, 'FORMAT_FAILURE', { context: { fault: bound } }, 'failed');
  }
  const named = FAULT_CHECKS.flatMap(([, codes]) => codes);
  report(
    'PDF_OBJECTS',
    errors.find(({ code }) => !named.includes(code)),
  );
}

// A bound of the collector; as many signatures as are read may be fewer than there are.
function boundHit({ exceeded, signatures }: Facts): Bound | 'signatures' | undefined {
  return signatures.length < MAX_SIGNATURES ? exceeded[0] : 'signatures';
}
