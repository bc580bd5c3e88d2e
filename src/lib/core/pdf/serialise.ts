import { asciiBytes } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { toHex } from '../bytes/hex.ts';
import { endsToken } from './lexer.ts';
import type { PdfDict, PdfObject } from './object.ts';

/** Text of a name with its slash, what is not a regular printable character written as #xx (§7.3.5). */
export function nameText(value: string): string {
  let out = '/';
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const plain = code > 0x20 && code < 0x7f && code !== 0x23 && !endsToken(code);
    out += plain ? value.charAt(i) : `#${code.toString(16).padStart(2, '0')}`;
  }
  return out;
}

/** A text string object (§7.9.2.2) as hexadecimal: UTF-16BE with a byte order mark. */
export function textString(text: string): string {
  let out = '<FEFF';
  for (let i = 0; i < text.length; i++) out += text.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0');
  return `${out}>`;
}

/** A byte string object as hexadecimal. */
export function byteString(bytes: Uint8Array): string {
  return `<${toHex(bytes).toUpperCase()}>`;
}

/** A date object (§7.9.4) in UTC: (D:YYYYMMDDHHmmSSZ). */
export function dateString(at: Date): string {
  return `(D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z)`;
}

/** A number as PDF writes it: no exponent, at most four decimals. */
export function numberText(value: number): string {
  const text = value.toFixed(4).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** The bytes of an object exactly as found; `source` is what its place counts from. */
export function rawObject(source: Uint8Array, object: PdfObject): Uint8Array {
  return object.length === 0
    ? asciiBytes('null')
    : source.subarray(object.offset, object.offset + object.length);
}

/**
 * Writes a dictionary again with some keys changed: values that stay are copied as found.
 *
 * @param changes - new text by key; null takes the key out. Keys not yet there are added at the end, in order.
 */
export function editDict(
  source: Uint8Array,
  dict: PdfDict | undefined,
  changes: ReadonlyMap<string, string | Uint8Array | null>,
): Uint8Array {
  const parts: Uint8Array[] = [asciiBytes('<<')];
  const put = (key: string, value: string | Uint8Array) => {
    parts.push(asciiBytes(`\n${nameText(key)} `), typeof value === 'string' ? asciiBytes(value) : value);
  };
  for (const [key, value] of dict?.entries ?? []) {
    const change = changes.get(key);
    if (change === null) continue;
    put(key, change ?? rawObject(source, value));
  }
  for (const [key, change] of changes) if (change !== null && !dict?.entries.has(key)) put(key, change);
  parts.push(asciiBytes('\n>>'));
  return concatBytes(...parts);
}

/** Writes an array again with items added at its end; items that stay are copied as found. */
export function appendItems(
  source: Uint8Array,
  items: readonly PdfObject[],
  more: readonly string[],
): Uint8Array {
  const parts: Uint8Array[] = [asciiBytes('[')];
  for (const item of items) parts.push(rawObject(source, item), asciiBytes(' '));
  parts.push(asciiBytes(`${more.join(' ')}]`));
  return concatBytes(...parts);
}
