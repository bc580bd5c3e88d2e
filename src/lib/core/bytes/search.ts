import { asciiBytes, startsWithAscii } from './ascii.ts';

/** Offset of the first occurrence of an ASCII text at or after `from` and ending by `to`, or -1. */
export function indexOfAscii(bytes: Uint8Array, text: string, from = 0, to = bytes.length): number {
  const first = asciiBytes(text)[0];
  if (first === undefined) return -1;
  const last = Math.min(to, bytes.length) - text.length;
  for (let at = bytes.indexOf(first, Math.max(0, from)); at >= 0 && at <= last;) {
    if (startsWithAscii(bytes, text, at)) return at;
    at = bytes.indexOf(first, at + 1);
  }
  return -1;
}

/** Offset of the last occurrence of an ASCII text that begins at or before `from` and not before `floor`, or -1. */
export function lastIndexOfAscii(bytes: Uint8Array, text: string, from = bytes.length, floor = 0): number {
  for (let at = Math.min(from, bytes.length - text.length); at >= floor && at >= 0; at--) {
    if (startsWithAscii(bytes, text, at)) return at;
  }
  return -1;
}
