import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { plainFile } from './plain-file.ts';
import { ranged, replaced, stuffed } from './surgery.ts';
import type { Vector } from './vector.ts';
import { FORM } from './form.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

/** What the file itself is. */
export const FILE: readonly Vector[] = [
  { name: 'sound', source: 'EN 319 142-1 §6.3', recipe: {}, verdict: 'TOTAL-PASSED', fails: [] },
  {
    name: 'no header',
    source: 'ISO 32000-2 §7.5.2',
    recipe: { base: plainFile({ header: '%XXX-1.7' }) },
    verdict: 'INDETERMINATE',
    fails: ['PDF_HEADER'],
  },
  {
    name: 'a key stands twice in a dictionary',
    source: 'ISO 32000-2 §7.3.7',
    recipe: { base: plainFile({ page: '/Rotate 0 /Rotate 90' }) },
    verdict: 'INDETERMINATE',
    fails: ['PDF_DUPLICATE_KEYS'],
  },
  {
    name: 'a first revision without its closing',
    source: 'ISO 32000-2 §7.5.4',
    recipe: {
      base: new Uint8Array(
        Buffer.from(Buffer.from(plainFile()).toString('latin1').replace('%%EOF', '%%EOX'), 'latin1'),
      ),
    },
    verdict: 'INDETERMINATE',
    fails: ['PDF_XREF'],
  },
  {
    name: 'a table and a stream that place one object differently',
    source: 'ISO 32000-2 §7.5.8.4',
    recipe: { base: plainFile({ hybrid: true }) },
    verdict: 'INDETERMINATE',
    fails: ['PDF_HYBRID'],
  },
  {
    name: 'an object is not where the table says',
    source: 'ISO 32000-2 §7.5.4',
    recipe: {
      base: new Uint8Array(
        Buffer.from(Buffer.from(plainFile()).toString('latin1').replace('\n6 0 obj', '\n8 0 obj'), 'latin1'),
      ),
    },
    verdict: 'INDETERMINATE',
    fails: ['PDF_OBJECTS'],
  },
  {
    name: 'more in the security store than is read',
    source: 'ISO 32000-2 §12.8.4.3',
    recipe: { after: (file) => stuffed(file, 2001) },
    verdict: 'INDETERMINATE',
    // What lies beyond the bound is not read, the evidence of time and revocation with it.
    fails: ['PDF_LIMITS', 'REVOCATION_FOUND', 'TIME_PROVEN', 'TSP_REVOCATION'],
  },
  {
    name: 'encrypted',
    source: 'ISO 32000-2 §7.6',
    recipe: {
      after: (file) =>
        concatBytes(
          file,
          ascii(
            `xref\n0 0\ntrailer\n<</Size 30 /Root 1 0 R /Encrypt <</Filter /Standard>> ` +
              `/Prev ${/startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(file).toString('latin1'))?.[1] ?? ''}>>\n` +
              `startxref\n${String(file.length)}\n%%EOF\n`,
          ),
        ),
    },
    verdict: 'UNREADABLE',
    fails: ['PDF_ENCRYPTION'],
  },
  {
    name: 'an XFA form beside the pages',
    source: 'ISO 32000-2 §12.7.9',
    recipe: { base: plainFile({ ...FORM, catalog: FORM.catalog.replace('/DR', '/XFA (x) /DR') }) },
    verdict: 'INDETERMINATE',
    fails: ['PDF_XFA'],
  },
  {
    name: 'a script that runs on opening',
    source: 'ISO 32000-2 §12.6.4.17',
    recipe: { base: plainFile({ catalog: '/OpenAction <</S /JavaScript /JS (x)>>' }) },
    verdict: 'TOTAL-PASSED',
    fails: ['PDF_ACTIVE_CONTENT'],
  },
  {
    name: 'octets behind the end',
    source: 'ISO 32000-2 §7.5.5',
    recipe: { after: (file) => concatBytes(file, ascii('9 0 obj\n<<>>\nendobj\n')) },
    verdict: 'TOTAL-FAILED',
    fails: ['PDF_TAIL'],
  },
];

/** What the signature dictionary and its byte range say. */
export const DICTIONARY: readonly Vector[] = [
  {
    name: 'another type in the signature dictionary',
    source: 'ISO 32000-2 table 255',
    recipe: { prepared: replaced('/Type /Sig ', '/Type /Sih ') },
    verdict: 'TOTAL-FAILED',
    fails: ['SIGNATURE_DICTIONARY'],
  },
  {
    name: 'an unknown SubFilter',
    source: 'ISO 32000-2 table 260',
    recipe: { prepared: replaced('/ETSI.CAdES.detached', '/ETSI.CAdES.detachex') },
    verdict: 'TOTAL-FAILED',
    fails: ['SIGNATURE_SUBFILTER'],
  },
  {
    name: 'a byte range that does not begin at the first byte',
    source: 'ISO 32000-2 §12.8.1',
    recipe: { prepared: ranged(([, b, c, d]) => [1, b - 1, c, d]) },
    verdict: 'TOTAL-FAILED',
    fails: ['BYTE_RANGE_FORM', 'CMS_DIGEST'],
  },
  {
    name: 'a gap wider than the contents',
    source: 'ISO 32000-2 §12.8.1',
    recipe: { prepared: ranged(([a, b, c, d]) => [a, b - 4, c, d]) },
    verdict: 'TOTAL-FAILED',
    fails: ['BYTE_RANGE_GAP'],
  },
  {
    name: 'a covered end within the revision',
    source: 'ISO 32000-2 §12.8.1',
    recipe: { prepared: ranged(([a, b, c, d]) => [a, b, c, d - 20]) },
    verdict: 'TOTAL-FAILED',
    fails: ['BYTE_RANGE_END'],
  },
];
