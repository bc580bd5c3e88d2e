import { expect, test } from 'vitest';
import { asciiBytes } from '../../src/lib/core/bytes/ascii.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { embedContents, prepareSignature } from '../../src/lib/core/sign/index.ts';
import {
  COVER,
  FORGED,
  PAGE,
  annotationsWith,
  appearance,
  attacked,
  fieldsWith,
  kinds,
  stream,
  upload,
  type Attack,
} from './attacked-upload.ts';
import type { Report } from '../../src/lib/core/verify/index.ts';
import { judgeFile, sealedOver } from './sealed-sample.ts';

// What a forger may try behind the last seal, each hidden behind something that is permitted.

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const withForm = (fields: string, more: Readonly<Record<number, string>> = {}, page = PAGE): Uint8Array =>
  upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    3: page,
    6: `<</Fields ${fields}>>`,
    ...more,
  });
/** Adds an object to the form's fields. */
function listed(attack: Attack, body: string): number {
  const num = attack.update.allocate();
  attack.update.put(num, body);
  attack.edit(attack.form, { Fields: fieldsWith(attack.update, num) });
  return num;
}
/** What came after the first seal, wherever a forged signature may stand in the report. */
const laterThanSeal = ({ signatures }: Report) =>
  signatures.find(({ integrity }) => integrity === 'intact')?.later ?? [];
const SIGNATURE = '/Type /Annot /Subtype /Widget /FT /Sig';

test('a change behind a thousand harmless ones is found', async () => {
  const report = await attacked(upload(), ({ edit, update, form }) => {
    const fields = Array.from({ length: 1001 }, (_, at) => {
      const num = update.allocate();
      update.put(num, `<</FT /Sig /T (s${String(at)})>>`);
      return `${String(num)} 0 R`;
    });
    const old = fieldsWith(update, 0).slice(1, -' 0 0 R]'.length);
    edit(form, { Fields: `[${old} ${fields.join(' ')}]` });
    update.putStream(4, '', octets(FORGED));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

const WIDGET = `/Type /Annot /Subtype /Widget ${COVER} /F 4 /P 3 0 R /DA (/F1 12 Tf)`;
const ON_PAGE = PAGE.replace('/Contents', '/Annots [7 0 R] /Contents');

test('a value that stands within the form itself, in no object of its own, is found', async () => {
  const field = (value: string): string => `<</FT /Tx /T (Price) /V (${value}) /Kids [7 0 R]>>`;
  const base = withForm(`[${field('1')}]`, { 7: `<<${WIDGET}>>` }, ON_PAGE);
  const report = await attacked(base, ({ edit, form, update }) => {
    edit(form, { Fields: fieldsWith(update, 0).replace(' 0 0 R]', ` ${field('9')}]`) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a value that stands within the field above it is found', async () => {
  const kid = (value: string): string => `<</FT /Tx /T (Price) /V (${value}) /Kids [7 0 R]>>`;
  const base = withForm('[8 0 R]', { 7: `<<${WIDGET}>>`, 8: `<</T (Group) /Kids [${kid('1')}]>>` }, ON_PAGE);
  const report = await attacked(base, ({ edit }) => {
    edit(8, { Kids: `[${kid('9')}]` });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('an annotation that is listed once more, and so drawn over those behind it, is found', async () => {
  const base = upload({
    3: PAGE.replace('/Contents', '/Annots [6 0 R 7 0 R] /Contents'),
    6: `<</Type /Annot /Subtype /FreeText ${COVER} /Contents (9,000,000 yen)>>`,
    7: `<</Type /Annot /Subtype /FreeText ${COVER} /Contents (1,000,000 yen)>>`,
  });
  const report = await attacked(base, (attack) => {
    attack.edit(3, { Annots: annotationsWith(attack, 6) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a text field that hides among the kids of a new signature field is found', async () => {
  const report = await attacked(upload(), (attack) => {
    const kid = attack.update.allocate();
    const parent = listed(attack, `<</FT /Sig /T (x) /Kids [${String(kid)} 0 R]>>`);
    attack.update.put(kid, `<<${WIDGET} /FT /Tx /V (9,000,000 yen) /Parent ${String(parent)} 0 R>>`);
    attack.edit(3, { Annots: annotationsWith(attack, kid) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('an empty signature field whose background viewers paint over the page is found', async () => {
  const report = await attacked(upload(), (attack) => {
    const num = listed(attack, `<<${SIGNATURE} /T (x) ${COVER} /F 4 /P 3 0 R /MK <</BG [1 1 1]>>>>`);
    attack.edit(3, { Annots: annotationsWith(attack, num) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

const EMPTY_FIELD = `<<${SIGNATURE} /T (Waiting) ${COVER} /F 4 /P 3 0 R /AP <</N 9 0 R>>>>`;
const PAINT = stream('/Type /XObject /Subtype /Form /BBox [0 0 340 30]', '1 g 0 0 340 30 re f');
/** A signature dictionary of no worth that calls itself a document time-stamp. */
const STAMP =
  '<</Type /DocTimeStamp /Filter /X /SubFilter /ETSI.RFC3161 /ByteRange [0 0 0 0] /Contents <00>>>';

test('an empty field that is on no page yet cannot be put on one by a time-stamp', async () => {
  const base = withForm('[7 0 R]', { 7: EMPTY_FIELD, 9: PAINT });
  const report = await attacked(base, (attack) => {
    const value = attack.update.allocate();
    attack.update.put(value, STAMP);
    attack.edit(7, { V: `${String(value)} 0 R` });
    attack.edit(3, { Annots: annotationsWith(attack, 7) });
  });
  expect(laterThanSeal(report)).toContainEqual(
    expect.objectContaining({ kind: 'annotation_added', permitted: false, page: 1 }),
  );
});

test('the widgets of an empty field that are on no page yet are said where a signature puts them on one', async () => {
  const kid = EMPTY_FIELD.replace('/FT /Sig /T (Waiting)', '/Parent 7 0 R');
  const base = withForm('[7 0 R]', { 7: '<</FT /Sig /T (Waiting) /Kids [8 0 R]>>', 8: kid, 9: PAINT });
  const report = await attacked(base, (attack) => {
    const value = attack.update.allocate();
    attack.update.put(value, STAMP.replace('DocTimeStamp', 'Sig').replace('RFC3161', 'CAdES.detached'));
    attack.edit(7, { V: `${String(value)} 0 R` });
    attack.edit(3, { Annots: annotationsWith(attack, 8) });
  });
  expect(laterThanSeal(report)).toContainEqual(
    expect.objectContaining({ kind: 'signature_visible', page: 1 }),
  );
});

test('a hidden appearance cannot be shown by a time-stamp', async () => {
  const hidden = EMPTY_FIELD.replace('/F 4', '/F 2');
  const base = withForm('[7 0 R]', { 7: hidden, 9: PAINT }, ON_PAGE);
  const report = await attacked(base, ({ edit, update }) => {
    const value = update.allocate();
    update.put(value, STAMP);
    edit(7, { V: `${String(value)} 0 R`, F: '4' });
  });
  expect(laterThanSeal(report)).toContainEqual(
    expect.objectContaining({ kind: 'form_field_changed', permitted: false }),
  );
});

test('a signature that shows on another page than it says is said of that page', async () => {
  const second = { 2: '<</Type /Pages /Kids [3 0 R 7 0 R] /Count 2>>', 7: PAGE };
  const report = await attacked(upload(second), (attack) => {
    const value = attack.update.allocate();
    attack.update.put(value, STAMP.replace('DocTimeStamp', 'Sig').replace('RFC3161', 'CAdES.detached'));
    const look = appearance(attack.update);
    const num = listed(
      attack,
      `<<${SIGNATURE} /T (x) ${COVER} /F 4 /P 3 0 R ${look} /V ${String(value)} 0 R>>`,
    );
    attack.edit(7, { Annots: `[${String(num)} 0 R]` });
  });
  expect(laterThanSeal(report)).toContainEqual(
    expect.objectContaining({ kind: 'signature_visible', page: 2 }),
  );
  expect(report.signatures[1]?.differingPages).toContain(2);
});

test.each([
  ['Square', '/IC [1 1 1]'],
  ['Stamp', '/AP <</N 7 0 R>>'],
  ['Link', '/Border [0 0 30] /C [1 1 1]'],
  ['Redact', ''],
])('a %s that covers something may not go, where comments are permitted', async (subtype, look) => {
  const base = upload({
    3: PAGE.replace('/Contents', '/Annots [6 0 R] /Contents'),
    6: `<</Type /Annot /Subtype /${subtype} ${COVER} ${look}>>`,
    7: PAINT,
  });
  const report = await attacked(
    base,
    ({ edit, update, page }) => {
      const old = update.file.resolve(page.dict.entries.get('Annots'));
      const items = old.kind === 'array' ? old.items.slice(1) : [];
      const refs = items.flatMap((item) => (item.kind === 'ref' ? [`${String(item.num)} 0 R`] : []));
      edit(3, { Annots: `[${refs.join(' ')}]` });
    },
    3,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toEqual(['annotation_removed']);
});

test.each(['Highlight', 'Text', 'Caret', 'Link'])(
  'a %s that paints over the page by an appearance of its own is found, where comments are permitted',
  async (subtype) => {
    const report = await attacked(
      upload(),
      (attack) => {
        const num = attack.update.allocate();
        const look = appearance(attack.update);
        attack.update.put(num, `<</Type /Annot /Subtype /${subtype} ${COVER} /F 4 ${look}>>`);
        attack.edit(3, { Annots: annotationsWith(attack, num) });
      },
      3,
    );
    expect(report.verdict).toBe('TOTAL-FAILED');
  },
);

test('a comment that takes up an appearance and another place is found, where comments are permitted', async () => {
  const base = upload({
    3: PAGE.replace('/Contents', '/Annots [6 0 R] /Contents'),
    6: '<</Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (x)>>',
  });
  const report = await attacked(
    base,
    ({ edit, update }) => {
      const [, look = ''] = appearance(update).split('/AP ');
      edit(6, { Rect: '[60 690 400 720]', AP: look });
    },
    3,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test.each(['Price', 'Group.Price', 'Seal1'])(
  'a new field of the name of another (%s) is found',
  async (name) => {
    const field = `<<${WIDGET} /FT /Tx /T (Price) /V (1)>>`;
    const grouped = name.includes('.') ? field.replace('<<', '<</Parent 8 0 R ') : field;
    const base = withForm(
      name === 'Price' ? '[7 0 R]' : '[8 0 R]',
      { 7: grouped, ...(name === 'Price' ? {} : { 8: '<</T (Group) /Kids [7 0 R]>>' }) },
      ON_PAGE,
    );
    const sealNames = await attacked(base, (attack) => {
      const title = name === 'Seal1' ? sealName(attack) : name;
      listed(attack, `<</FT /Sig /T (${title}) /Rect [0 0 0 0]>>`);
    });
    // A name with a dot in it is no part of the other's: it is read as one by viewers that look fields up by name.
    expect(sealNames.verdict).toBe('TOTAL-FAILED');
    expect(kinds(sealNames)).toContain('form_field_added');
  },
);

function sealName({ update }: Attack): string {
  const text = new TextDecoder('latin1').decode(update.file.bytes);
  const hex = /\/T <FEFF([0-9A-Fa-f]+)>/.exec(text)?.[1] ?? '';
  return Buffer.from(hex, 'hex').toString('latin1').replaceAll('\0', '');
}

test('an update that passes over the seals to an older table is found', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const text = new TextDecoder('latin1').decode(sealed.final);
  const [first = ''] = /(?<=startxref\n)\d+/.exec(text) ?? [];
  const at = String(sealed.final.length);
  const prev = `xref\n0 0\ntrailer\n<</Size 60 /Root 1 0 R /Prev ${first}>>\nstartxref\n${at}\n%%EOF\n`;
  const skipped = await judgeFile(concatBytes(sealed.final, asciiBytes(prev)), trust);
  expect(skipped.verdict).not.toBe('TOTAL-PASSED');
  const rolledBack = await judgeFile(
    concatBytes(sealed.final, asciiBytes(`startxref\n${first}\n%%EOF\n`)),
    trust,
  );
  expect(rolledBack.verdict).not.toBe('TOTAL-PASSED');
});

test('a table that takes a used object away, or puts it nowhere, is found', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const before = [...new TextDecoder('latin1').decode(sealed.final).matchAll(/startxref\s+(\d+)/g)].at(
    -1,
  )?.[1];
  const at = String(sealed.final.length);
  for (const row of [
    '0000000000 00001 f',
    '0000000000 65535 f',
    '0000000009 00000 n',
    '9999999999 00000 n',
  ]) {
    const section = `xref\n4 1\n${row} \ntrailer\n<</Size 60 /Root 1 0 R /Prev ${String(before)}>>\n`;
    const report = await judgeFile(
      concatBytes(sealed.final, asciiBytes(`${section}startxref\n${at}\n%%EOF\n`)),
      trust,
    );
    expect([row, report.verdict]).toEqual([row, 'TOTAL-FAILED']);
  }
});

test('a table that names an object twice, so that readers may take either, is found', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const start = sealed.final.length;
  const text = new TextDecoder('latin1').decode(sealed.final);
  const before = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '';
  const body = `4 0 obj\n${stream('', FORGED)}\nendobj\n`;
  const row = (offset: number): string => `4 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  const rows = [row(text.indexOf('4 0 obj')), row(start)];
  for (const table of [rows, rows.toReversed()]) {
    const section = `xref\n${table.join('')}trailer\n<</Size 60 /Root 1 0 R /Prev ${before}>>\n`;
    const at = String(start + body.length);
    const update = asciiBytes(`${body}${section}startxref\n${at}\n%%EOF\n`);
    expect((await judgeFile(concatBytes(sealed.final, update), trust)).verdict).not.toBe('TOTAL-PASSED');
  }
});

test('a content that a later table calls free and a stream beside it places is found', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const text = new TextDecoder('latin1').decode(sealed.final);
  const before = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '';
  const body = `4 0 obj\n${stream('', FORGED)}\nendobj\n`;
  const place = sealed.final.length.toString(16).padStart(8, '0');
  const hidden = `59 0 obj\n<</Type /XRef /Size 60 /W [1 4 1] /Index [4 1] /Filter /ASCIIHexDecode /Length 13>>\nstream\n01${place}00>\nendstream\nendobj\n`;
  const stream59 = String(sealed.final.length + body.length);
  const at = String(sealed.final.length + body.length + hidden.length);
  for (const rows of ['4 1\n0000000000 00001 f \n', '0 0\n']) {
    const trailer = `<</Size 60 /Root 1 0 R /Prev ${before} /XRefStm ${stream59}>>`;
    const update = `${body}${hidden}xref\n${rows}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`;
    const report = await judgeFile(concatBytes(sealed.final, asciiBytes(update)), trust);
    expect(report.verdict).toBe('TOTAL-FAILED');
  }
});

test.each(['<<>>', '3 0 R', '5 0 R', '<</Type /Sig>>'])(
  'a field whose value (%s) is no signature passes for none, whatever it shows',
  async (value) => {
    const report = await attacked(upload(), (attack) => {
      const look = appearance(attack.update);
      const num = listed(attack, `<<${SIGNATURE} /T (x) ${COVER} /F 4 /P 3 0 R ${look} /V ${value}>>`);
      attack.edit(3, { Annots: annotationsWith(attack, num) });
    });
    expect(report.verdict).toBe('TOTAL-FAILED');
  },
);

/** A form of that many fields, which the two seals and their time-stamp are added to. */
function crowded(count: number): Uint8Array {
  const many = Array.from(
    { length: count },
    (_, at) => [10 + at, `<</FT /Tx /T (f${String(at)})>>`] as const,
  );
  return withForm(`[${many.map(([num]) => `${String(num)} 0 R`).join(' ')}]`, Object.fromEntries(many));
}

test('a new signature field beyond those that are looked at is found', async () => {
  const report = await attacked(crowded(19_996), (attack) => {
    const look = appearance(attack.update);
    const hidden = attack.update.allocate();
    attack.update.put(hidden, '<</FT /Sig /T (hidden)>>');
    const num = attack.update.allocate();
    attack.update.put(num, `<<${SIGNATURE} /T (x) ${COVER} /F 4 /P 3 0 R ${look} /V <<>>>>`);
    const fields = fieldsWith(attack.update, hidden).replace(/]$/, ` ${String(num)} 0 R]`);
    attack.edit(attack.form, { Fields: fields });
    attack.edit(3, { Annots: annotationsWith(attack, num) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('form_field_added');
});

test('a file whose signatures stand behind more fields than are read is not said to have none', async () => {
  const { sealed, trust } = await sealedOver(crowded(20_000));
  const report = await judgeFile(sealed.final, trust);
  expect(report.verdict).toBe('UNREADABLE');
  expect(report.findings).toContainEqual(
    expect.objectContaining({ check: 'PDF_LIMITS', status: 'failed', context: { fault: 'fields' } }),
  );
});

test('a signature that a later form leaves out is missed', async () => {
  const report = await attacked(upload(), ({ edit, form }) => {
    edit(form, { Fields: '[]' });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('form_field_removed');
});

test('a second signature that the service never made is said to be one, whatever it is called', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const prepared = prepareSignature(sealed.final, { fieldName: 'Approved', kind: 'signature' });
  const report = await judgeFile(
    concatBytes(sealed.final, embedContents(prepared, Uint8Array.of(0x30, 0))),
    trust,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
});
