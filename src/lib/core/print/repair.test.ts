import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { samplePages, samplePdf, sampleStream } from '../pdf/sample-file.ts';
import { examineUpload } from '../sign/index.ts';
import { repairPdf } from './repair.ts';

const LIMITS = { bytes: 1_000_000, pages: 100 };

async function sample(): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  for (let i = 0; i < 3; i++) doc.addPage().drawSquare({ size: 50 + i });
  return doc.save({ useObjectStreams: false });
}

describe('a damaged, unsigned upload is written anew', () => {
  test.each([
    ['junk before the header', (bytes: Uint8Array) => concatBytes(asciiBytes('junk\n'), bytes)],
    [
      'a startxref that leads nowhere',
      (bytes: Uint8Array) => asciiBytes(asciiText(bytes).replace(/startxref\n\d+/, 'startxref\n7')),
    ],
  ])('%s', async (_name, damage) => {
    const damaged = damage(await sample());
    expect(examineUpload(damaged, LIMITS)).toMatchObject({ ok: true, value: { needsRepair: true } });
    const repaired = await repairPdf(damaged);
    if (!repaired.ok) throw new Error(repaired.code);
    expect(examineUpload(repaired.value, LIMITS)).toEqual({
      ok: true,
      value: { pageCount: 3, needsRepair: false },
    });
    expect(await repairPdf(damaged)).toEqual(repaired);
  });

  test('what is no PDF is refused by code', async () => {
    expect(await repairPdf(asciiBytes('%PDF-1.7\nnothing'))).toMatchObject({
      ok: false,
      code: 'UPLOAD_UNREADABLE',
    });
  });

  test('an object stream that no cross-reference leads to is not inflated past its bound', async () => {
    const zeros = asciiText(new Uint8Array(deflateSync(new Uint8Array(70_000_000))));
    const hidden = `7 0 obj\n${sampleStream('/Type /Obj#53tm /N 1 /First 5 /Filter /FlateDecode', zeros)}\nendobj\n`;
    const damaged = concatBytes(asciiBytes(`%PDF-1.7\n${hidden}`), samplePdf(samplePages(1)));
    expect(await repairPdf(damaged)).toMatchObject({ ok: false, code: 'UPLOAD_UNREADABLE' });
  });

  test.each([
    ['its own child', '[3 0 R 2 0 R]'],
    ['a child named twice, which multiplies at every level', '[3 0 R 3 0 R]'],
  ])('a page tree with %s is refused, not walked', async (_name, kids) => {
    const damaged = samplePdf({ ...samplePages(1), 2: `<</Type /Pages /Count 2 /Kids ${kids}>>` });
    expect(await repairPdf(damaged)).toMatchObject({ ok: false, code: 'UPLOAD_UNREADABLE' });
  });
});
