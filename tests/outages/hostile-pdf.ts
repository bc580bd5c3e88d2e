import { deflateSync } from 'node:zlib';
import { asciiBytes, asciiText } from '../../src/lib/core/bytes/ascii.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  samplePages,
  samplePdf,
  sampleStream,
  type SampleObjects,
} from '../../src/lib/core/pdf/sample-file.ts';
import { embedContents, prepareSignature } from '../../src/lib/core/sign/index.ts';

const PAGES = samplePages(2);

/** A sound file of two empty pages. */
export const PLAIN_PDF = samplePdf(PAGES);

const withObjects = (objects: SampleObjects): Uint8Array<ArrayBuffer> => samplePdf({ ...PAGES, ...objects });
const deflated = (length: number): string => asciiText(new Uint8Array(deflateSync(new Uint8Array(length))));
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

function signed(): Uint8Array<ArrayBuffer> {
  const prepared = prepareSignature(PLAIN_PDF, { fieldName: 'a', kind: 'signature' });
  return concatBytes(PLAIN_PDF, embedContents(prepared, Uint8Array.of(0x30, 0)));
}

/** A page tree whose levels each name the next one ten times over: 10^12 pages in a kilobyte. */
function multipliedPages(): Uint8Array<ArrayBuffer> {
  const objects: Record<number, string> = { 1: '<</Type /Catalog /Pages 2 0 R>>' };
  for (let level = 2; level < 14; level += 1) {
    const kids = `${String(level + 1)} 0 R `.repeat(10);
    objects[level] = `<</Type /Pages /Count 1000000000000 /Kids [${kids}]>>`;
  }
  objects[14] = '<</Type /Page /Parent 13 0 R /MediaBox [0 0 595 842]>>';
  return samplePdf(objects);
}

/** What is wrong with a file, its octets, and the code that says so. */
export type HostilePdf = readonly [what: string, bytes: Uint8Array<ArrayBuffer>, code: string];

/** Files that no contract may be made of; each is made here, so that a bare clone has them. */
export const HOSTILE_PDFS: readonly HostilePdf[] = [
  ['a ZIP', asciiBytes('PK\x03\x04 not a PDF at all'), 'UPLOAD_NOT_PDF'],
  ['nothing but a header', asciiBytes('%PDF-1.7\n'), 'UPLOAD_TRUNCATED'],
  ['a file cut in half', own(PLAIN_PDF.subarray(0, PLAIN_PDF.length >> 1)), 'UPLOAD_TRUNCATED'],
  [
    'an encrypted file',
    samplePdf(PAGES, '/Root 1 0 R /Encrypt <</Filter /Standard /V 4 /R 4>>'),
    'UPLOAD_ENCRYPTED',
  ],
  [
    'an XFA form',
    withObjects({ 1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</XFA [(a) 9 0 R]>>>>', 9: 'null' }),
    'UPLOAD_XFA',
  ],
  ['JavaScript', withObjects({ 9: '<</S /JavaScript /JS (app.alert\\(1\\))>>' }), 'UPLOAD_JAVASCRIPT'],
  ['a program to start', withObjects({ 9: '<</S /Launch /F (a.exe)>>' }), 'UPLOAD_ACTIVE_CONTENT'],
  ['a signed file', signed(), 'UPLOAD_SIGNED'],
  ['no page', samplePdf(samplePages(0)), 'UPLOAD_NO_PAGES'],
  ['2,001 pages', samplePdf(samplePages(2001)), 'UPLOAD_TOO_MANY_PAGES'],
  [
    'a stream that inflates to 70 MB',
    withObjects({ 9: sampleStream('/Filter /FlateDecode', deflated(70_000_000)) }),
    'UPLOAD_BOMB',
  ],
  [
    'an object stream that inflates to 120 MB',
    withObjects({
      9: sampleStream('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', deflated(120_000_000)),
    }),
    'UPLOAD_BOMB',
  ],
  [
    'an image of 60,000 by 60,000 points',
    withObjects({
      9: sampleStream(
        '/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB',
        'x',
      ),
    }),
    'UPLOAD_BOMB',
  ],
  [
    'arrays nested 200,000 deep',
    withObjects({ 9: `${'['.repeat(200_000)}${']'.repeat(200_000)}` }),
    'UPLOAD_UNREADABLE',
  ],
  [
    'a page tree that is its own child',
    withObjects({ 2: '<</Type /Pages /Count 2 /Kids [3 0 R 2 0 R]>>' }),
    'UPLOAD_UNREADABLE',
  ],
  ['a page tree of 10^12 pages', multipliedPages(), 'UPLOAD_UNREADABLE'],
];
