import { beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { Increment, editDict, readPages, readPdf } from '../../src/lib/core/pdf/index.ts';
import type { Report } from '../../src/lib/core/verify/index.ts';
import { COVER, annotationsWith, appearance, fieldsWith, kinds, type Attack } from './attacked-upload.ts';
import { judgeFile, sealedSample, type SealedSample } from './sealed-sample.ts';

// What a new signature field may bring along. Its own value is empty here: what counts is what the seals before it say.

let sample: SealedSample;
beforeAll(async () => {
  sample = await sealedSample();
});

/** Appends a signature field over the text, with these keys, and a signature dictionary that begins with these. */
async function withField(keys: string, dictionary: string): Promise<Report> {
  const update = new Increment(readPdf(sample.sealed.final));
  const [page] = readPages(update.file).pages;
  const form = update.file.catalog()?.entries.get('AcroForm');
  if (!page || form?.kind !== 'ref') throw new Error('no page or no form');
  const edit: Attack['edit'] = (num, edits) => {
    const object = update.file.object(num);
    if (object?.value.kind !== 'dict') throw new Error('no dictionary');
    update.put(num, editDict(update.file.bytes, object.value, new Map(Object.entries(edits))), object.gen);
  };
  const [field, value] = [update.allocate(), update.allocate()];
  update.put(
    field,
    `<</Type /Annot /Subtype /Widget /FT /Sig /T (New) /V ${String(value)} 0 R /P ${String(page.num)} 0 R ${keys} ${appearance(update)}>>`,
  );
  // Signatures are told in the order of what they cover: this one comes last.
  const range = `[0 1 2 ${String(sample.sealed.final.length)}]`;
  update.put(value, `<<${dictionary} /Filter /Adobe.PPKLite /ByteRange ${range} /Contents <00>>>`);
  edit(form.num, { Fields: fieldsWith(update, field) });
  edit(page.num, { Annots: annotationsWith({ edit, page, form: form.num, update }, field) });
  return judgeFile(concatBytes(sample.sealed.final, update.finish()), sample.trust);
}

const APPROVAL = '/Type /Sig /SubFilter /ETSI.CAdES.detached';
const TIMESTAMP = '/Type /DocTimeStamp /SubFilter /ETSI.RFC3161';

test('a visible signature field is permitted and said', async () => {
  const report = await withField(`${COVER} /F 4`, APPROVAL);
  expect(kinds(report)).toEqual([]);
  expect(report.signatures[0]?.later.map(({ kind }) => kind)).toContain('signature_visible');
});

test('a document time-stamp that draws on paper alone is forbidden', async () => {
  expect(kinds(await withField(`${COVER} /F 36`, TIMESTAMP))).toEqual(['annotation_added']);
});

test('a document time-stamp that is off screen and paper draws nothing', async () => {
  expect(kinds(await withField(`${COVER} /F 32`, TIMESTAMP))).toEqual([]);
});

test('a signature that calls itself a document time-stamp by /Type alone is malformed', async () => {
  const report = await withField(`${COVER} /F 4`, '/Type /DocTimeStamp /SubFilter /ETSI.CAdES.detached');
  const finding = report.findings.find(
    ({ check, status }) => check === 'SIGNATURE_DICTIONARY' && status === 'failed',
  );
  expect(finding?.context?.['faults']).toContain('type');
});

test('a script that a new signature field brings is forbidden', async () => {
  for (const action of ['/A <</S /JavaScript /JS (x)>>', '/AA <</PO <</S /Hide /T (x)>>>>']) {
    expect(kinds(await withField(`${COVER} /F 4 ${action}`, APPROVAL))).toEqual(['action_added']);
  }
});

test('every finding says its place', async () => {
  const report = await withField(`${COVER} /F 4`, APPROVAL);
  for (const { at } of report.findings) {
    expect(at.offset).toBeGreaterThanOrEqual(0);
    expect(at.offset + at.length).toBeLessThanOrEqual(report.length);
  }
});
