import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { accountFor, byteString, dictOf, integerOf, readPdf } from './index.ts';
import { Increment } from './increment.ts';
import { lastXref, samplePages, samplePdf } from './sample-file.ts';

function extended(base: Uint8Array, body: (increment: Increment) => void) {
  const increment = new Increment(readPdf(base));
  body(increment);
  const appended = increment.finish();
  const file = readPdf(concatBytes(base, appended));
  file.readAll();
  return { file, appended };
}

const ID = `/Root 1 0 R /ID [${byteString(Uint8Array.of(1))} ${byteString(Uint8Array.of(2))}]`;

describe('an incremental update (ISO 32000-2 §7.5.6)', () => {
  test.each([
    ['a table follows a table', async () => samplePdf(samplePages(1), ID), 'table'],
    [
      'a stream follows a stream',
      async () => {
        const doc = await PDFDocument.create({ updateMetadata: false });
        doc.addPage();
        return doc.save({ useObjectStreams: true });
      },
      'stream',
    ],
  ])('%s, without a fault or a gap', async (_name, make, form) => {
    const base = await make();
    const { file } = extended(base, (increment) => {
      increment.put(increment.allocate(), '<</V 5>>');
      increment.putStream(increment.allocate(), '', Uint8Array.of(1, 2, 3));
    });
    expect(file.faults).toEqual([]);
    expect(file.revisions).toHaveLength(2);
    expect(file.revisions[1]?.sections[0]?.form).toBe(form);
    // pdf-lib ends without a line end; the one that is put in closes the base's last line.
    const missing = base.at(-1) === 10 ? 0 : 1;
    expect(file.revisions[1]?.start).toBe(base.length + missing);
    expect(accountFor(file, 1)).toEqual({ gaps: [], overlaps: [] });
    const added = [...file.changes(1)].map(([num]) => dictOf(file.object(num)?.value));
    expect(added.some((dict) => integerOf(dict?.entries.get('V')) === 5)).toBe(true);
  });

  test('a base without a final line end gets one first', () => {
    const whole = samplePdf(samplePages(1));
    const base = whole.subarray(0, whole.length - 1);
    const { file, appended } = extended(
      base,
      (increment) => void increment.put(increment.allocate(), 'null'),
    );
    expect(appended[0]).toBe(10);
    expect(file.faults).toEqual([]);
  });

  test('the first identifier stays, the second changes', () => {
    const { file } = extended(samplePdf(samplePages(1), ID), (increment) => increment.put(9, 'null'));
    const id = file.trailer()?.entries.get('ID');
    if (id?.kind !== 'array') throw new Error('no ID');
    const [first, second] = id.items;
    expect(first).toMatchObject({ kind: 'string', bytes: Uint8Array.of(1) });
    expect(second?.kind === 'string' && second.bytes.length).toBe(16);
  });

  test('the same update is the same bytes', () => {
    const base = samplePdf(samplePages(1), ID);
    const make = () => extended(base, (increment) => increment.put(9, '<</V 1>>')).appended;
    expect(make()).toEqual(make());
  });

  test('a number is never used twice', () => {
    const increment = new Increment(readPdf(samplePdf(samplePages(1))));
    increment.put(9, 'null');
    expect(() => increment.put(9, 'null')).toThrow('INCREMENT_OBJECT_TWICE');
  });

  test('the section before is the one that the last startxref names', () => {
    const base = samplePdf(samplePages(1));
    const { file } = extended(base, (increment) => increment.put(9, 'null'));
    expect(integerOf(file.trailer()?.entries.get('Prev'))).toBe(lastXref(base));
  });

  test.each([
    ['unreadable', new Uint8Array(3), 'INCREMENT_BASE_UNREADABLE'],
    ['encrypted', samplePdf(samplePages(1), '/Root 1 0 R /Encrypt <<>>'), 'INCREMENT_BASE_ENCRYPTED'],
  ])('an %s base is not extended', (_name, base, code) => {
    expect(() => new Increment(readPdf(base))).toThrow(code);
  });
});
