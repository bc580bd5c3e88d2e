import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { asciiText } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { accountFor, dictOf, integerOf, itemsOf, keySpan, nameOf, readPdf, textOf } from '../pdf/index.ts';
import { samplePages, samplePdf } from '../pdf/sample-file.ts';
import { CONTENTS_CAPACITY, coveredParts, embedContents, prepareSignature } from './index.ts';
import { preparedFromJson, preparedToJson } from './index.ts';
import type { SignatureRequest } from './index.ts';

const REQUEST: SignatureRequest = {
  fieldName: 'Shomei-1',
  kind: 'signature',
  name: '試験 太郎',
  reason: '（試験 太郎）の指示に基づく電子署名（立会人型）',
  claimedAt: new Date('2026-01-14T05:30:00Z'),
};
const CMS = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x05);
const base = samplePdf(samplePages(2));

function sealed(bytes: Uint8Array, request: SignatureRequest = REQUEST) {
  const prepared = prepareSignature(bytes, request);
  const whole = concatBytes(bytes, embedContents(prepared, CMS));
  const file = readPdf(whole);
  file.readAll();
  const form = file.getDict(file.catalog(), 'AcroForm');
  const fields = (itemsOf(file.get(form, 'Fields')) ?? []).map((item) => dictOf(file.resolve(item)));
  return { prepared, whole, file, form, fields, signature: file.getDict(fields.at(-1), 'V') };
}

describe('a prepared signature', () => {
  const { prepared, whole, file, form, fields, signature } = sealed(base);

  test('covers everything but <Contents>, to the last byte', () => {
    const [start, before, after, rest] = prepared.byteRange;
    expect([start, whole[before], whole[after - 1], after + rest]).toEqual([0, 0x3c, 0x3e, whole.length]);
    const range = itemsOf(signature?.entries.get('ByteRange'))?.map(integerOf);
    expect(range).toEqual([...prepared.byteRange]);
    const covered = concatBytes(...coveredParts(base, prepared));
    expect(covered).toEqual(concatBytes(whole.subarray(0, before), whole.subarray(after)));
  });

  test('leaves nothing but white space between the key and the hole', () => {
    const key = signature && keySpan(whole, signature, 'Contents');
    expect(asciiText(whole.subarray((key?.offset ?? 0) + (key?.length ?? 0), prepared.byteRange[1]))).toBe(
      ' ',
    );
  });

  test('holds the CMS with zeros behind it', () => {
    const contents = signature?.entries.get('Contents');
    if (contents?.kind !== 'string') throw new Error('no contents');
    expect(contents.bytes.length).toBe(CONTENTS_CAPACITY);
    expect(contents.bytes.subarray(0, CMS.length)).toEqual(CMS);
    expect(contents.bytes.subarray(CMS.length).every((byte) => byte === 0)).toBe(true);
  });

  test('M37, M38, L3: says who and why in UTF-16BE and when in UTC', () => {
    const text = (key: string) => {
      const value = signature?.entries.get(key);
      return value?.kind === 'string' ? textOf(value.bytes) : undefined;
    };
    expect([text('Name'), text('Reason'), text('M')]).toEqual([
      REQUEST.name,
      REQUEST.reason,
      'D:20260114053000Z',
    ]);
    expect(nameOf(signature?.entries.get('SubFilter'))).toBe('ETSI.CAdES.detached');
  });

  test('M27: is an invisible widget on page 1, in the form and among its annotations', () => {
    expect(fields).toHaveLength(1);
    expect(itemsOf(fields[0]?.entries.get('Rect'))?.map(integerOf)).toEqual([0, 0, 0, 0]);
    expect(integerOf(form?.entries.get('SigFlags'))).toBe(3);
    const page = dictOf(file.object(3)?.value);
    expect(itemsOf(file.get(page, 'Annots'))).toHaveLength(1);
  });

  test('makes a file without faults, gaps or overlaps', () => {
    expect(file.faults).toEqual([]);
    expect(accountFor(file, 1)).toEqual({ gaps: [], overlaps: [] });
  });

  test('is the same bytes for the same arguments, and survives JSON of less than 20 KB', () => {
    expect(prepareSignature(base, REQUEST)).toEqual(prepared);
    const json = JSON.stringify(preparedToJson(prepared));
    expect(json.length).toBeLessThan(20_000);
    expect(preparedFromJson(JSON.parse(json))).toEqual(prepared);
  });

  test('is left as it was when contents are embedded', () => {
    expect(prepareSignature(base, REQUEST).increment).toEqual(prepared.increment);
  });
});

describe('a second signature', () => {
  test('only adds: the first revision stays a prefix, and only form, annotations and new objects change', () => {
    const first = sealed(base);
    const second = sealed(first.whole, { ...REQUEST, fieldName: 'Shomei-2' });
    expect(second.whole.subarray(0, first.whole.length)).toEqual(first.whole);
    expect(second.fields).toHaveLength(2);
    const changed = [...second.file.changes(2)].map(([num]) => num);
    const page = dictOf(second.file.object(3)?.value);
    const root = second.file.catalog();
    expect(changed).not.toContain(1);
    expect(changed).not.toContain(3);
    for (const value of [page?.entries.get('Annots'), root?.entries.get('AcroForm')]) {
      expect(value?.kind === 'ref' && changed.includes(value.num)).toBe(true);
    }
    expect(changed).toHaveLength(4);
  });

  test('does not take a name that is taken', () => {
    expect(() => prepareSignature(sealed(base).whole, REQUEST)).toThrow('FIELD_NAME_TAKEN');
  });
});

describe('a form that is there already stays as it is', () => {
  test('fields, NeedAppearances and default resources are kept', async () => {
    const doc = await PDFDocument.create({ updateMetadata: false });
    const page = doc.addPage();
    const field = doc.getForm().createTextField('氏名');
    field.addToPage(page, { x: 10, y: 10, width: 100, height: 20 });
    const own = await doc.save({ useObjectStreams: true });
    const before = readPdf(own);
    const { file, form, fields } = sealed(own);
    expect(fields).toHaveLength(2);
    const old = before.getDict(before.catalog(), 'AcroForm');
    for (const key of old?.entries.keys() ?? []) expect(form?.entries.has(key)).toBe(true);
    const annotations = itemsOf(file.get(dictOf(file.resolve(fields[1]?.entries.get('P'))), 'Annots'));
    expect(annotations).toHaveLength(2);
  });
});

describe('a document time-stamp', () => {
  test('is of its own type and claims no time', () => {
    const { signature } = sealed(base, { fieldName: 'Shomei-T', kind: 'documentTimestamp' });
    expect(nameOf(signature?.entries.get('Type'))).toBe('DocTimeStamp');
    expect(nameOf(signature?.entries.get('SubFilter'))).toBe('ETSI.RFC3161');
    expect(signature?.entries.has('M')).toBe(false);
  });
});

test('a certification names its permission and can be made once', () => {
  const { whole, file } = sealed(base, { ...REQUEST, certify: 1 });
  expect(file.getDict(file.catalog(), 'Perms')?.entries.has('DocMDP')).toBe(true);
  expect(() => prepareSignature(whole, { ...REQUEST, fieldName: 'Other', certify: 1 })).toThrow(
    'DOCUMENT_CERTIFIED_ALREADY',
  );
});

test('the original is never copied: it is hashed where it lies, and only the update is new', () => {
  const prepared = prepareSignature(base, REQUEST);
  const [first, ...rest] = coveredParts(base, prepared);
  expect(first).toBe(base);
  expect(rest.every((part) => part.buffer === prepared.increment.buffer)).toBe(true);
  const increment = embedContents(prepared, new Uint8Array(100));
  expect(increment.length).toBe(prepared.increment.length);
});

test('a CMS that does not fit is our own fault', () => {
  const prepared = prepareSignature(base, REQUEST);
  expect(() => embedContents(prepared, new Uint8Array(CONTENTS_CAPACITY + 1))).toThrow('CONTENTS_TOO_LONG');
});

test.each([[null], [{}], [{ version: 2 }], ['x']])('%j is no prepared update', (json) => {
  expect(() => preparedFromJson(json)).toThrow('PREPARED_MALFORMED');
});
