import type { ByteSpan } from '../bytes/span.ts';
import { readSignedData, type SignedData } from '../cms/signed-data.ts';
import {
  dictOf,
  integerOf,
  itemsOf,
  nameOf,
  type PdfDict,
  type PdfFile,
  type PdfObject,
} from '../pdf/index.ts';
import { isSpace } from '../pdf/lexer.ts';
import type {
  ByteRangeFacts,
  DocMdpFacts,
  FieldLockFacts,
  SignatureDictionaryFault,
  SignatureFacts,
} from './facts.ts';
import { formFields, type FormField } from './form-fields.ts';
import { dateOf, textOf } from './text-string.ts';
import { pageShowing } from './widget.ts';

/** A signature dictionary found through a signature field, with everything that needs no cryptography. */
export type FoundSignature = Readonly<{
  /** Revision in which it was looked at: the one it closes, else the newest that has it. */
  seenAt: number;
  dict: PdfDict;
  contents: Uint8Array | null;
  /** What the contents are, where they are SignedData. */
  signedData: SignedData | undefined;
  /** adbe.x509.rsa_sha1 keeps certificates here. */
  certificates: readonly Uint8Array[];
  facts: Omit<SignatureFacts, 'cms' | 'timestamps' | 'token' | 'duplicateOf'>;
}>;

/** Signatures looked at in one file; a file that reaches it is not judged whole. */
export const MAX_SIGNATURES = 200;
// Fields looked at over all revisions: a hostile file may have a thousand revisions of as many fields.
const MAX_FIELDS_SEEN = 500_000;

/**
 * Finds every signature that any revision's form shows, oldest cover first. Several dictionaries that one field had
 * in turn are all answered: a replaced one is a fault that the report must show.
 *
 * Source: ISO 32000-2 §12.7.5.5, §12.8.1.
 */
export function findSignatures(file: PdfFile): readonly FoundSignature[] {
  const found = new Map<number, FoundSignature>();
  const history = new FieldHistory(file);
  let seen = 0;
  for (let at = file.latest; at >= 0 && seen < MAX_FIELDS_SEEN; at--) {
    for (const field of history.at(at)) {
      seen++;
      const dict = dictOf(file.resolve(field.value, at));
      if (!dict || found.has(place(dict, field)) || found.size >= MAX_SIGNATURES) continue;
      found.set(place(dict, field), describe(file, history, field, dict, at));
    }
  }
  return [...found.values()].sort(
    (a, b) => a.facts.byteRange.end - b.facts.byteRange.end || a.seenAt - b.seenAt,
  );
}

/** The form's signature fields as of each revision, each looked up once. */
class FieldHistory {
  readonly #file: PdfFile;
  readonly #known = new Map<number, readonly FormField[]>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  at(revision: number): readonly FormField[] {
    const known = this.#known.get(revision);
    if (known) return known;
    const fields = formFields(this.#file, revision).filter(({ type }) => type === 'Sig');
    this.#known.set(revision, fields);
    return fields;
  }
}

// Dictionaries in object streams have offsets of their own, which may equal one in the file.
function place(dict: PdfDict, field: FormField): number {
  return field.value?.kind === 'ref' ? dict.offset : dict.offset + 0.5;
}

function describe(
  file: PdfFile,
  history: FieldHistory,
  field: FormField,
  dict: PdfDict,
  at: number,
): FoundSignature {
  const num = field.value?.kind === 'ref' ? field.value.num : null;
  const holder =
    num === null ? (field.num === null ? undefined : file.object(field.num, at)) : file.object(num, at);
  const inObjectStream = holder?.container !== undefined;
  const contents = dict.entries.get('Contents');
  const byteRange = readByteRange(file, dict, inObjectStream ? undefined : contents);
  // A later revision must not change what the signature says of itself by way of an object that it refers to.
  const signedAt = byteRange.revision ?? at;
  const subFilter = nameOf(file.get(dict, 'SubFilter', signedAt)) ?? null;
  const octets = contents?.kind === 'string' ? contents.bytes : null;
  const faults: SignatureDictionaryFault[] = [];
  if (inObjectStream) faults.push('in-object-stream');
  if (contents === undefined || contents.kind === 'null') faults.push('contents-missing');
  else if (contents.kind !== 'string' || !contents.hex) faults.push('contents-not-hex');
  if (dict.duplicates.length > 0) faults.push('duplicate-key');
  // Optional, but where it stands it says what the dictionary is (table 255; EN 319 142-1 §5.4.3).
  const type = nameOf(file.get(dict, 'Type', signedAt));
  const isKnownType =
    type === undefined || type === 'Sig' || (type === 'DocTimeStamp' && subFilter === 'ETSI.RFC3161');
  if (!isKnownType) faults.push('type');
  const revision = byteRange.revision === null ? undefined : file.revisions[byteRange.revision];
  if (revision && (dict.offset < revision.start || dict.offset + dict.length > revision.end)) {
    faults.push('outside-its-revision');
  }
  if (revision && !isShownAt(file, history, dict, revision.index)) faults.push('not-in-signed-revision');
  return {
    seenAt: signedAt,
    dict,
    contents: octets,
    signedData: octets && subFilter !== 'adbe.x509.rsa_sha1' ? readSignedData(octets) : undefined,
    certificates: certificatesOf(file.get(dict, 'Cert', signedAt)),
    facts: {
      fieldName: field.name,
      fieldObject: field.num,
      dictionaryObject: num,
      kind: subFilter === 'ETSI.RFC3161' || type === 'DocTimeStamp' ? 'documentTimestamp' : 'signature',
      page: pageShowing(file, field, signedAt),
      filter: nameOf(file.get(dict, 'Filter', signedAt)) ?? null,
      subFilter,
      dictionaryFaults: faults,
      span: inObjectStream ? null : { offset: dict.offset, length: dict.length },
      byteRange,
      claimed: {
        name: textOf(file.get(dict, 'Name', signedAt)),
        reason: textOf(file.get(dict, 'Reason', signedAt)),
        location: textOf(file.get(dict, 'Location', signedAt)),
        at: dateOf(file.get(dict, 'M', signedAt)),
      },
      docMdp: readDocMdp(file, dict, signedAt),
      fieldLocks: readFieldLocks(file, field, dict, signedAt),
    },
  };
}

function isShownAt(file: PdfFile, history: FieldHistory, dict: PdfDict, at: number): boolean {
  return history.at(at).some((field) => dictOf(file.resolve(field.value, at))?.offset === dict.offset);
}

function certificatesOf(object: PdfObject): readonly Uint8Array[] {
  return (itemsOf(object) ?? [object]).flatMap((item) => (item.kind === 'string' ? [item.bytes] : []));
}

/**
 * Reads /ByteRange against the file. Source: ISO 32000-2 §12.8.1 (table 255); EN 319 142-1 §5.1.
 *
 * @param contents - the value of /Contents where its place is in the file itself; undefined where it is not.
 */
function readByteRange(file: PdfFile, dict: PdfDict, contents: PdfObject | undefined): ByteRangeFacts {
  const items = itemsOf(dict.entries.get('ByteRange'));
  const values = items?.map((item) => integerOf(item));
  const numbers = values?.every((value) => value !== undefined) ? values : null;
  const [start, first, second, length, ...rest] = numbers ?? [];
  const wellFormed =
    start === 0 &&
    first !== undefined &&
    second !== undefined &&
    length !== undefined &&
    rest.length === 0 &&
    first > 0 &&
    length > 0 &&
    second > first &&
    second + length <= file.bytes.length;
  if (!wellFormed) {
    return { numbers, wellFormed, gapExact: false, gap: null, end: 0, revision: null, wholeFile: false };
  }
  const gap: ByteSpan = { offset: first, length: second - first };
  const end = second + length;
  return {
    numbers,
    wellFormed,
    gap,
    gapExact:
      contents?.kind === 'string' &&
      contents.hex &&
      contents.offset === gap.offset &&
      contents.length === gap.length &&
      gap.offset > dict.offset &&
      second < dict.offset + dict.length,
    end,
    revision: closedRevision(file, end),
    wholeFile: end === file.bytes.length,
  };
}

// The covered end must lie at a revision's %%EOF: at the marker, at its line end, or after blanks that follow it.
function closedRevision(file: PdfFile, end: number): number | null {
  for (const { index, eof } of file.revisions) {
    if (!eof || end < eof.offset + eof.length) continue;
    const next = file.revisions[index + 1];
    if (next?.eof && end > next.eof.offset) continue;
    if (isBlank(file.bytes, eof.offset + eof.length, end)) return index;
  }
  return null;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(bytes[at])) return false;
  return true;
}

// Parameters of the transforms of one method that a signature names (ISO 32000-2 §12.8.2, table 256).
function transforms(
  file: PdfFile,
  dict: PdfDict,
  method: 'DocMDP' | 'FieldMDP',
  at: number,
): readonly (PdfDict | undefined)[] {
  return (itemsOf(file.get(dict, 'Reference', at)) ?? [])
    .map((item) => dictOf(file.resolve(item, at)))
    .filter((reference) => nameOf(file.get(reference, 'TransformMethod', at)) === method)
    .map((reference) => file.getDict(reference, 'TransformParams', at));
}

// ISO 32000-2 §12.8.2.2: P defaults to 2. Where it is said twice, the stricter one binds.
function readDocMdp(file: PdfFile, dict: PdfDict, at: number): DocMdpFacts | null {
  const levels = transforms(file, dict, 'DocMDP', at).map((parameters) =>
    parameters?.entries.has('P') ? integerOf(file.get(parameters, 'P', at)) : 2,
  );
  if (levels.length === 0) return null;
  const isKnown = levels.every((level) => level === 1 || level === 2 || level === 3);
  return { level: isKnown ? Math.min(...levels) : null, malformed: !isKnown };
}

// ISO 32000-2 §12.8.2.4 (FieldMDP) and §12.7.5.5 (the field's own lock): each that is there binds.
function readFieldLocks(
  file: PdfFile,
  field: FormField,
  dict: PdfDict,
  at: number,
): readonly FieldLockFacts[] {
  const fieldDict = field.num === null ? field.dict : dictOf(file.object(field.num, at)?.value);
  const lock = file.getDict(fieldDict, 'Lock', at);
  const locks = [...transforms(file, dict, 'FieldMDP', at), ...(lock ? [lock] : [])];
  return locks.map((parameters) => lockFacts(file, parameters, at));
}

function lockFacts(file: PdfFile, dict: PdfDict | undefined, at: number): FieldLockFacts {
  const action = nameOf(file.get(dict, 'Action', at));
  const names = (itemsOf(file.get(dict, 'Fields', at)) ?? []).map((item) => textOf(file.resolve(item, at)));
  const isKnown = action === 'All' || action === 'Include' || action === 'Exclude';
  return {
    action: isKnown ? action : 'malformed',
    fields: names.filter((name) => name !== null),
    level: integerOf(file.get(dict, 'P', at)) ?? null,
  };
}
