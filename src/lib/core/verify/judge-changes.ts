import type { PdfFaultCode } from '../pdf/index.ts';
import type { ChangeFacts, ChangeKind } from './change.ts';
import type { FieldLockFacts, Facts, SignatureFacts } from './facts.ts';
import type { Findings } from './findings.ts';
import type { ChangeReport, Changes, Coverage } from './report.ts';

/** What the strictest permission in force lets pass; `none` where no signature certifies. */
type Permission = 'none' | 1 | 2 | 3;

// What validation itself appends, and what shows nowhere (EN 319 142-1 §5.4–5.5; ISO 32000-2 §12.8.2.2).
const ALWAYS: readonly ChangeKind[] = [
  'dss_added',
  'dss_reduced',
  'catalog_moved',
  'file_id_changed',
  'document_timestamp_added',
  'extensions_changed',
  'metadata_changed',
  'info_changed',
  'object_unused',
];
const SIGNING: readonly ChangeKind[] = [
  'signature_field_added',
  'signature_field_filled',
  'signature_visible',
];
const ANNOTATING: readonly ChangeKind[] = ['annotation_added', 'annotation_removed', 'annotation_changed'];

// Without certification nobody agreed to anything but further signatures; a form filled in later is a change.
const PERMITTED: Readonly<Record<Permission, readonly ChangeKind[]>> = {
  none: [...ALWAYS, ...SIGNING, 'unsigned_signature_field_added'],
  1: ALWAYS,
  2: [...ALWAYS, ...SIGNING, 'form_filled'],
  3: [...ALWAYS, ...SIGNING, ...ANNOTATING, 'form_filled'],
};

// Annotations that a comment needs and that hide nothing. FreeText, Redact, Stamp and filled shapes can overlay a
// contract's text, so that P=3 does not cover them here; nor that text which stands in one goes.
const COMMENTS: readonly string[] = [
  'Text',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Popup',
  'Link',
  'Caret',
];

// Signatures are bounded, but one of them may have many widgets.
const MAX_VISIBLE = 100;

const LOCKABLE: readonly ChangeKind[] = [
  'form_filled',
  'signature_field_filled',
  'form_field_changed',
  'signature_changed',
];

/** What came after a signature, judged against what it and those before it permit. */
export type ChangeJudgement = Readonly<{
  changes: Changes;
  coverage: Coverage;
  later: readonly ChangeReport[];
  differingPages: readonly number[] | null;
}>;

/** Judges everything after a signature's own revision. ISO 32000-2 §12.8.2.2 (DocMDP), §12.8.2.4 (FieldMDP). */
export function judgeChanges(facts: Facts, signature: SignatureFacts, findings: Findings): ChangeJudgement {
  const { revision, wholeFile } = signature.byteRange;
  const last = facts.file.revisionCount - 1;
  const { end } = signature.byteRange;
  const after = { at: { offset: end, length: facts.length - end } };
  if (revision === null) {
    for (const check of ['CHANGES_READABLE', 'CHANGES_PERMITTED', 'DOC_MDP', 'FIELD_MDP'] as const)
      findings.notRun(check, after);
    return { changes: 'undetermined', coverage: 'partial', later: [], differingPages: null };
  }
  // A blank byte after the covered end is no revision, but it was not there when the file was signed.
  const coverage = wholeFile && revision === last ? 'whole-file' : 'whole-revision';
  const permission = permissionAt(facts, revision);
  const later: ChangeReport[] = [];
  const forbidden: { change: ChangeFacts; by: 'CHANGES_PERMITTED' | 'DOC_MDP' | 'FIELD_MDP' }[] = [];
  for (const change of facts.changes.slice(revision + 1).flat()) {
    const by = forbids(change, permission, facts, revision);
    if (by) forbidden.push({ change, by });
    later.push({
      kind: change.kind,
      permitted: by === null,
      revision: change.revision,
      ...(change.objectNumber !== undefined && { objectNumber: change.objectNumber }),
      ...(change.page !== undefined && { page: change.page }),
      ...(change.pages && { pages: change.pages }),
      ...(change.fieldName !== undefined && { fieldName: change.fieldName }),
      ...(change.at && { at: change.at }),
    });
  }
  for (const check of ['CHANGES_PERMITTED', 'DOC_MDP', 'FIELD_MDP'] as const) {
    const first = forbidden.find(({ by }) => by === check)?.change;
    if (!first) {
      findings.passed(check, after);
      continue;
    }
    findings.failed(check, 'FORMAT_FAILURE', {
      at: first.at ?? after.at,
      page: first.page,
      context: { kind: first.kind, ...(first.fieldName !== undefined && { fieldName: first.fieldName }) },
    });
  }
  // Each is said with its page: any of them may lie over something.
  for (const visible of later.filter(({ kind }) => kind === 'signature_visible').slice(0, MAX_VISIBLE))
    findings.noted('CHANGES_VISIBLE', {
      at: visible.at ?? after.at,
      page: visible.page,
      context: { fieldName: visible.fieldName ?? '' },
    });
  const isSaid = later.every(({ kind }) => kind !== 'revision_unreadable');
  const differingPages = isSaid ? pagesOf(later) : null;
  const tail = facts.file.tail;
  if (tail) findings.failed('PDF_TAIL', 'FORMAT_FAILURE', { at: tail });
  if (forbidden.length > 0 || tail) return { changes: 'forbidden', coverage, later, differingPages };
  if (coverage === 'whole-file') return { changes: 'none', coverage, later, differingPages };
  const isUnreadable = laterFault(facts, end);
  if (isUnreadable) {
    findings.indeterminate('CHANGES_READABLE', 'FORMAT_FAILURE', {
      at: isUnreadable.at,
      context: { fault: isUnreadable.code },
    });
    return { changes: 'undetermined', coverage, later, differingPages };
  }
  findings.passed('CHANGES_READABLE', after);
  return { changes: 'permitted', coverage, later, differingPages };
}

// A signature's field shows nothing by itself: where it draws, that is a change of its own.
const SHOWING_NOTHING: readonly string[] = [
  ...ALWAYS,
  'signature_field_added',
  'signature_field_filled',
  'unsigned_signature_field_added',
];

function pagesOf(changes: readonly ChangeReport[]): readonly number[] {
  const showing = changes.filter(({ kind }) => !SHOWING_NOTHING.includes(kind));
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

function laterFault(facts: Facts, end: number): Facts['file']['faults'][number] | undefined {
  return facts.file.faults.find(
    ({ code, severity, at }) => at.offset >= end && (severity === 'error' || INEXACT.includes(code)),
  );
}

function forbids(
  change: ChangeFacts,
  permission: Permission,
  facts: Facts,
  revision: number,
): 'CHANGES_PERMITTED' | 'DOC_MDP' | 'FIELD_MDP' | null {
  if (isLocked(change, facts, revision)) return 'FIELD_MDP';
  const isWidget = ANNOTATING.includes(change.kind) && change.detail === 'Widget';
  const covers =
    (change.kind === 'annotation_added' || change.kind === 'annotation_changed') &&
    !COMMENTS.includes(change.detail ?? '');
  const isTextRemoved = change.kind === 'annotation_removed' && change.detail === 'FreeText';
  if (PERMITTED[permission].includes(change.kind) && !isWidget && !covers && !isTextRemoved) return null;
  return permission === 'none' ? 'CHANGES_PERMITTED' : 'DOC_MDP';
}

/** The strictest of the certification and the locks of all signatures up to a revision. */
function permissionAt(facts: Facts, revision: number): Permission {
  const levels = facts.signatures
    .filter(({ byteRange }) => byteRange.revision !== null && byteRange.revision <= revision)
    .flatMap(({ docMdp, fieldLocks }) => [
      ...(docMdp ? [docMdp.level ?? 1] : []),
      ...fieldLocks.flatMap(({ level }) => (level === null ? [] : [level])),
    ]);
  if (levels.length === 0) return 'none';
  const strictest = Math.min(...levels);
  return strictest === 2 || strictest === 3 ? strictest : 1;
}

function locks({ action, fields }: FieldLockFacts, fieldName: string): boolean {
  const isNamed = fields.some((name) => fieldName === name || fieldName.startsWith(`${name}.`));
  if (action === 'Include') return isNamed;
  // A lock that cannot be read locks all.
  return action !== 'Exclude' || !isNamed;
}

function isLocked(change: ChangeFacts, facts: Facts, revision: number): boolean {
  const { fieldName, kind } = change;
  if (fieldName === undefined || !LOCKABLE.includes(kind)) return false;
  return facts.signatures.some(
    ({ fieldLocks, byteRange }) =>
      byteRange.revision !== null &&
      byteRange.revision <= revision &&
      fieldLocks.some((lock) => locks(lock, fieldName)),
  );
}
