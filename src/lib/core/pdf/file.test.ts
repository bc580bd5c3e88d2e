import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { readPdf } from './file.ts';
import { accountFor } from './gaps.ts';
import type { PdfFile } from './file.ts';
import { dictOf, numberOf } from './object.ts';
import { lastXref, samplePages, samplePdf, sampleStream, sampleUpdate } from './sample-file.ts';

function codes(bytes: Uint8Array): readonly string[] {
  const file = readPdf(bytes);
  file.readAll();
  return [...new Set(file.faults.map(({ code }) => code))];
}

function value(file: PdfFile, num: number, at?: number): number | undefined {
  return numberOf(dictOf(file.object(num, at)?.value)?.entries.get('V'));
}

/** The file with one text put in place of another of the same length. */
function altered(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = asciiText(bytes);
  if (!text.includes(from)) throw new Error('nothing to alter');
  return asciiBytes(text.replace(from, to));
}

const base = samplePdf({ ...samplePages(1), 9: '<</V 1>>' });

describe('revisions', () => {
  const second = sampleUpdate(base, { 9: '<</V 2>>' });
  const third = sampleUpdate(second, { 9: null, 10: '<</V 3>>' });
  const file = readPdf(third);

  test('each save is a revision, oldest first, that ends behind its %%EOF line', () => {
    expect(file.revisions.map(({ start, end }) => [start, end])).toEqual([
      [0, base.length],
      [base.length, second.length],
      [second.length, third.length],
    ]);
  });

  test('an object is looked up as of a revision', () => {
    expect([value(file, 9, 0), value(file, 9, 1), value(file, 9, 2)]).toEqual([1, 2, undefined]);
    expect(value(file, 10, 1)).toBeUndefined();
  });

  test('changes of a revision leave out what stayed', () => {
    expect([...file.changes(1)].map(([num]) => num)).toEqual([9]);
    expect([...file.changes(2)].map(([num]) => num)).toEqual([9, 10]);
  });

  test('a reference with another generation is null', () => {
    expect(file.resolve({ kind: 'ref', num: 10, gen: 1, offset: 0, length: 0 }).kind).toBe('null');
  });

  test('a sound file has no fault', () => {
    expect(codes(third)).toEqual([]);
  });
});

describe('what is wrong with the structure is a fault, and reading goes on', () => {
  test('nothing at all', () => {
    expect(codes(new Uint8Array())).toEqual(['HEADER_MISSING', 'STARTXREF_MISSING']);
  });

  test('bytes before the header', () => {
    expect(codes(concatBytes(asciiBytes('junk\n'), base))).toContain('HEADER_MISSING');
  });

  test('content after the last %%EOF', () => {
    expect(codes(concatBytes(base, asciiBytes('more')))).toEqual(['TRAILING_BYTES']);
  });

  test('white space after the last %%EOF is nothing', () => {
    expect(codes(concatBytes(base, asciiBytes('\n\n \0')))).toEqual([]);
  });

  test('a chain of sections that comes back to itself', () => {
    const own = String(lastXref(base));
    const looped = sampleUpdate(base, {}, '/Root 1 0 R');
    expect(
      codes(altered(looped, `/Prev ${own}`, `/Prev ${String(lastXref(looped)).padEnd(own.length)}`)),
    ).toContain('XREF_LOOP');
  });

  test('a startxref that names another place', () => {
    const own = `startxref\n${lastXref(base)}`;
    expect(codes(sampleUpdate(altered(base, own, own.replace(/\d$/, '9')), {}))).not.toEqual([]);
  });

  test('an object that is not at its offset', () => {
    expect(codes(altered(base, '9 0 obj\n<</V 1>>', '8 0 obj\n<</V 1>>'))).toEqual(['OBJECT_OFFSET']);
  });

  test('an object that a later revision supplies to an older one', () => {
    const at = asciiText(base).indexOf('9 0 obj');
    const entry = `9 1\n${String(at).padStart(10, '0')}`;
    expect(codes(altered(base, entry, `9 1\n${String(base.length).padStart(10, '0')}`))).toContain(
      'OBJECT_BEYOND_REVISION',
    );
  });

  test('a stream whose Length is wrong', () => {
    const bytes = samplePdf({ ...samplePages(1), 9: '<</Length 3>>\nstream\nabcdef\nendstream' });
    expect(codes(bytes)).toEqual(['STREAM_LENGTH']);
    const stream = readPdf(bytes).object(9)?.value;
    expect(stream?.kind === 'stream' && stream.data.length).toBe(6);
  });

  test('a stream whose Length leads back to itself', () => {
    expect(codes(samplePdf({ ...samplePages(1), 9: '<</Length 9 0 R>>\nstream\nabc\nendstream' }))).toEqual([
      'STREAM_LENGTH',
    ]);
  });

  test('two places for one object in a hybrid file', () => {
    const xrefStream = sampleStream(
      '/Type /XRef /W [1 4 2] /Index [9 1] /Size 21',
      String.fromCharCode(1, 0, 0, 0, 20, 0, 0),
    );
    const objects = { ...samplePages(1), 9: '<</V 1>>', 10: xrefStream };
    const plain = asciiText(samplePdf(objects));
    const at = plain.indexOf('10 0 obj');
    expect(codes(samplePdf(objects, `/Root 1 0 R /XRefStm ${at}`))).toContain('HYBRID_CONFLICT');
  });

  test('many tolerated faults do not hide an error', () => {
    const objects: Record<number, string | null> = { ...samplePages(1) };
    for (let num = 30; num < 900; num++) objects[num] = '--5';
    objects[901] = '<</A 1 /A 2>>';
    expect(codes(samplePdf(objects))).toContain('DUPLICATE_KEY');
  });
});

describe('hostile files cost no more than their size allows', () => {
  test('objects that each claim the rest of the file are given up on', () => {
    const count = 20_000;
    let body = '%PDF-1.7\n';
    let rows = '';
    for (let i = 0; i < count; i++) {
      rows += `${String(body.length).padStart(10, '0')} 00000 n\r\n`;
      body += `${i + 1} 0 obj (`;
    }
    const filler = 'x'.repeat(4_000_000);
    const at = body.length + filler.length;
    const text = `${body}${filler}xref\n1 ${count}\n${rows}trailer\n<</Size ${count + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`;
    expect(codes(asciiBytes(text))).toContain('PARSE_LIMIT');
  });

  test('a reference chain that loops resolves to null', () => {
    const file = readPdf(samplePdf({ ...samplePages(1), 9: '10 0 R', 10: '9 0 R' }));
    expect(file.resolve({ kind: 'ref', num: 9, gen: 0, offset: 0, length: 0 }).kind).toBe('null');
  });

  test('every truncation of a sound file is read without throwing', () => {
    for (let length = 0; length < base.length; length += 7) codes(base.subarray(0, length));
  });

  test('every flipped byte of a sound file is read without throwing', () => {
    for (let at = 0; at < base.length; at++) {
      const bytes = new Uint8Array(base);
      bytes[at] = (bytes[at] ?? 0) ^ 0x11;
      const file = readPdf(bytes);
      file.readAll();
      for (const { index } of file.revisions) accountFor(file, index);
    }
  });
});

describe('every byte of a revision is accounted for', () => {
  test('bytes between two objects are a gap', () => {
    const update = sampleUpdate(concatBytes(base, asciiBytes('hidden 7 0 obj\n')), { 9: '<</V 2>>' });
    const own = asciiText(update).replace(/\/Prev NaN/, `/Prev ${lastXref(base)}`);
    const file = readPdf(asciiBytes(own));
    expect(accountFor(file, file.latest).gaps).toEqual([
      { offset: base.length, length: 'hidden 7 0 obj'.length, content: 'other' },
    ]);
  });

  test('the marker behind the header is a comment', () => {
    const { gaps, overlaps } = accountFor(readPdf(base), 0);
    expect(gaps.map(({ content }) => content)).toEqual(['comment']);
    expect(overlaps).toEqual([]);
  });

  test('an object inside another one is an overlap', () => {
    const outer = sampleStream('', '8 0 obj\n<</V 8>>\nendobj\n');
    const bytes = samplePdf({ ...samplePages(1), 8: '<</V 1>>', 9: outer });
    const text = asciiText(bytes);
    const inner = String(text.lastIndexOf('8 0 obj')).padStart(10, '0');
    const old = String(text.indexOf('8 0 obj')).padStart(10, '0');
    expect(accountFor(readPdf(altered(bytes, `8 1\n${old}`, `8 1\n${inner}`)), 0).overlaps).toHaveLength(1);
  });
});
