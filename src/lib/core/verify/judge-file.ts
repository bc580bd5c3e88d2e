import type { PdfFaultCode } from '../pdf/index.ts';
import type { Facts } from './facts.ts';
import { Findings } from './findings.ts';
import type { CheckCode } from './report.ts';
import { MAX_SIGNATURES } from './signature-dictionary.ts';

const XREF_FAULTS: readonly PdfFaultCode[] = [
  'STARTXREF_MISSING',
  'STARTXREF_MISMATCH',
  'EOF_MISSING',
  'XREF_MALFORMED',
  'XREF_LOOP',
  'XREF_ORDER',
  'TRAILER_MALFORMED',
];
const LIMIT_FAULTS: readonly PdfFaultCode[] = [
  'XREF_LIMIT',
  'DEPTH_LIMIT',
  'INFLATE_LIMIT',
  'PARSE_LIMIT',
  'WORK_LIMIT',
];

/** What the file itself is: whether it can be judged at all, and what is wrong with its structure. */
export type FileJudgement = Readonly<{ findings: Findings; isReadable: boolean }>;

/** Judges the file's structure. ISO 32000-2 §7.5. */
export function judgeFile(facts: Facts): FileJudgement {
  const { file } = facts;
  const findings = new Findings({ at: { offset: 0, length: facts.length } });
  const ask = (check: CheckCode, codes: readonly PdfFaultCode[]): void => {
    const fault = file.faults.find(({ code, severity }) => codes.includes(code) && severity === 'error');
    if (!fault) findings.passed(check);
    else
      findings.indeterminate(
        check,
        'FORMAT_FAILURE',
        { at: fault.at, context: { fault: fault.code } },
        'failed',
      );
  };
  ask('PDF_HEADER', ['HEADER_MISSING']);
  ask('PDF_XREF', XREF_FAULTS);
  const [bound] = facts.signatures.length < MAX_SIGNATURES ? facts.exceeded : ['signatures'];
  if (bound === undefined) ask('PDF_LIMITS', LIMIT_FAULTS);
  else findings.indeterminate('PDF_LIMITS', 'FORMAT_FAILURE', { context: { fault: bound } }, 'failed');
  ask('PDF_DUPLICATE_KEYS', ['DUPLICATE_KEY']);
  ask('PDF_HYBRID', ['HYBRID_CONFLICT']);
  const named = [
    ...XREF_FAULTS,
    ...LIMIT_FAULTS,
    'HEADER_MISSING',
    'DUPLICATE_KEY',
    'HYBRID_CONFLICT',
    'TRAILING_BYTES',
  ];
  ask(
    'PDF_OBJECTS',
    file.faults.map(({ code }) => code).filter((code) => !named.includes(code)),
  );
  if (file.encrypted) findings.indeterminate('PDF_ENCRYPTION', 'FORMAT_FAILURE', {}, 'failed');
  else findings.passed('PDF_ENCRYPTION');
  if (file.xfa) findings.indeterminate('PDF_XFA', 'FORMAT_FAILURE', {}, 'failed');
  else findings.passed('PDF_XFA');
  if (file.activeContent.length > 0)
    findings.noted('PDF_ACTIVE_CONTENT', { context: { names: file.activeContent } });
  else findings.passed('PDF_ACTIVE_CONTENT');
  const isReadable = file.revisionCount > 0 && !file.encrypted && file.pageCount !== null;
  return { findings, isReadable };
}
