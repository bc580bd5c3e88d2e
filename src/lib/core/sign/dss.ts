import { equalBytes } from '../bytes/concat.ts';
import {
  Increment,
  type PdfDict,
  type PdfFile,
  appendItems,
  dictOf,
  editDict,
  itemsOf,
  nameText,
  readPdf,
} from '../pdf/index.ts';
import { asDict, catalogObject, referenced } from './document-root.ts';

/** Validation data, each item the DER of one certificate, OCSPResponse or CertificateList. */
type ValidationData = Readonly<{
  certificates: readonly Uint8Array[];
  ocsps: readonly Uint8Array[];
  crls: readonly Uint8Array[];
}>;

/** What serves one signature in particular; `key` is the upper-case hex SHA-1 of its /Contents octets. */
type ValidationRelated = ValidationData & { readonly key: string };

const LISTS = [
  ['Certs', 'Cert', 'certificates'],
  ['OCSPs', 'OCSP', 'ocsps'],
  ['CRLs', 'CRL', 'crls'],
] as const;

/**
 * Writes one incremental update that adds validation data to the document security store. It only ever adds: what is
 * there stays, and what is there already is not written again.
 *
 * @param bytes - the whole file so far; not copied.
 * @param data - for the whole document. `related` also lists items by signature (VRI, which is optional).
 * @returns the update to append.
 * @throws AppError where the file has no catalog.
 *
 * Source: EN 319 142-1 §5.4.2 (DSS, VRI); ISO 32000-2 §12.8.4.3.
 */
export function dssRevision(
  bytes: Uint8Array,
  data: ValidationData,
  related: readonly ValidationRelated[] = [],
): Uint8Array<ArrayBuffer> {
  const file = readPdf(bytes);
  const increment = new Increment(file);
  const catalog = catalogObject(file);
  const value = catalog.dict.entries.get('DSS');
  const own = referenced(file, value);
  const store = own && asDict(own);
  const dict = store?.dict ?? dictOf(value);
  const source = store?.source ?? catalog.source;
  const edits = new Map<string, string | Uint8Array>();
  const refs: ListedRefs = new Map();
  for (const [listKey, , member] of LISTS) {
    const known = knownStreams(file, dict, listKey);
    const added: string[] = [];
    const listed = new Map<Uint8Array, string>();
    for (const item of [...data[member], ...related.flatMap((entry) => entry[member])]) {
      const { ref, isNew } = place(increment, known, item);
      listed.set(item, ref);
      if (isNew) added.push(ref);
    }
    refs.set(listKey, listed);
    if (added.length > 0) addToList(increment, dict, source, listKey, added, edits);
  }
  if (related.length > 0) addRelated(increment, dict, source, related, refs, edits);

  if (store) {
    if (edits.size > 0) increment.put(store.num, editDict(source, dict, edits), store.gen);
  } else {
    const num = increment.allocate();
    increment.put(num, editDict(source, dict, new Map([['Type', '/DSS'], ...edits])));
    const changes = new Map([['DSS', `${num} 0 R`]]);
    increment.put(catalog.num, editDict(catalog.source, catalog.dict, changes), catalog.gen);
  }
  return increment.finish();
}

type Known = { readonly bytes: Uint8Array; readonly ref: string }[];
/** References by item, for each list. */
type ListedRefs = Map<string, ReadonlyMap<Uint8Array, string>>;

function knownStreams(file: PdfFile, dict: PdfDict | undefined, listKey: string): Known {
  const known: Known = [];
  for (const item of itemsOf(file.get(dict, listKey)) ?? []) {
    const stream = file.resolve(item);
    if (item.kind !== 'ref' || stream.kind !== 'stream') continue;
    const bytes = file.decode(stream);
    if (bytes) known.push({ bytes, ref: `${item.num} ${item.gen} R` });
  }
  return known;
}

// DER hardly shrinks, so the streams stay uncompressed: any tool can cut them out.
function place(increment: Increment, known: Known, item: Uint8Array): { ref: string; isNew: boolean } {
  const found = known.find(({ bytes }) => equalBytes(bytes, item));
  if (found) return { ref: found.ref, isNew: false };
  const num = increment.allocate();
  increment.putStream(num, '', item);
  const ref = `${num} 0 R`;
  known.push({ bytes: item, ref });
  return { ref, isNew: true };
}

function addToList(
  increment: Increment,
  dict: PdfDict | undefined,
  source: Uint8Array,
  key: string,
  added: readonly string[],
  edits: Map<string, string | Uint8Array>,
): void {
  const value = dict?.entries.get(key);
  const list = referenced(increment.file, value);
  if (list?.value.kind === 'array') {
    increment.put(list.num, appendItems(list.source, list.value.items, added), list.gen);
  } else edits.set(key, appendItems(source, itemsOf(value) ?? [], added));
}

function addRelated(
  increment: Increment,
  dict: PdfDict | undefined,
  source: Uint8Array,
  related: readonly ValidationRelated[],
  refs: ListedRefs,
  edits: Map<string, string | Uint8Array>,
): void {
  const { file } = increment;
  const value = dict?.entries.get('VRI');
  const own = referenced(file, value);
  const store = own && asDict(own);
  const existing = store?.dict ?? dictOf(value);
  const added = new Map<string, string>();
  for (const entry of related) {
    if (existing?.entries.has(entry.key) || added.has(entry.key)) continue;
    const lists = LISTS.map(([listKey, entryKey, member]) => {
      const items = entry[member].map((item) => refs.get(listKey)?.get(item) ?? '').join(' ');
      return items === '' ? '' : ` ${nameText(entryKey)} [${items}]`;
    });
    added.set(entry.key, `<</Type /VRI${lists.join('')}>>`);
  }
  if (added.size === 0) return;
  const body = editDict(store?.source ?? source, existing, added);
  if (store) increment.put(store.num, body, store.gen);
  else edits.set('VRI', body);
}
