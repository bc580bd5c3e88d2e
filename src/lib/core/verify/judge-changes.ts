import type { PdfFault, PdfFaultCode } from '../pdf/index.ts';
import type { ChangeFacts } from './change.ts';
import { ALWAYS, forbiddenBy, permissionAt, type ForbiddenBy } from './change-permission.ts';
import type { Facts, SignatureFacts } from './facts.ts';
import type { Findings } from './findings.ts';
import type { ChangeReport, Changes, Coverage } from './report.ts';

/** What came after a signature, judged against what it and those before it permit. */
export type ChangeJudgement = Readonly<{
  changes: Changes;
  coverage: Coverage;
  later: readonly ChangeReport[];
  differingPages: readonly number[] | null;
}>;

/** Judges everything after a signature's own revision. ISO 32000-2 §12.8.2.2 (DocMDP), §12.8.2.4 (FieldMDP). */
export function judgeChanges(facts: Facts, signature: SignatureFacts, findings: Findings): ChangeJudgement {
  const { revision, wholeFile, end } = signature.byteRange;
  const { revisionCount, tail } = facts.file;
  const after = { offset: end, length: facts.length - end };
  if (revision === null) {
    for (const check of ['CHANGES_READABLE', ...FORBIDDING] as const) findings.notRun(check, { at: after });
    return { changes: 'undetermined', coverage: 'partial', later: [], differingPages: null };
  }
  const judged = judgedChanges(facts, revision);
  reportForbidden(judged, after, findings);
  const later = judged.map(({ change, by }) => changeReport(change, by));
  reportVisible(later, after, findings);
  // Octets behind the last revision belong to nothing, whoever permitted what.
  if (tail) findings.failed('PDF_TAIL', 'FORMAT_FAILURE', { at: tail });
  // A blank byte after the covered end is no revision, but it was not there when the file was signed.
  const coverage = wholeFile && revision === revisionCount - 1 ? 'whole-file' : 'whole-revision';
  const rest = { coverage, later, differingPages: pagesOf(later) } as const;
  if (tail || judged.some(({ by }) => by !== null)) return { changes: 'forbidden', ...rest };
  if (coverage === 'whole-file') return { changes: 'none', ...rest };
  const fault = faultAfter(facts, end);
  if (fault) {
    const context = { fault: fault.code };
    findings.indeterminate('CHANGES_READABLE', 'FORMAT_FAILURE', { at: fault.at, context });
    return { changes: 'undetermined', ...rest };
  }
  findings.passed('CHANGES_READABLE', { at: after });
  return { changes: 'permitted', ...rest };
}

type JudgedChange = Readonly<{ change: ChangeFacts; by: ForbiddenBy | null }>;
type Span = NonNullable<ChangeFacts['at']>;

function judgedChanges(facts: Facts, revision: number): readonly JudgedChange[] {
  const permission = permissionAt(facts, revision);
  const changes = facts.changes.slice(revision + 1).flat();
  return changes.map((change) => ({ change, by: forbiddenBy(change, permission, facts, revision) }));
}

const FORBIDDING: readonly ForbiddenBy[] = ['CHANGES_PERMITTED', 'DOC_MDP', 'FIELD_MDP'];

// The first change that each rule forbids stands for all of them; the report lists every one.
function reportForbidden(judged: readonly JudgedChange[], after: Span, findings: Findings): void {
  for (const check of FORBIDDING) {
    const first = judged.find(({ by }) => by === check)?.change;
    if (!first) {
      findings.passed(check, { at: after });
      continue;
    }
    const { kind, fieldName, page, at = after } = first;
    const context = { kind, ...(fieldName !== undefined && { fieldName }) };
    findings.failed(check, 'FORMAT_FAILURE', { at, page, context });
  }
}

// Signatures are bounded, but one of them may have many widgets.
const MAX_VISIBLE = 100;

// Each is said with its page: any of them may lie over something.
function reportVisible(later: readonly ChangeReport[], after: Span, findings: Findings): void {
  const visible = later.filter(({ kind }) => kind === 'signature_visible');
  for (const { at = after, page, fieldName = '' } of visible.slice(0, MAX_VISIBLE))
    findings.noted('CHANGES_VISIBLE', { at, page, context: { fieldName } });
}

function changeReport(change: ChangeFacts, by: ForbiddenBy | null): ChangeReport {
  const { kind, revision, objectNumber, page, pages, fieldName, at } = change;
  return {
    kind,
    permitted: by === null,
    revision,
    ...(objectNumber !== undefined && { objectNumber }),
    ...(page !== undefined && { page }),
    ...(pages && { pages }),
    ...(fieldName !== undefined && { fieldName }),
    ...(at && { at }),
  };
}

// A signature's field shows nothing by itself: where it draws, that is a change of its own.
const SHOWING_NOTHING: readonly string[] = [
  ...ALWAYS,
  'signature_field_added',
  'signature_field_filled',
  'unsigned_signature_field_added',
];

function pagesOf(later: readonly ChangeReport[]): readonly number[] | null {
  if (later.some(({ kind }) => kind === 'revision_unreadable')) return null;
  const showing = later.filter(({ kind }) => !SHOWING_NOTHING.includes(kind));
  const pages = showing.flatMap(({ page, pages: all }) => all ?? (page === undefined ? [] : [page]));
  return [...new Set(pages)].sort((a, b) => a - b);
}

// What readers take alike where the signer wrote it, for the signer saw it: not so where somebody added it later, and
// readers of fixed rows, or of what /Size allows, find other objects (ISO 32000-2 §7.5.4, §7.5.5).
const INEXACT: readonly PdfFaultCode[] = [
  'XREF_ENTRY_SIZE',
  'XREF_SUBSECTION_SHIFT',
  'XREF_SIZE',
  'XREF_OFFSET_INEXACT',
  'OBJECT_OFFSET_INEXACT',
];

function faultAfter(facts: Facts, end: number): PdfFault | undefined {
  return facts.file.faults.find(
    ({ code, severity, at }) => at.offset >= end && (severity === 'error' || INEXACT.includes(code)),
  );
}
