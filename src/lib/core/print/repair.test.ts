import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
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
});
