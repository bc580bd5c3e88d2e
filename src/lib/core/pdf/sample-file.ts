import { asciiBytes } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';

/** Objects of a sample by number: the text between `obj` and `endobj`. A null one is freed. */
export type SampleObjects = Readonly<Record<number, string | null>>;

/** A stream object's text, its Length right. */
export function sampleStream(keys: string, data: string): string {
  return `<<${keys} /Length ${data.length}>>\nstream\n${data}\nendstream`;
}

/** The objects of a document of empty pages. */
export function samplePages(count: number, pageKeys = '/MediaBox [0 0 595 842]'): SampleObjects {
  const numbers = Array.from({ length: count }, (_, i) => 3 + i);
  const objects: Record<number, string> = {
    1: '<</Type /Catalog /Pages 2 0 R>>',
    2: `<</Type /Pages /Count ${count} /Kids [${numbers.map((num) => `${num} 0 R`).join(' ')}]>>`,
  };
  for (const num of numbers) objects[num] = `<</Type /Page /Parent 2 0 R ${pageKeys}>>`;
  return objects;
}

/** A file of one revision with a classic cross-reference table, for tests; each character is one byte. */
export function samplePdf(objects: SampleObjects, trailer = '/Root 1 0 R'): Uint8Array<ArrayBuffer> {
  return write(asciiBytes('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n'), objects, trailer);
}

/** The file with one more revision, for tests. `trailer` has everything but /Size and /Prev. */
export function sampleUpdate(
  base: Uint8Array,
  objects: SampleObjects,
  trailer = '/Root 1 0 R',
): Uint8Array<ArrayBuffer> {
  return write(base, objects, `${trailer} /Prev ${lastXref(base)}`);
}

/** The offset that a file's last startxref names. */
export function lastXref(bytes: Uint8Array): number {
  const text = String.fromCharCode(...bytes.subarray(Math.max(0, bytes.length - 64)));
  return Number(/startxref\s+(\d+)/.exec(text)?.[1]);
}

function write(base: Uint8Array, objects: SampleObjects, trailer: string): Uint8Array<ArrayBuffer> {
  let text = '';
  const rows: [number, string][] = [];
  for (const [num, body] of Object.entries(objects)) {
    if (body === null) {
      rows.push([Number(num), '0000000000 00001 f\r\n']);
      continue;
    }
    rows.push([Number(num), `${String(base.length + text.length).padStart(10, '0')} 00000 n\r\n`]);
    text += `${num} 0 obj\n${body}\nendobj\n`;
  }
  const at = base.length + text.length;
  const highest = Math.max(...rows.map(([num]) => num), 20);
  text += `xref\n0 1\n0000000000 65535 f\r\n${rows.map(([num, row]) => `${num} 1\n${row}`).join('')}`;
  text += `trailer\n<<${trailer} /Size ${highest + 1}>>\nstartxref\n${at}\n%%EOF\n`;
  return concatBytes(base, asciiBytes(text));
}
