import type { ChangeFacts, ChangeKind } from './change.ts';
import type { FieldLockFacts, Facts } from './facts.ts';

/** The strictest permission in force (ISO 32000-2 table 257); `none` where no signature certifies. */
export type Permission = 'none' | 1 | 2 | 3;

/** What validation itself appends, and what shows nowhere (EN 319 142-1 §5.4–5.5; ISO 32000-2 §12.8.2.2). */
export const ALWAYS: readonly ChangeKind[] = [
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

// Annotations that a comment needs and that hide nothing, as viewers draw them. FreeText, Redact, Stamp and filled
// shapes can overlay a contract's text, so that P=3 does not cover them here; nor a comment with an appearance of its
// own (`…/painted`), which may be anything.
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

// Annotations that are contents themselves.
const CONTENTS: readonly string[] = ['FreeText', 'Redact', 'Widget'];

/** What forbids a change: that nobody permitted it, a certification, or the lock of a field. */
export type ForbiddenBy = 'CHANGES_PERMITTED' | 'DOC_MDP' | 'FIELD_MDP';

/**
 * Says what forbids a change after a revision; null where it is permitted.
 *
 * @param permission - what `permissionAt` says of that revision.
 *
 * Source: ISO 32000-2 §12.8.2.2 (DocMDP), §12.8.2.4 (FieldMDP).
 */
export function forbiddenBy(
  change: ChangeFacts,
  permission: Permission,
  facts: Facts,
  revision: number,
): ForbiddenBy | null {
  if (isLocked(change, facts, revision)) return 'FIELD_MDP';
  if (PERMITTED[permission].includes(change.kind) && !isMoreThanComment(change)) return null;
  return permission === 'none' ? 'CHANGES_PERMITTED' : 'DOC_MDP';
}

// Whether an annotation is another thing than the comment that P=3 is for: where it comes or changes, it may cover what
// was signed; where it goes, it may have been what was signed, or uncover it.
function isMoreThanComment({ kind, detail = '' }: ChangeFacts): boolean {
  if (kind === 'annotation_removed') return CONTENTS.includes(detail) || detail.endsWith('/painted');
  return ANNOTATING.includes(kind) && !COMMENTS.includes(detail);
}

/** The strictest of the certification and the locks of all signatures up to a revision. */
export function permissionAt(facts: Facts, revision: number): Permission {
  const levels = inForce(facts, revision).flatMap(({ docMdp, fieldLocks }) => [
    // A certification that cannot be read certifies as strictly as it can.
    ...(docMdp ? [docMdp.level ?? 1] : []),
    ...fieldLocks.flatMap(({ level }) => (level === null ? [] : [level])),
  ]);
  if (levels.length === 0) return 'none';
  const strictest = Math.min(...levels);
  return strictest === 2 || strictest === 3 ? strictest : 1;
}

const LOCKABLE: readonly ChangeKind[] = [
  'form_filled',
  'signature_field_filled',
  'form_field_changed',
  'signature_changed',
];

function isLocked({ fieldName, kind }: ChangeFacts, facts: Facts, revision: number): boolean {
  if (fieldName === undefined || !LOCKABLE.includes(kind)) return false;
  return inForce(facts, revision).some(({ fieldLocks }) => fieldLocks.some((lock) => locks(lock, fieldName)));
}

// A name locks the fields below it too. A lock that cannot be read locks all.
function locks({ action, fields }: FieldLockFacts, fieldName: string): boolean {
  const isNamed = fields.some((name) => fieldName === name || fieldName.startsWith(`${name}.`));
  if (action === 'Include') return isNamed;
  return action !== 'Exclude' || !isNamed;
}

// What a later signature permits is nothing to those before it.
function inForce(facts: Facts, revision: number): Facts['signatures'] {
  return facts.signatures.filter(
    ({ byteRange }) => byteRange.revision !== null && byteRange.revision <= revision,
  );
}
