import {
  accountFor,
  dictOf,
  integerOf,
  itemsOf,
  nameOf,
  type PdfDict,
  type PdfFile,
  type PdfObject,
} from '../pdf/index.ts';
import type { ChangeFacts, ChangeKind } from './change.ts';
import { explainCatalog } from './difference-catalog.ts';
import { explainPages } from './difference-page.ts';
import { formFields, type FormField } from './form-fields.ts';
import { formerAppearances } from './former-appearance.ts';
import { eachReference, sameObject } from './object-equality.ts';
import { isDrawnFrom, isLinkedFrom, type LinkedTargets } from './linked-from.ts';
import { pageIndex, type PageIndex } from './page-index.ts';
import { containers } from './container-index.ts';
import { ReferenceIndex, TRAILER, isStructural } from './reference-index.ts';
import { withPages } from './shown-on.ts';

/**
 * What one revision did to the one before it, while it is being explained.
 *
 * `changed` are objects that existed and now mean something else, `fresh` new ones, `freed` those taken away. Rules
 * claim objects whose new meaning they can account for; what nobody claims is reported. Everything is forbidden until
 * a rule has named it.
 */
export class RevisionDifference {
  readonly file: PdfFile;
  readonly revision: number;
  readonly before: number;
  readonly changed = new Set<number>();
  readonly fresh = new Set<number>();
  readonly freed = new Set<number>();
  readonly claimed = new Set<number>();
  readonly changes: ChangeFacts[] = [];
  readonly oldPages: PageIndex;
  readonly oldFields: readonly FormField[];
  readonly newFields: readonly FormField[];
  /** Widgets of signature fields that this revision added or filled, with what it did to their field. */
  readonly signatureWidgets = new Map<number, ChangeKind>();
  readonly #oldByObject: ReadonlyMap<number, FormField>;
  readonly #newByObject: ReadonlyMap<number, FormField>;
  readonly #namedTimes = new Map<string, number>();
  readonly #asked: ReadonlySet<number>;
  readonly #parents: ReadonlyMap<number, ReadonlySet<number>>;
  readonly #links: LinkedTargets = new WeakMap();

  constructor(file: PdfFile, revision: number, references: ReferenceIndex) {
    this.file = file;
    this.revision = revision;
    this.before = revision - 1;
    const structural = new Set<number>();
    for (const [num, entry] of file.changes(revision)) {
      const old = file.object(num, this.before);
      const now = file.object(num, revision);
      if (entry.kind === 'free') {
        if (old) this.freed.add(num);
      } else if (!now) {
        if (old || entry.kind === 'compressed') this.note('revision_unreadable', { objectNumber: num });
      } else if (!old) {
        this.fresh.add(num);
        if (isStructural(now.value)) this.claimed.add(num);
      } else if (old.gen !== now.gen || !sameObject(file.bytes, old.value, now.value)) {
        this.changed.add(num);
        if (isStructural(old.value) && isStructural(now.value)) structural.add(num);
      }
    }
    this.oldPages = pageIndex(file, this.before);
    this.oldFields = formFields(file, this.before);
    this.newFields = formFields(file, revision);
    this.#oldByObject = byObject(this.oldFields);
    this.#newByObject = byObject(this.newFields);
    for (const { name } of this.newFields) this.#namedTimes.set(name, (this.#namedTimes.get(name) ?? 0) + 1);
    const former = this.oldFields.flatMap((field) => formerAppearances(file, field, this.before));
    const held = containers(file, revision, this.changed);
    const fields = this.oldFields.flatMap(({ num, widgets }) => (num === null ? widgets : [num, ...widgets]));
    const root = file.trailer(this.before)?.entries.get('Root');
    const roots = root?.kind === 'ref' ? [root.num] : [];
    this.#asked = new Set(
      [[...this.changed], [...this.fresh], [...this.freed], former, [...held], fields, roots].flat(),
    );
    this.#parents = references.parentsOf(this.#asked);
    // /Type is but a name: a page may well draw a stream that calls itself an object stream.
    for (const num of structural) if (this.parents(num).size === 0) this.changed.delete(num);
  }

  /** The field that an object is, or is a widget of: as of before, else as of now. */
  fieldOf(num: number): FormField | undefined {
    return this.#oldByObject.get(num) ?? this.#newByObject.get(num);
  }

  /**
   * Whether another field of now has the same fully qualified name as this one: whoever looks a field up by its name
   * takes one for the other. ISO 32000-2 §12.7.4.2.
   */
  isNamedTwice(num: number): boolean {
    const name = this.#newByObject.get(num)?.name ?? '';
    return name !== '' && (this.#namedTimes.get(name) ?? 0) > 1;
  }

  /** The field of this object as of now. */
  newField(num: number | null): FormField | undefined {
    return num === null ? undefined : this.#newByObject.get(num);
  }

  /** Records a change. Past the bound it is the revision that cannot be told, once: nothing permits that. */
  note(kind: ChangeKind, more: Omit<ChangeFacts, 'kind' | 'revision'> = {}): void {
    const { revision } = this;
    if (this.changes.length < MAX_CHANGES) this.changes.push({ kind, revision, ...more });
    else if (this.changes.length === MAX_CHANGES)
      this.changes.push({ kind: 'revision_unreadable', revision });
  }

  /** The value as of the revision before, and as of this one. */
  old(object: PdfObject | undefined): PdfObject {
    return this.file.resolve(object, this.before);
  }
  now(object: PdfObject | undefined): PdfObject {
    return this.file.resolve(object, this.revision);
  }

  /** Objects that referred to this one before the revision. */
  parents(num: number): ReadonlySet<number> {
    return this.#parents.get(num) ?? new Set();
  }

  /**
   * Claims an object that a rule accounts for. An object that existed before is claimed only where nothing else than
   * `users` used it: otherwise the change shows somewhere the rule does not know of.
   */
  claim(num: number, users?: ReadonlySet<number>): void {
    if (this.changed.has(num) && users) {
      for (const parent of this.parents(num)) {
        if (users.has(parent)) continue;
        this.note('object_shared', { objectNumber: num, ...this.placeOf(num) });
        break;
      }
    }
    this.claimed.add(num);
  }

  /**
   * Claims what much may point at: a field, a widget, an annotation. What it holds is its own only where
   * nothing refers to it otherwise than documents do, such as a page that takes its values for resources.
   */
  claimLinked(num: number): void {
    const isLinked = (parent: number): boolean =>
      parent === TRAILER || isLinkedFrom(this.file.object(parent, this.before)?.value, num, this.#links);
    if (![...this.parents(num)].every(isLinked))
      this.note('object_shared', { objectNumber: num, ...this.placeOf(num) });
    this.claimed.add(num);
  }

  /** Claims the catalog, at which anything may point, but not to draw with what it holds. */
  claimRoot(num: number): void {
    const isDrawn = (parent: number): boolean =>
      isDrawnFrom(this.file.object(parent, this.before)?.value, num);
    if ([...this.parents(num)].some(isDrawn)) this.note('object_shared', { objectNumber: num });
    this.claimed.add(num);
  }

  /**
   * Whether nothing but `users` used an object before the revision, so that what it holds is theirs too. Whatever has a
   * user besides, such as a page that is named as a container, says nothing about what refers to its parts.
   */
  isOwn(num: number, users: ReadonlySet<number>): boolean {
    if (this.fresh.has(num)) return true;
    return this.#asked.has(num) && [...this.parents(num)].every((one) => users.has(one));
  }

  /** Claims every new object that can be reached from a value through new objects alone. */
  claimFresh(object: PdfObject | undefined, except: ReadonlySet<string> = new Set(), depth = 0): void {
    if (!object || depth > 48) return;
    eachReference(object, (num, key) => {
      if (except.has(key) || !this.fresh.has(num) || this.claimed.has(num)) return;
      this.claimed.add(num);
      this.claimFresh(this.file.object(num, this.revision)?.value, except, depth + 1);
    });
  }

  /** Octets of the object's new place, for the report. */
  placeOf(num: number): Pick<ChangeFacts, 'at' | 'page'> {
    const object = this.file.object(num, this.revision) ?? this.file.object(num, this.before);
    const page = this.oldPages.pages.get(num);
    return {
      ...(object && { at: { offset: object.offset, length: object.length } }),
      ...(page !== undefined && { page }),
    };
  }
}

// Of a revision. A change must not hide behind many that are permitted.
const MAX_CHANGES = 1000;

function byObject(fields: readonly FormField[]): ReadonlyMap<number, FormField> {
  const map = new Map<number, FormField>();
  for (const field of fields) {
    for (const num of [field.num, ...field.widgets]) if (num !== null && !map.has(num)) map.set(num, field);
  }
  return map;
}

// Pages, fields and objects looked at over all revisions: what comes after is said to be unreadable.
const MAX_COST = 3_000_000;

/**
 * Says what each revision after `first` changed.
 *
 * @param first - index of the oldest revision that a signature closes; what came before it is of no consequence.
 * @returns one list a revision, index for index; empty up to `first`.
 */
export function revisionChanges(file: PdfFile, first: number): readonly (readonly ChangeFacts[])[] {
  const out: (readonly ChangeFacts[])[] = file.revisions.map(() => []);
  if (first >= file.latest) return out;
  const references = new ReferenceIndex(file, first);
  let cost = 0;
  for (let revision = first + 1; revision <= file.latest; revision++) {
    if (cost > MAX_COST) {
      out[revision] = [{ kind: 'revision_unreadable', revision }];
      continue;
    }
    const difference = new RevisionDifference(file, revision, references);
    cost += difference.oldPages.count + difference.oldFields.length + references.size;
    const changes = explain(difference);
    out[revision] = withPages(changes, references, difference.oldPages, pageIndex(file, revision));
    references.advance(revision);
  }
  return out;
}

function explain(difference: RevisionDifference): readonly ChangeFacts[] {
  const { file, revision } = difference;
  explainTrailer(difference);
  explainCatalog(difference);
  explainPages(difference);
  reportUnclaimed(difference);
  const { gaps, overlaps } = accountFor(file, revision);
  for (const gap of gaps) {
    if (gap.content === 'other')
      difference.note('unaccounted_bytes', { at: { offset: gap.offset, length: gap.length } });
  }
  for (const { second } of overlaps) {
    difference.note('unaccounted_bytes', { at: { offset: second.offset, length: second.length } });
  }
  return difference.changes;
}

// ISO 32000-2 §7.5.5. Ordinary software draws a new ID[0] when it appends, so it tells documents apart but proves nothing.
function explainTrailer(difference: RevisionDifference): void {
  const { file } = difference;
  const old = file.trailer(difference.before);
  const now = file.trailer(difference.revision);
  if (!sameObject(file.bytes, old?.entries.get('Encrypt'), now?.entries.get('Encrypt'))) {
    difference.note('trailer_changed', { detail: 'Encrypt' });
  }
  // Objects beyond the newest trailer's /Size are undefined (§7.5.5): too small a one takes them away from readers that
  // heed it.
  const [oldSize, newSize] = [old, now].map((trailer) => integerOf(trailer?.entries.get('Size')));
  const isSmaller = oldSize !== undefined && (newSize === undefined || newSize < oldSize);
  if (isSmaller && difference.revision === file.latest) {
    const isShort = file.numbers(difference.before).some((num) => num >= (newSize ?? 0));
    if (isShort) difference.note('trailer_changed', { detail: 'Size' });
  }
  const oldId = itemsOf(difference.old(old?.entries.get('ID')))?.[0];
  const newId = itemsOf(difference.now(now?.entries.get('ID')))?.[0];
  if (oldId && newId && !sameObject(file.bytes, oldId, newId)) difference.note('file_id_changed');
  const info = now?.entries.get('Info');
  if (info?.kind === 'ref' && (difference.changed.has(info.num) || difference.fresh.has(info.num))) {
    difference.claim(info.num, new Set([TRAILER]));
    difference.claimFresh(info);
    difference.note('info_changed', { objectNumber: info.num });
  }
}

function reportUnclaimed(difference: RevisionDifference): void {
  for (const num of difference.changed) {
    if (!difference.claimed.has(num)) {
      difference.note(kindOf(difference, num), { objectNumber: num, ...difference.placeOf(num) });
    }
  }
  for (const num of difference.freed) {
    if (difference.claimed.has(num)) continue;
    const used = difference.parents(num).size > 0;
    difference.note(used ? 'object_freed' : 'object_unused', {
      objectNumber: num,
      ...difference.placeOf(num),
    });
  }
  let unused = 0;
  for (const num of difference.fresh) {
    // A number that something already referred to was nothing until now, and shows from now on.
    if ([...difference.parents(num)].some((parent) => parent !== num)) {
      difference.note('reference_filled', { objectNumber: num, ...difference.placeOf(num) });
    } else if (!difference.claimed.has(num) && unused++ < MAX_UNUSED) {
      difference.note('object_unused', { objectNumber: num, ...difference.placeOf(num) });
    }
  }
}

// What nobody uses shows nowhere, however many there are of it.
const MAX_UNUSED = 100;

function kindOf(difference: RevisionDifference, num: number): ChangeKind {
  if (difference.oldPages.pages.has(num)) return 'page_changed';
  if (difference.oldPages.nodes.has(num)) return 'page_tree_changed';
  const dict: PdfDict | undefined = dictOf(difference.file.object(num, difference.before)?.value);
  const type = nameOf(dict?.entries.get('Type'));
  if (type === 'StructTreeRoot' || type === 'StructElem' || dict?.entries.has('Pg'))
    return 'structure_changed';
  if (type === 'Sig' || type === 'DocTimeStamp') return 'signature_changed';
  if (type === 'Annot') return 'annotation_changed';
  return 'object_changed';
}
