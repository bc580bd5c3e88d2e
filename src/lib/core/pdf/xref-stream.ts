import { type PdfDict, integerOf, itemsOf } from './object.ts';
import type { XrefEntry } from './xref.ts';

/**
 * Reads the entries of a cross-reference stream (ISO 32000-2 §7.5.8.2–7.5.8.3).
 *
 * @param data - the decoded stream.
 * @returns XREF_MALFORMED where /W, /Index or /Size are unusable or the data is too short, XREF_LIMIT where entries pass
 *   `maxEntries`.
 */
export function readXrefStream(
  dict: PdfDict,
  data: Uint8Array,
  maxEntries: number,
): Map<number, XrefEntry> | 'XREF_MALFORMED' | 'XREF_LIMIT' {
  const widths = (itemsOf(dict.entries.get('W')) ?? []).map(integerOf);
  const [typeWidth, secondWidth, thirdWidth] = widths;
  if (typeWidth === undefined || secondWidth === undefined || thirdWidth === undefined)
    return 'XREF_MALFORMED';
  if ([typeWidth, secondWidth, thirdWidth].some((width) => width < 0 || width > 8)) return 'XREF_MALFORMED';
  const row = typeWidth + secondWidth + thirdWidth;
  const size = integerOf(dict.entries.get('Size'));
  const index = (itemsOf(dict.entries.get('Index')) ?? []).map(integerOf);
  const ranges = dict.entries.has('Index') ? index : [0, size];
  if (row === 0 || ranges.length % 2 !== 0) return 'XREF_MALFORMED';
  const entries = new Map<number, XrefEntry>();
  let at = 0;
  const field = (width: number): number => {
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (data[at++] ?? 0);
    return value;
  };
  for (let i = 0; i < ranges.length; i += 2) {
    const first = ranges[i];
    const count = ranges[i + 1];
    if (first === undefined || count === undefined || first < 0 || count < 0) return 'XREF_MALFORMED';
    if (at + count * row > data.length) return 'XREF_MALFORMED';
    if (entries.size + count > maxEntries) return 'XREF_LIMIT';
    for (let num = first; num < first + count; num++) {
      // §7.5.8.2: without a type field every entry is of type 1.
      const type = typeWidth === 0 ? 1 : field(typeWidth);
      const second = field(secondWidth);
      const third = field(thirdWidth);
      if (entries.has(num)) return 'XREF_MALFORMED';
      if (type === 1 && second > 0) entries.set(num, { kind: 'offset', offset: second, gen: third });
      else if (type === 2) entries.set(num, { kind: 'compressed', stream: second, index: third });
      else if (type <= 1) entries.set(num, { kind: 'free', gen: third });
      // Table 18: the null object, but readers differ: some collect whatever objects lie about instead.
      else return 'XREF_MALFORMED';
    }
  }
  return entries;
}
