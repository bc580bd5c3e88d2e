import { equalBytes } from '../bytes/concat.ts';
import { sliceSpan } from '../bytes/span.ts';
import type { PdfDict, PdfObject } from '../pdf/index.ts';

/**
 * Whether two objects are written to mean the same: references by number, streams by their raw octets. References
 * are not followed. A dictionary with duplicate keys equals nothing, since readers disagree on it.
 */
export function sameObject(bytes: Uint8Array, a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  const left = a ?? { kind: 'null' as const };
  const right = b ?? { kind: 'null' as const };
  switch (left.kind) {
    case 'null':
      return right.kind === 'null';
    case 'boolean':
    case 'name':
      return right.kind === left.kind && right.value === left.value;
    case 'number':
      return right.kind === 'number' && right.value === left.value;
    case 'string':
      return right.kind === 'string' && equalBytes(left.bytes, right.bytes);
    case 'ref':
      return right.kind === 'ref' && right.num === left.num && right.gen === left.gen;
    case 'array':
      return (
        right.kind === 'array' &&
        right.items.length === left.items.length &&
        left.items.every((item, index) => sameObject(bytes, item, right.items[index]))
      );
    case 'dict':
      return right.kind === 'dict' && differingKeys(bytes, left, right).length === 0 && isPlain(left, right);
    case 'stream':
      return (
        right.kind === 'stream' &&
        sameObject(bytes, left.dict, right.dict) &&
        equalBytes(sliceSpan(bytes, left.data), sliceSpan(bytes, right.data))
      );
  }
}

/** Keys whose values differ, in either dictionary. */
export function differingKeys(
  bytes: Uint8Array,
  a: PdfDict | undefined,
  b: PdfDict | undefined,
): readonly string[] {
  const keys = new Set([...(a?.entries.keys() ?? []), ...(b?.entries.keys() ?? [])]);
  return [...keys].filter((key) => !sameObject(bytes, a?.entries.get(key), b?.entries.get(key)));
}

function isPlain(a: PdfDict, b: PdfDict): boolean {
  return a.duplicates.length === 0 && b.duplicates.length === 0;
}

/** Calls back with every reference in an object, at any depth, not following any. */
export function eachReference(object: PdfObject, visit: (num: number, key: string) => void, key = ''): void {
  switch (object.kind) {
    case 'ref':
      visit(object.num, key);
      break;
    case 'array':
      for (const item of object.items) eachReference(item, visit, key);
      break;
    case 'dict':
      for (const [name, value] of object.entries) eachReference(value, visit, name);
      break;
    case 'stream':
      eachReference(object.dict, visit, key);
      break;
    default:
  }
}
