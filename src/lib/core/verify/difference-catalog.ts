import { dictOf, itemsOf, nameOf, type PdfDict, type PdfObject, type PdfStream } from '../pdf/index.ts';
import { equalBytes } from '../bytes/concat.ts';
import { sliceSpan } from '../bytes/span.ts';
import { explainForm } from './difference-form.ts';
import { eachReference, sameObject } from './object-equality.ts';
import { TRAILER } from './reference-index.ts';
import type { RevisionDifference } from './revision-difference.ts';

/** Explains what the revision did to the document catalog. Source: ISO 32000-2 §7.7.2. */
export function explainCatalog(difference: RevisionDifference): void {
  const { file } = difference;
  const root = file.trailer(difference.revision)?.entries.get('Root');
  const old = file.catalog(difference.before);
  const now = file.catalog(difference.revision);
  if (!old || !now) {
    difference.note('catalog_changed', {});
    return;
  }
  const rootNum = root?.kind === 'ref' ? root.num : null;
  const oldRoot = file.trailer(difference.before)?.entries.get('Root');
  const oldRootNum = oldRoot?.kind === 'ref' ? oldRoot.num : null;
  // What becomes the catalog may have been something else until now, and still be used as that.
  if (rootNum !== null && rootNum !== oldRootNum) difference.claim(rootNum, new Set([TRAILER]));
  // It may be a page's resources too, and need not change itself then: a store below it does.
  for (const num of [rootNum, oldRootNum]) if (num !== null) difference.claimRoot(num);
  // Some software writes the catalog anew: what counts is what it says, compared below key by key.
  if (!sameObject(file.bytes, oldRoot, root)) difference.note('catalog_moved', {});
  const roots = new Set([root, oldRoot].flatMap((value) => (value?.kind === 'ref' ? [value.num] : [])));
  for (const key of STORES) checkHeldOnce(difference, old, now.entries.get(key));
  explainForm(difference, old.entries.get('AcroForm'), now.entries.get('AcroForm'), roots);
  explainDss(difference, old.entries.get('DSS'), now.entries.get('DSS'), roots);
  explainMetadata(difference, now.entries.get('Metadata'), roots);
  for (const key of new Set([...old.entries.keys(), ...now.entries.keys()])) {
    if (key === 'AcroForm' || key === 'DSS') continue;
    const [before, after] = [old.entries.get(key), now.entries.get(key)];
    if (key === 'Extensions') {
      explainExtensions(difference, before, after, roots);
      continue;
    }
    if (sameObject(file.bytes, before, after)) continue;
    if ((key === 'Version' && after?.kind === 'name') || (key === 'Metadata' && after?.kind === 'ref'))
      continue;
    difference.note(
      key === 'Perms'
        ? 'permissions_changed'
        : key === 'StructTreeRoot'
          ? 'structure_changed'
          : 'catalog_changed',
      {
        detail: key,
        ...(rootNum !== null && { objectNumber: rootNum }),
      },
    );
    difference.claimFresh(after);
  }
}

const STORES: readonly string[] = ['AcroForm', 'DSS', 'Extensions', 'Metadata'];

// A catalog may hold the page tree's root, and so resources: what it holds by two names is more than a store.
function checkHeldOnce(difference: RevisionDifference, old: PdfDict, store: PdfObject | undefined): void {
  if (store?.kind !== 'ref' || !difference.changed.has(store.num)) return;
  let count = 0;
  eachReference(old, (num) => {
    if (num === store.num) count++;
  });
  if (count > 1) difference.note('object_shared', { objectNumber: store.num });
}

// A metadata stream shows on no page; software rewrites it at each save (ISO 32000-2 §14.3.2).
function explainMetadata(
  difference: RevisionDifference,
  value: PdfObject | undefined,
  roots: ReadonlySet<number>,
): void {
  if (value?.kind !== 'ref' || !(difference.changed.has(value.num) || difference.fresh.has(value.num)))
    return;
  const stream = difference.now(value);
  if (stream.kind !== 'stream' || nameOf(difference.now(stream.dict.entries.get('Type'))) !== 'Metadata')
    return;
  difference.claim(value.num, roots);
  difference.claimFresh(stream);
  difference.note('metadata_changed', { objectNumber: value.num });
}

// ISO 32000-2 §7.12: what was there stays there; values may grow.
function explainExtensions(
  difference: RevisionDifference,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  roots: ReadonlySet<number>,
): void {
  const old = dictOf(difference.old(before));
  const now = dictOf(difference.now(after));
  const touched =
    !sameObject(difference.file.bytes, before, after) ||
    (after?.kind === 'ref' && (difference.changed.has(after.num) || difference.fresh.has(after.num)));
  if (!touched && !hasTouchedMember(difference, now)) return;
  const lost = [...(old?.entries.keys() ?? [])].some((key) => !now?.entries.has(key));
  if (!now || lost) {
    difference.note('catalog_changed', { detail: 'Extensions' });
    return;
  }
  const users = new Set(roots);
  if (after?.kind === 'ref') {
    difference.claim(after.num, users);
    if (difference.isOwn(after.num, users)) users.add(after.num);
  }
  for (const value of now.entries.values()) {
    if (value.kind === 'ref' && difference.changed.has(value.num)) difference.claim(value.num, users);
  }
  difference.claimFresh(now);
  difference.note('extensions_changed', {});
}

function hasTouchedMember(difference: RevisionDifference, dict: PdfDict | undefined): boolean {
  return [...(dict?.entries.values() ?? [])].some(
    (value) => value.kind === 'ref' && difference.changed.has(value.num),
  );
}

const DSS_LISTS = ['Certs', 'OCSPs', 'CRLs'] as const;

// ISO 32000-2 §12.8.4.3: what the document security store holds proves itself; that it goes away is a change.
function explainDss(
  difference: RevisionDifference,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  roots: ReadonlySet<number>,
): void {
  const old = dictOf(difference.old(before));
  const now = dictOf(difference.now(after));
  if (!old && !now) return;
  // A stream could be drawn.
  if (!now || difference.now(after).kind !== 'dict') {
    difference.note('dss_removed', {});
    return;
  }
  const users = new Set<number>(roots);
  let touched = !sameObject(difference.file.bytes, before, after);
  const claimContainer = (value: PdfObject | undefined): void => {
    if (value?.kind !== 'ref') return;
    if (difference.changed.has(value.num)) {
      difference.claim(value.num, new Set(users));
      touched = true;
    }
    if (difference.isOwn(value.num, users)) users.add(value.num);
  };
  claimContainer(after);
  for (const list of DSS_LISTS) claimContainer(now.entries.get(list));
  const validation = now.entries.get('VRI');
  claimContainer(validation);
  const perSignature = dictOf(difference.now(validation));
  for (const value of perSignature?.entries.values() ?? []) {
    claimContainer(value);
    for (const member of dictOf(difference.now(value))?.entries.values() ?? []) claimContainer(member);
  }
  const size = difference.claimed.size;
  difference.claimFresh(after);
  difference.claimFresh(now);
  for (const users of [now, perSignature])
    for (const value of users?.entries.values() ?? []) claimMembers(difference, value);
  // Validators read every revision's store, so that what a newer one leaves out is still there.
  if (old && !keepsAll(difference, old, now)) difference.note('dss_reduced', {});
  else if (touched || difference.claimed.size > size) difference.note('dss_added', {});
}

function claimMembers(difference: RevisionDifference, value: PdfObject): void {
  const resolved = difference.now(value);
  difference.claimFresh(resolved);
  for (const member of dictOf(resolved)?.entries.values() ?? [])
    difference.claimFresh(difference.now(member));
}

const MAX_COMPARED = 10_000;

function keepsAll(difference: RevisionDifference, old: PdfDict, now: PdfDict): boolean {
  for (const list of DSS_LISTS) {
    const before = itemsOf(difference.old(old.entries.get(list))) ?? [];
    const after = itemsOf(difference.now(now.entries.get(list))) ?? [];
    const named = new Set(after.flatMap((item) => (item.kind === 'ref' ? [item.num] : [])));
    const others = before.filter((item) => item.kind !== 'ref' || !named.has(item.num));
    // Each is compared with each: beyond what a store holds, what is not named again counts as left out.
    if (others.length * after.length > MAX_COMPARED) return false;
    const isKept = (item: PdfObject): boolean =>
      after.some((other) => sameStream(difference, difference.old(item), difference.now(other)));
    if (!others.every(isKept)) return false;
  }
  const before = dictOf(difference.old(old.entries.get('VRI')));
  const after = dictOf(difference.now(now.entries.get('VRI')));
  return [...(before?.entries.keys() ?? [])].every((key) => after?.entries.has(key) ?? false);
}

function sameStream(difference: RevisionDifference, a: PdfObject, b: PdfObject): boolean {
  if (a.kind !== 'stream' || b.kind !== 'stream') return false;
  const [left, right] = [streamOctets(difference, a), streamOctets(difference, b)];
  return left !== undefined && right !== undefined && equalBytes(left, right);
}

function streamOctets(difference: RevisionDifference, stream: PdfStream): Uint8Array | undefined {
  return stream.dict.entries.has('Filter')
    ? difference.file.decode(stream, difference.revision)
    : sliceSpan(difference.file.bytes, stream.data);
}
