import { expect, test } from 'vitest';
import { asciiBytes } from '../../src/lib/core/bytes/ascii.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { Increment, editDict, readPages, readPdf } from '../../src/lib/core/pdf/index.ts';
import {
  CONTENT,
  COVER,
  FONT,
  FORGED,
  PAGE,
  annotationsWith,
  appearance,
  attacked,
  fieldsWith,
  kinds,
  stream,
  upload,
} from './attacked-upload.ts';
import { judgeFile, sealedOver, sealedSample } from './sealed-sample.ts';

// Shadow attacks: whoever prepared the upload left a switch in it, and throws it after everybody has signed.

test('a changed content stream that calls itself an object stream is found', async () => {
  const base = upload({ 4: CONTENT.replace('<<', '<</Type /ObjStm') });
  const report = await attacked(base, ({ update }) => {
    update.putStream(4, '/Type /ObjStm', new TextEncoder().encode(FORGED));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a changed content stream that /Extensions names is found', async () => {
  const report = await attacked(upload(), ({ edit, update }) => {
    edit(1, { Extensions: '<</X 4 0 R>>' });
    update.putStream(4, '', new TextEncoder().encode(FORGED));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('object_shared');
});

test('a font of the pages that changes by way of the form is found', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    6: '<</Fields [] /DR <</Font <</F1 5 0 R>>>>>>',
  });
  const report = await attacked(base, ({ edit, update }) => {
    edit(5, { Encoding: '<</Differences [48 /nine]>>' });
    edit(6, { DR: '<</Font <</F1 5 0 R>>>>' });
    expect(update.has(6)).toBe(true);
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('resources of the pages that grow by way of the form are found', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    4: stream('', 'BT /F1 12 Tf 72 700 Td (Price: 1,000,000 yen) Tj ET /Form Do'),
    6: '<</Fields [] /DR 7 0 R>>',
    7: '<</Font <</F1 5 0 R>>>>',
    8: stream('/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 7 0 R', '/Cover Do'),
    3: PAGE.replace('/Resources <<', '/Resources <</XObject <</Form 8 0 R>> '),
  });
  const report = await attacked(base, ({ edit, update }) => {
    const num = update.allocate();
    const keys = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
    update.putStream(num, keys, new TextEncoder().encode('1 g 60 690 340 30 re f'));
    edit(7, { XObject: `<</Cover ${String(num)} 0 R>>` });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a catalog that moves onto the resources of a page is found', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /Font <</F1 6 0 R>>>>',
    3: PAGE.replace(/\/Resources.*>>>>>>/, '/Resources 7 0 R>>'),
    6: FONT.replace('Helvetica', 'Symbol'),
    7: '<</Font <</F1 5 0 R>>>>',
  });
  const { sealed, trust } = await sealedOver(base);
  const file = readPdf(sealed.final);
  const catalog = file.object(1);
  if (catalog?.value.kind !== 'dict') throw new Error('no catalog');
  const update = new Increment(file);
  const resources = file.object(7)?.value;
  if (resources?.kind !== 'dict') throw new Error('no resources');
  update.put(7, editDict(file.bytes, catalog.value, new Map()));
  const text = new TextDecoder('latin1').decode(update.finish()).replace('/Root 1 0 R', '/Root 7 0 R');
  const report = await judgeFile(concatBytes(sealed.final, asciiBytes(text)), trust);
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a direct annotation that changes within its page is found', async () => {
  const note = `<</Type /Annot /Subtype /FreeText ${COVER} /Contents (1,000,000 yen)>>`;
  const base = upload({ 3: PAGE.replace('/Contents', `/Annots [${note}] /Contents`) });
  const report = await attacked(base, ({ edit, page, update }) => {
    const old = update.file.resolve(page.dict.entries.get('Annots'));
    const items = old.kind === 'array' ? old.items : [];
    const refs = items.flatMap((item) => (item.kind === 'ref' ? [`${String(item.num)} 0 R`] : []));
    edit(3, { Annots: `[${note.replace('1,000,000', '9,000,000')} ${refs.join(' ')}]` });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('annotation_changed');
});

test('annotations of a page that change places, and so what covers what, are found', async () => {
  const base = upload({
    3: PAGE.replace('/Contents', '/Annots [6 0 R 7 0 R] /Contents'),
    6: `<</Type /Annot /Subtype /FreeText ${COVER} /Contents (1,000,000 yen)>>`,
    7: `<</Type /Annot /Subtype /FreeText ${COVER} /Contents (9,000,000 yen)>>`,
  });
  const report = await attacked(base, ({ edit, page, update }) => {
    const old = update.file.resolve(page.dict.entries.get('Annots'));
    const items = old.kind === 'array' ? old.items : [];
    const [first, second, ...rest] = items.flatMap((item) =>
      item.kind === 'ref' ? [`${String(item.num)} 0 R`] : [],
    );
    edit(3, { Annots: `[${[second, first, ...rest].join(' ')}]` });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('annotation_changed');
});

test('an empty signature field that draws over the page is found', async () => {
  const report = await attacked(upload(), (attack) => {
    const { edit, form, update } = attack;
    const num = update.allocate();
    update.put(
      num,
      `<</Type /Annot /Subtype /Widget /FT /Sig /T (Cover) ${COVER} /F 4 /P 3 0 R ${appearance(update)}>>`,
    );
    edit(form, { Fields: fieldsWith(update, num) });
    edit(3, { Annots: annotationsWith(attack, num) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('an annotation that hides among the kids of an empty signature field is found', async () => {
  for (const subtype of ['Widget', 'FreeText']) {
    const report = await attacked(upload(), (attack) => {
      const { edit, form, update } = attack;
      const [num, kid] = [update.allocate(), update.allocate()];
      update.put(num, `<</FT /Sig /T (Cover) /Kids [${String(kid)} 0 R]>>`);
      update.put(
        kid,
        `<</Type /Annot /Subtype /${subtype} /Parent ${String(num)} 0 R ${COVER} /F 4 /P 3 0 R ${appearance(update)}>>`,
      );
      edit(form, { Fields: fieldsWith(update, num) });
      edit(3, { Annots: annotationsWith(attack, kid) });
    });
    expect(report.verdict).toBe('TOTAL-FAILED');
  }
});

test('an annotation that calls itself an empty signature field is found', async () => {
  const report = await attacked(upload(), (attack) => {
    const { edit, form, update } = attack;
    const num = update.allocate();
    update.put(
      num,
      `<</Type /Annot /Subtype /FreeText /FT /Sig /T (Cover) ${COVER} /F 4 /P 3 0 R /Contents (9,000,000 yen)>>`,
    );
    edit(form, { Fields: fieldsWith(update, num) });
    edit(3, { Annots: annotationsWith(attack, num) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('asking viewers to draw values anew, where fields hold values, is found', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    3: PAGE.replace('/Contents', '/Annots [7 0 R] /Contents'),
    6: '<</Fields [7 0 R] /DA (/Helv 0 Tf) /DR <</Font <</F1 5 0 R>>>>>>',
    7: `<</Type /Annot /Subtype /Widget /FT /Tx /T (Price) /V (9,000,000) ${COVER} /AP <</N 8 0 R>> /P 3 0 R>>`,
    8: stream('/Type /XObject /Subtype /Form /BBox [0 0 340 30]', '0 g'),
  });
  const report = await attacked(base, ({ edit, form }) => {
    edit(form, { NeedAppearances: 'true' });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a page cannot be passed off as part of the security store, so that the page tree is free to change', async () => {
  const report = await attacked(upload(), ({ edit, update }) => {
    const dss = update.file.catalog()?.entries.get('DSS');
    if (dss?.kind !== 'ref') throw new Error('no security store');
    edit(dss.num, { VRI: '<</X 3 0 R>>' });
    edit(2, { Rotate: '180' });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a page cannot be passed off as the extensions, so that the page tree is free to change', async () => {
  const report = await attacked(upload(), ({ edit }) => {
    edit(1, { Extensions: '3 0 R' });
    edit(2, { Rotate: '180' });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('resources that the form only borrows cannot grow below it', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    3: PAGE.replace('/Resources <<', '/Resources <</XObject <</Form 8 0 R>> '),
    4: stream('', 'BT /F1 12 Tf 72 700 Td (Price: 1,000,000 yen) Tj ET /Form Do'),
    6: '<</Fields [] /DR 7 0 R>>',
    7: '<</Font <</F1 5 0 R>> /XObject 9 0 R>>',
    8: stream('/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 7 0 R', '/Cover Do'),
    9: '<</Other 5 0 R>>',
  });
  const report = await attacked(base, ({ edit, update }) => {
    const num = update.allocate();
    const keys = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
    update.putStream(num, keys, new TextEncoder().encode('1 g 60 690 340 30 re f'));
    edit(9, { Cover: `${String(num)} 0 R` });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('what draws with resources counts as their user though it calls itself an object stream', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    3: PAGE.replace('/Resources <<', '/Resources <</XObject <</Form 8 0 R>> '),
    4: stream('', 'BT /F1 12 Tf 72 700 Td (Price: 1,000,000 yen) Tj ET /Form Do'),
    6: '<</Fields [] /DR 7 0 R>>',
    7: '<</Font <</F1 5 0 R>>>>',
    8: stream('/Type /ObjStm /Subtype /Form /BBox [0 0 595 842] /Resources 7 0 R', '/Cover Do'),
  });
  const report = await attacked(base, ({ edit, update }) => {
    const num = update.allocate();
    const keys = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
    update.putStream(num, keys, new TextEncoder().encode('1 g 60 690 340 30 re f'));
    edit(7, { XObject: `<</Cover ${String(num)} 0 R>>` });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('blanks that push the closing out of the sight of readers are no blanks', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const blanks = (length: number): Uint8Array => new Uint8Array(length).fill(0x20);
  expect((await judgeFile(concatBytes(sealed.final, blanks(2)), trust)).verdict).toBe('TOTAL-PASSED');
  expect((await judgeFile(concatBytes(sealed.final, blanks(2000)), trust)).verdict).toBe('TOTAL-FAILED');
});

test('an object stream that is replaced under the objects it holds is found', async () => {
  const { sealed, trust } = await sealedSample();
  const file = readPdf(sealed.final);
  const [page] = readPages(file).pages;
  const entry = [...(file.revisions[0]?.entries ?? [])].find(([, one]) => one.kind === 'compressed')?.[1];
  if (!page || entry?.kind !== 'compressed') throw new Error('no object stream');
  const old = file.object(entry.stream)?.value;
  const octets = old?.kind === 'stream' ? file.decode(old) : undefined;
  if (old?.kind !== 'stream' || !octets) throw new Error('no object stream');
  const first = file.get(old.dict, 'First');
  const count = file.get(old.dict, 'N');
  if (first.kind !== 'number' || count.kind !== 'number') throw new Error('no object stream');
  const update = new Increment(file);
  const text = new TextDecoder('latin1').decode(octets).replace(/Helvetica/g, 'Courier  ');
  expect(text).not.toBe(new TextDecoder('latin1').decode(octets));
  const keys = `/Type /ObjStm /N ${String(count.value)} /First ${String(first.value)}`;
  update.putStream(entry.stream, keys, asciiBytes(text));
  const report = await judgeFile(concatBytes(sealed.final, update.finish()), trust);
  expect(report.verdict).not.toBe('TOTAL-PASSED');
});

test('a smaller /Size, which takes objects away from some readers, is found', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const update = new Increment(readPdf(sealed.final));
  update.put(update.allocate(), '<<>>');
  const whole = new TextDecoder('latin1').decode(update.finish());
  const judged = async (text: string) => judgeFile(concatBytes(sealed.final, asciiBytes(text)), trust);
  expect((await judged(whole)).verdict).toBe('TOTAL-PASSED');
  const report = await judged(whole.replace(/\/Size \d+/, '/Size 4'));
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('trailer_changed');
});

test('cross-reference rows of another width, added after the seals, leave the file undecided', async () => {
  const { sealed, trust } = await sealedOver(upload());
  const update = new Increment(readPdf(sealed.final));
  for (let i = 0; i < 2; i++) update.put(update.allocate(), '<<>>');
  const text = new TextDecoder('latin1')
    .decode(update.finish())
    .replace(/ 00000 n[ \r\n]{2}/, ' 00000 n   \n');
  const report = await judgeFile(concatBytes(sealed.final, asciiBytes(text)), trust);
  expect(report.verdict).toBe('INDETERMINATE');
});
