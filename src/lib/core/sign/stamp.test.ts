import { PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { asciiText } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { toHex } from '../bytes/hex.ts';
import { type PdfFile, accountFor, dictOf, itemsOf, readPages, readPdf } from '../pdf/index.ts';
import { samplePages, samplePdf, sampleStream } from '../pdf/sample-file.ts';
import { markContractDraft, markDraft, stampRevision } from './index.ts';

const ID = '7fdf11d5126db4c1699470984eec8b02';
const STAMP = { certificateId: ID, lines: [`締結証明書ID ${ID}`, '試験用（契約の証明には使えません）'] };

function stamped(base: Uint8Array): PdfFile {
  const file = readPdf(concatBytes(base, stampRevision(base, STAMP)));
  file.readAll();
  expect(file.faults).toEqual([]);
  expect(accountFor(file, file.latest)).toEqual({ gaps: [], overlaps: [] });
  return file;
}

/** Content streams of a page, decoded, in order. */
function contents(file: PdfFile, index: number): string[] {
  const page = readPages(file).pages[index];
  return (itemsOf(file.get(page?.dict, 'Contents')) ?? []).map((item) => {
    const stream = file.resolve(item);
    return stream.kind === 'stream' ? asciiText(file.decode(stream) ?? new Uint8Array()) : 'none';
  });
}

/** Where the stamp's own axes lie in user space: a b c d e f. */
function matrix(keys: string): number[] {
  const last = contents(stamped(samplePdf(samplePages(1, keys))), 0).at(-1) ?? '';
  return (/q ([-\d. ]+) cm/.exec(last)?.[1] ?? '').split(' ').map(Number);
}

describe('the stamp lies at the visible lower left, upright', () => {
  const box = '/MediaBox [-100 -50 500 750] /CropBox [0 0 400 600]';
  test.each([
    [0, [1, 0, 0, 1, 20, 12]],
    [90, [0, 1, -1, 0, 388, 20]],
    [180, [-1, 0, 0, -1, 380, 588]],
    [270, [0, -1, 1, 0, 12, 580]],
    [-90, [0, -1, 1, 0, 12, 580]],
  ])('M50: rotated by %i degrees', (rotate, expected) => {
    expect(matrix(`${box} /Rotate ${rotate}`)).toEqual(expected);
  });

  test('a page whose unit is two points gets it at half the number of units', () => {
    expect(matrix('/MediaBox [0 0 290 400] /UserUnit 2').slice(0, 4)).toEqual([0.5, 0, 0, 0.5]);
  });

  test('it grows with large sheets and shrinks to fit small ones', () => {
    expect(matrix('/MediaBox [0 0 1190 1684]')[0]).toBe(2);
    const [scale = 1] = matrix('/MediaBox [0 0 100 100]');
    expect(scale).toBeGreaterThan(0);
    expect(scale).toBeLessThan(0.6);
  });
});

describe('the page keeps what it has', () => {
  test('its content is wrapped, not rewritten, and what it leaves open is closed', () => {
    const objects = {
      ...samplePages(1),
      3: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 9 0 R /X (kept)>>',
      9: sampleStream('', 'q 2 0 0 2 0 0 cm'),
    };
    const file = stamped(samplePdf(objects));
    const [head, own, tail] = contents(file, 0);
    expect([head, own]).toEqual(['q\n', 'q 2 0 0 2 0 0 cm']);
    expect(tail?.startsWith('Q\nQ\nq 1 0 0 1 ')).toBe(true);
    expect(readPages(file).pages[0]?.dict.entries.has('X')).toBe(true);
  });

  test.each([
    ['of its own', '/Resources <</Font <</F 9 0 R>>>>', ''],
    ['of its own, with forms', '/Resources <</XObject <</ShomeiID 9 0 R>> /Font <</F 9 0 R>>>>', ''],
    ['in another object', '/Resources 10 0 R', ''],
    ['whose forms are in another object', '/Resources 11 0 R', ''],
    ['of its parent', '', '/Resources <</Font <</F 9 0 R>>>>'],
    ['of its parent, in another object', '', '/Resources 10 0 R'],
    ['of nobody', '', ''],
  ])('resources %s gain one name and lose none', (_name, own, parents) => {
    const objects = {
      ...samplePages(2, `/MediaBox [0 0 595 842] ${own}`),
      2: `<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R] ${parents}>>`,
      9: '<</Type /Font>>',
      10: '<</Font <</F 9 0 R>>>>',
      11: '<</XObject 12 0 R /Font <</F 9 0 R>>>>',
      12: '<</Old 9 0 R>>',
    };
    const file = stamped(samplePdf(objects));
    const hasFont = own !== '' || parents !== '';
    for (const page of readPages(file).pages) {
      const name = /\/(ShomeiID1?) Do/.exec(contents(file, page.index).at(-1) ?? '')?.[1] ?? '';
      const resources = dictOf(file.resolve(page.resources));
      const form = file.getDict(file.getDict(resources, 'XObject'), name);
      const id = form?.entries.get('ShomeiCertificateID');
      expect(id?.kind === 'string' && toHex(id.bytes)).toBe(ID);
      expect(file.getDict(resources, 'Font') !== undefined).toBe(hasFont);
    }
  });

  test('form and annotations become objects of their own, and a stamped file is stamped once', async () => {
    const doc = await PDFDocument.create({ updateMetadata: false });
    const page = doc.addPage();
    doc.getForm().createTextField('a').addToPage(page);
    doc.catalog.set(
      PDFName.of('AcroForm'),
      doc.context.lookup(doc.catalog.get(PDFName.of('AcroForm'))) ?? page.node,
    );
    const file = stamped(await doc.save({ useObjectStreams: false }));
    expect(file.catalog()?.entries.get('AcroForm')?.kind).toBe('ref');
    expect(readPages(file).pages[0]?.dict.entries.get('Annots')?.kind).toBe('ref');
    expect(itemsOf(file.get(file.getDict(file.catalog(), 'AcroForm'), 'Fields'))).toHaveLength(1);
  });
});

describe('what the stamp says can be read back', () => {
  test('its content holds the lines in UTF-16BE, the ID lowest', () => {
    const file = stamped(samplePdf(samplePages(1)));
    const page = readPages(file).pages[0];
    const forms = file.getDict(dictOf(file.resolve(page?.resources)), 'XObject');
    const form = file.get(forms, 'ShomeiID');
    if (form.kind !== 'stream') throw new Error('no form');
    const shown = [...asciiText(file.decode(form) ?? new Uint8Array()).matchAll(/<([0-9A-F]+)> Tj/g)];
    const texts = shown.map(([, digits = '']) =>
      String.fromCharCode(...(digits.match(/.{4}/g) ?? []).map((code) => parseInt(code, 16))),
    );
    expect(texts).toEqual(STAMP.lines);
  });

  test('the same stamp is the same bytes', () => {
    const base = samplePdf(samplePages(3));
    expect(stampRevision(base, STAMP)).toEqual(stampRevision(base, STAMP));
  });
});

test.each([
  ['an ID that is not shown', { certificateId: ID, lines: ['締結証明書ID'] }, 'STAMP_ID_MALFORMED'],
  [
    'an ID of another form',
    { certificateId: ID.toUpperCase(), lines: [ID.toUpperCase()] },
    'STAMP_ID_MALFORMED',
  ],
  ['a character that the font lacks', { certificateId: ID, lines: [`龍 ${ID}`] }, 'STAMP_GLYPH_MISSING'],
])('%s is our own fault', (_name, stamp, code) => {
  expect(() => stampRevision(samplePdf(samplePages(1)), stamp)).toThrow(code);
});

test('a draft is marked at the visible upper right of every page', () => {
  const base = samplePdf(samplePages(2, '/MediaBox [0 0 400 600] /Rotate 90'));
  const file = readPdf(concatBytes(base, markDraft(base, '署名前')));
  file.readAll();
  expect(file.faults).toEqual([]);
  for (const index of [0, 1]) {
    const [, , , , e = 0, f = 0] = (/q ([-\d. ]+) cm/.exec(contents(file, index).at(-1) ?? '')?.[1] ?? '')
      .split(' ')
      .map(Number);
    // Turned clockwise, the visible upper right is the user space's upper left: x small, y large.
    expect(e).toBeLessThan(60);
    expect(f).toBeGreaterThan(500);
  }
});

test('M9: 契約書案 lies see-through across the middle of every page, and what was there stays a prefix', () => {
  const base = samplePdf(samplePages(2));
  const bytes = concatBytes(base, markContractDraft(base, '契約書案'));
  expect(bytes.subarray(0, base.length)).toEqual(base);
  const file = readPdf(bytes);
  file.readAll();
  expect(file.faults).toEqual([]);
  expect(accountFor(file, file.latest)).toEqual({ gaps: [], overlaps: [] });
  for (const [index, page] of readPages(file).pages.entries()) {
    const { left, bottom, right, top } = page.visibleBox;
    const [scale = 0, , , , x = 0, y = 0] = (
      /q ([-\d. ]+) cm/.exec(contents(file, index).at(-1) ?? '')?.[1] ?? ''
    )
      .split(' ')
      .map(Number);
    const forms = dictOf(file.get(dictOf(file.resolve(page.resources)), 'XObject'));
    const form = file.resolve(forms?.entries.get('ShomeiDraft'));
    if (form.kind !== 'stream') throw new Error('no form');
    const [, , width = 0, height = 0] = (itemsOf(file.get(form.dict, 'BBox')) ?? []).map((item) =>
      item.kind === 'number' ? item.value : 0,
    );
    expect(x + (scale * width) / 2).toBeCloseTo((left + right) / 2, 1);
    expect(y + (scale * height) / 2).toBeCloseTo((bottom + top) / 2, 1);
    const states = dictOf(file.get(dictOf(file.get(form.dict, 'Resources')), 'ExtGState'));
    expect(dictOf(states?.entries.get('G0'))?.entries.get('ca')).toMatchObject({ value: 0.25 });
    expect(asciiText(file.decode(form) ?? new Uint8Array())).toContain('<59517D0466F86848> Tj');
  }
});
