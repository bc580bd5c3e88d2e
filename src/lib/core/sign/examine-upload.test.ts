import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { samplePages, samplePdf, sampleStream, sampleUpdate } from '../pdf/sample-file.ts';
import type { SampleObjects } from '../pdf/sample-file.ts';
import {
  embedContents,
  examineUpload,
  markContractDraft,
  markDraft,
  prepareSignature,
  stampRevision,
} from './index.ts';

const LIMITS = { bytes: 1_000_000, pages: 5 };
const pages = samplePages(2);
const base = samplePdf(pages);

function verdict(bytes: Uint8Array): string {
  const result = examineUpload(bytes, LIMITS);
  if (!result.ok) return result.code;
  return result.value.needsRepair ? 'repair' : `${result.value.pageCount} pages`;
}
const withObjects = (objects: SampleObjects) => verdict(samplePdf({ ...pages, ...objects }));

describe('what may become a contract', () => {
  test('a sound file', () => {
    expect(verdict(base)).toBe('2 pages');
  });

  test('a file with history, links and plain form fields', () => {
    const objects = {
      1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [9 0 R]>>>>',
      9: '<</FT /Sig /T (empty)>>',
      10: '<</Subtype /Link /A <</S /URI /URI (https://example.jp)>>>>',
    };
    expect(verdict(sampleUpdate(base, objects))).toBe('2 pages');
  });

  test.each([
    ['bytes before the header', concatBytes(asciiBytes('junk\n'), base)],
    [
      'a cross-reference at another place',
      asciiBytes(asciiText(base).replace(/startxref\n\d/, 'startxref\n9')),
    ],
    ['an object at another place', asciiBytes(asciiText(base).replace('3 0 obj', '7 0 obj'))],
    ['junk behind the end', concatBytes(base, asciiBytes('junk'))],
  ])('%s: complete and unsigned, to be repaired first', (_name, bytes) => {
    expect(verdict(bytes)).toBe('repair');
  });
});

describe('what is refused, by code', () => {
  test.each([
    ['UPLOAD_EMPTY', new Uint8Array()],
    ['UPLOAD_NOT_PDF', asciiBytes('PK\x03\x04 not a PDF')],
    ['UPLOAD_TOO_LARGE', new Uint8Array(LIMITS.bytes + 1)],
    ['UPLOAD_TRUNCATED', base.subarray(0, base.length - 40)],
    ['UPLOAD_TRUNCATED', asciiBytes('%PDF-1.7\n')],
    ['UPLOAD_ENCRYPTED', samplePdf(pages, '/Root 1 0 R /Encrypt <</Filter /Standard>>')],
    ['UPLOAD_TOO_MANY_PAGES', samplePdf(samplePages(6))],
    ['UPLOAD_NO_PAGES', samplePdf(samplePages(0))],
  ])('%s', (code, bytes) => {
    expect(verdict(bytes)).toBe(code);
  });

  test('an update that was cut off: the older revision must not pass for the document', () => {
    const update = sampleUpdate(base, { 9: '<</V 1>>' });
    expect(verdict(update.subarray(0, update.length - 30))).toBe('UPLOAD_TRUNCATED');
  });

  test('a linearized file shorter than it says', () => {
    const text = asciiText(base).replace(
      '%\xE2\xE3\xCF\xD3\n',
      '9 0 obj\n<</Linearized 1 /L 999999>>\nendobj\n',
    );
    expect(verdict(asciiBytes(text))).toBe('UPLOAD_TRUNCATED');
  });

  test.each([
    ['in an action', { 9: '<</S /JavaScript /JS (app.alert\\(1\\))>>' }],
    [
      'in the names tree',
      {
        1: '<</Type /Catalog /Pages 2 0 R /Names <</JavaScript <</Names [(a) 9 0 R]>>>>>>',
        9: '<</S/JavaScript/JS 10 0 R>>',
        10: sampleStream('', 'x'),
      },
    ],
    ['behind a field', { 9: '<</AA <</K <</S /J#61vaScript /JS (x)>>>>>>' }],
    ['in a name kept elsewhere', { 9: '<</S 10 0 R>>', 10: '/JavaScript' }],
  ])('JavaScript %s', (_name, objects) => {
    expect(withObjects(objects)).toBe('UPLOAD_JAVASCRIPT');
  });

  test('XFA', () => {
    expect(
      withObjects({ 1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</XFA [(a) 9 0 R]>>>>', 9: 'null' }),
    ).toBe('UPLOAD_XFA');
  });

  test.each([
    ['a program to start', '<</S /Launch /F (a.exe)>>'],
    ['a form to send', '<</S /SubmitForm /F (https://example.jp)>>'],
    ['a film', '<</Type /Annot /Subtype /RichMedia /Rect [0 0 9 9]>>'],
    ['a stream in another file', '<</Length 0 /F (other.bin)>>\nstream\n\nendstream'],
  ])('%s', (_name, body) => {
    expect(withObjects({ 9: body })).toBe('UPLOAD_ACTIVE_CONTENT');
  });

  test('a signature, also one that damage hides', () => {
    const prepared = prepareSignature(base, { fieldName: 'a', kind: 'signature' });
    const signed = concatBytes(base, embedContents(prepared, Uint8Array.of(0x30, 0)));
    expect(verdict(signed)).toBe('UPLOAD_SIGNED');
    expect(verdict(concatBytes(asciiBytes('x\n'), signed))).toBe('UPLOAD_SIGNED');
  });

  test('M50: a copy that bears a 締結証明書ID already', () => {
    const stamp = stampRevision(base, {
      certificateId: 'ab'.repeat(16),
      lines: [`締結証明書ID ${'ab'.repeat(16)}`],
    });
    expect(verdict(concatBytes(base, stamp))).toBe('UPLOAD_STAMPED');
  });

  test('M9: a copy marked as 契約書案, whatever was appended since', () => {
    const copy = concatBytes(base, markContractDraft(base, '契約書案'));
    expect(verdict(copy)).toBe('UPLOAD_DRAFT_COPY');
    expect(verdict(concatBytes(copy, markDraft(copy, '署名前')))).toBe('UPLOAD_DRAFT_COPY');
  });

  test('a stream that swells, an image that swells, filters stacked on each other', () => {
    const bomb = asciiText(new Uint8Array(deflateSync(new Uint8Array(70_000_000))));
    expect(withObjects({ 9: sampleStream('/Filter /FlateDecode', bomb) })).toBe('UPLOAD_BOMB');
    expect(withObjects({ 9: sampleStream('/Filter [/FlateDecode /FlateDecode]', 'x') })).toBe('UPLOAD_BOMB');
    const image = '/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB';
    expect(withObjects({ 9: sampleStream(image, 'x') })).toBe('UPLOAD_BOMB');
  });

  test('structure that swells', () => {
    const bomb = asciiText(new Uint8Array(deflateSync(new Uint8Array(40_000_000))));
    const objects = { 9: sampleStream('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', bomb) };
    const text = asciiText(samplePdf({ ...pages, ...objects }));
    const at = text.indexOf('xref\n0 1');
    // An object in the stream, named by a cross-reference stream of a second revision.
    const row = String.fromCharCode(2, 0, 0, 0, 9, 0, 0);
    const num = 30;
    const head = asciiBytes(text);
    const stream = sampleStream(`/Type /XRef /W [1 4 2] /Index [15 1] /Size 31 /Root 1 0 R /Prev ${at}`, row);
    const whole = `${num} 0 obj\n${stream}\nendobj\nstartxref\n${head.length}\n%%EOF\n`;
    expect(verdict(concatBytes(head, asciiBytes(whole)))).toBe('UPLOAD_BOMB');
  });
});
