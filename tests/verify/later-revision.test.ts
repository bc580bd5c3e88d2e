import { beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { Increment, editDict, readPages, readPdf, type PdfPage } from '../../src/lib/core/pdf/index.ts';
import { prepareSignature } from '../../src/lib/core/sign/index.ts';
import type { Report } from '../../src/lib/core/verify/index.ts';
import { JUDGED_AT, SEALED_AT, judgeFile, sealedSample, type SealedSample } from './sealed-sample.ts';

let sample: SealedSample;
beforeAll(async () => {
  sample = await sealedSample();
});

/** Appends one revision to the sealed file. */
async function appended(write: (increment: Increment, page: PdfPage) => void): Promise<Report> {
  const file = readPdf(sample.sealed.final);
  const increment = new Increment(file);
  const [page] = readPages(file).pages;
  if (!page) throw new Error('no page');
  write(increment, page);
  return judgeFile(concatBytes(sample.sealed.final, increment.finish()), sample.trust);
}

function edited(increment: Increment, num: number, edits: ReadonlyMap<string, string>): void {
  const object = increment.file.object(num);
  if (object?.value.kind !== 'dict') throw new Error('no dictionary');
  if (object.container) throw new Error('in an object stream');
  increment.put(num, editDict(increment.file.bytes, object.value, edits), object.gen);
}

function kinds(report: Report): readonly string[] {
  return [
    ...new Set(report.signatures[0]?.later.filter((change) => !change.permitted).map(({ kind }) => kind)),
  ];
}

test('the sealed file itself is TOTAL-PASSED', async () => {
  const report = await judgeFile(sample.sealed.final, sample.trust);
  expect(report.verdict).toBe('TOTAL-PASSED');
  expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA', null]);
  expect(report.signatures.map(({ differingPages }) => differingPages)).toEqual([[], [], []]);
});

test('new page content after the seals is forbidden, and the page is named', async () => {
  const report = await appended((increment, page) => {
    const num = increment.allocate();
    increment.putStream(num, '', new TextEncoder().encode('BT ET'));
    edited(increment, page.num, new Map([['Contents', `${String(num)} 0 R`]]));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toEqual(['page_changed']);
  expect(report.signatures[0]?.later.find(({ permitted }) => !permitted)?.page).toBe(1);
});

test('an annotation over the page after the seals is forbidden', async () => {
  for (const subtype of ['FreeText', 'Stamp', 'Redact', 'Square']) {
    const report = await appended((increment, page) => {
      const num = increment.allocate();
      increment.put(num, `<</Type /Annot /Subtype /${subtype} /Rect [70 690 300 720] /Contents (x)>>`);
      edited(increment, page.num, new Map([['Annots', `[${String(num)} 0 R]`]]));
    });
    expect(report.verdict).toBe('TOTAL-FAILED');
    expect(kinds(report)).toContain('annotation_added');
  }
});

test('a changed content stream is found where it stands, its number kept', async () => {
  const report = await appended((increment, page) => {
    const contents = page.dict.entries.get('Contents');
    const items = contents?.kind === 'array' ? contents.items : [contents];
    const target = items.find((item) => item?.kind === 'ref');
    if (target?.kind !== 'ref') throw new Error('no content');
    increment.putStream(target.num, '', new TextEncoder().encode('BT ET'));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toEqual(['object_changed']);
  // The stamp sets the graphics state of every page by one stream.
  expect(report.signatures[0]?.differingPages).toEqual([1, 2]);
});

test('a removed page is found', async () => {
  const report = await appended((increment, page) => {
    const pages = page.dict.entries.get('Parent');
    if (pages?.kind !== 'ref') throw new Error('no parent');
    edited(
      increment,
      pages.num,
      new Map([
        ['Kids', `[${String(page.num)} 0 R]`],
        ['Count', '1'],
      ]),
    );
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('page_tree_changed');
  expect(report.signatures[0]?.differingPages).toContain(2);
});

test('a script added to the catalog is forbidden', async () => {
  const report = await appended((increment) => {
    const root = increment.file.trailer()?.entries.get('Root');
    if (root?.kind !== 'ref') throw new Error('no root');
    edited(increment, root.num, new Map([['OpenAction', '<</S /JavaScript /JS (x)>>']]));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toEqual(['catalog_changed']);
});

test('a text field added after the seals is forbidden', async () => {
  const report = await appended((increment) => {
    const file = increment.file;
    const form = file.catalog()?.entries.get('AcroForm');
    if (form?.kind !== 'ref') throw new Error('no form');
    const num = increment.allocate();
    increment.put(num, '<</FT /Tx /T (Extra) /V (x)>>');
    const old = file.get(file.getDict(file.catalog(), 'AcroForm'), 'Fields');
    const refs =
      old.kind === 'array'
        ? old.items.flatMap((item) => (item.kind === 'ref' ? [`${String(item.num)} 0 R`] : []))
        : [];
    edited(increment, form.num, new Map([['Fields', `[${refs.join(' ')} ${String(num)} 0 R]`]]));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('form_field_added');
});

test('bytes behind the last %%EOF are forbidden', async () => {
  const tail = new TextEncoder().encode('1 0 obj\n<<>>\nendobj\n');
  const report = await judgeFile(concatBytes(sample.sealed.final, tail), sample.trust);
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a signature whose contents are empty fails, and the seals before it stay intact', async () => {
  const prepared = prepareSignature(sample.sealed.final, {
    fieldName: 'Forged',
    name: 'F',
    reason: 'F',
    claimedAt: SEALED_AT,
    kind: 'signature',
  });
  const report = await judgeFile(concatBytes(sample.sealed.final, prepared.increment), sample.trust);
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(report.signatures.map(({ integrity }) => integrity)).toEqual([
    'intact',
    'intact',
    'intact',
    'broken',
  ]);
  expect(kinds(report)).toEqual([]);
});

test('a file judged before its time-stamps were made proves nothing', async () => {
  const report = await judgeFile(
    sample.sealed.final,
    sample.trust,
    new Date(SEALED_AT.getTime() - 86_400_000),
  );
  expect(report.verdict).not.toBe('TOTAL-PASSED');
  expect(JUDGED_AT > SEALED_AT).toBe(true);
});
