import type { ByteSpan } from '../bytes/span.ts';

/**
 * PDF objects as found. Every object carries its own place: `offset` and `length` in bytes, in the file, or, for an
 * object that lies in an object stream, in that stream's decoded bytes (see `IndirectObject.container`).
 */
export type PdfNull = ByteSpan & { readonly kind: 'null' };
type PdfBoolean = ByteSpan & { readonly kind: 'boolean'; readonly value: boolean };
type PdfNumber = ByteSpan & {
  readonly kind: 'number';
  readonly value: number;
  readonly integer: boolean;
};
type PdfString = ByteSpan & {
  readonly kind: 'string';
  readonly bytes: Uint8Array;
  readonly hex: boolean;
};
/** `value` is the name without its slash, #xx undone, one character for each byte. */
type PdfName = ByteSpan & { readonly kind: 'name'; readonly value: string };
type PdfArray = ByteSpan & { readonly kind: 'array'; readonly items: readonly PdfObject[] };
/** `duplicates` lists keys that occur more than once; `entries` then has the first value. */
export type PdfDict = ByteSpan & {
  readonly kind: 'dict';
  readonly entries: ReadonlyMap<string, PdfObject>;
  readonly duplicates: readonly string[];
};
type PdfRef = ByteSpan & { readonly kind: 'ref'; readonly num: number; readonly gen: number };
/** `data` is the place of the raw (encoded) bytes in the file. */
export type PdfStream = ByteSpan & {
  readonly kind: 'stream';
  readonly dict: PdfDict;
  readonly data: ByteSpan;
};

export type PdfObject =
  PdfNull | PdfBoolean | PdfNumber | PdfString | PdfName | PdfArray | PdfDict | PdfRef | PdfStream;

/** The object that stands for everything absent. */
export const NULL_OBJECT: PdfNull = { kind: 'null', offset: 0, length: 0 };

/**
 * An object with a number. `offset` and `length` span `n g obj … endobj` in the file; for one in an object stream
 * they span that stream's whole indirect object, and `container` names it. `source` is what the places inside `value`
 * count from: the file, or the container's decoded bytes.
 */
export type IndirectObject = ByteSpan & {
  readonly num: number;
  readonly gen: number;
  readonly value: PdfObject;
  readonly source: Uint8Array;
  readonly container?: { readonly num: number; readonly index: number };
};

/** The dictionary of a dictionary or a stream; undefined for anything else. */
export function dictOf(object: PdfObject | undefined): PdfDict | undefined {
  if (object?.kind === 'dict') return object;
  return object?.kind === 'stream' ? object.dict : undefined;
}

/** The text of a name; undefined for anything else. */
export function nameOf(object: PdfObject | undefined): string | undefined {
  return object?.kind === 'name' ? object.value : undefined;
}

/** The value of a number; undefined for anything else. */
export function numberOf(object: PdfObject | undefined): number | undefined {
  return object?.kind === 'number' ? object.value : undefined;
}

/** The value of an integer that is safe to count with; undefined for anything else. */
export function integerOf(object: PdfObject | undefined): number | undefined {
  return object?.kind === 'number' && object.integer && Number.isSafeInteger(object.value)
    ? object.value
    : undefined;
}

/** The items of an array; undefined for anything else. */
export function itemsOf(object: PdfObject | undefined): readonly PdfObject[] | undefined {
  return object?.kind === 'array' ? object.items : undefined;
}
