import { expect, test } from 'vitest';
import {
  COVER,
  FONT,
  FORGED,
  PAGE,
  annotationsWith,
  appearance,
  attacked,
  attackedSeal,
  fieldsWith,
  kinds,
  stream,
  upload,
  type Attack,
} from './attacked-upload.ts';
import { judgeFile, sealedOver } from './sealed-sample.ts';

// What a revision may touch (a field's value, the catalog's stores, a page's annotations) is also drawn by the page.

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const FORM_KEYS = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';

/** Objects of a page that draws by way of a form, which takes another object for its (XObject) resources. */
function drawnBy(name: string, resources: string, page = PAGE): Readonly<Record<number, string>> {
  return {
    3: page.replace('/Resources <<', '/Resources <</XObject <</Wrap 90 0 R>> '),
    4: stream('', 'BT /F1 12 Tf 72 700 Td (Price: 1,000,000 yen) Tj ET /Wrap Do'),
    90: stream(`${FORM_KEYS} /Resources ${resources}`, `/${name} Do`),
  };
}

/** The number of a new form XObject with the forged text. */
function forgery({ update }: Attack, keys = FORM_KEYS): string {
  const num = update.allocate();
  update.putStream(num, keys, octets(FORGED));
  return `${String(num)} 0 R`;
}

const WITH_WIDGET = PAGE.replace('/Contents', '/Annots [7 0 R] /Contents');

/** An upload with a text field 7 under field 9, whose appearance is 8. */
function withField(parts: Readonly<Record<number, string>> = {}): Uint8Array {
  return upload({
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>',
    3: WITH_WIDGET,
    6: '<</Fields [9 0 R] /DA (/F1 10 Tf 0 g) /DR <</Font <</F1 5 0 R>>>>>>',
    7: `<</Type /Annot /Subtype /Widget /Parent 9 0 R ${COVER} /F 4 /P 3 0 R /AP <</N 8 0 R>>>>`,
    8: stream('/Type /XObject /Subtype /Form /BBox [0 0 340 30]', '0 g'),
    9: '<</FT /Tx /T (Remark) /V (none) /Kids [7 0 R]>>',
    ...parts,
  });
}

test('a field filled as the certification permits passes', async () => {
  const report = await attacked(
    withField(),
    (attack) => {
      attack.edit(9, { V: '(some)' });
      attack.edit(7, { AP: `<</N ${forgery(attack)}>>` });
    },
    2,
  );
  expect(report.verdict).toBe('TOTAL-PASSED');
});

test('a field whose value the page draws is found, though a certification permits its value', async () => {
  for (const num of [7, 9]) {
    const report = await attacked(
      withField(drawnBy('V', `<</XObject ${String(num)} 0 R>>`, WITH_WIDGET)),
      (attack) => {
        attack.edit(num, { V: forgery(attack) });
      },
      2,
    );
    expect(report.verdict).toBe('TOTAL-FAILED');
    expect(kinds(report)).toContain('object_shared');
  }
});

test('a field above others whose value the page draws is found', async () => {
  const report = await attacked(
    withField({
      ...drawnBy('V', '<</XObject 10 0 R>>', WITH_WIDGET),
      6: '<</Fields [10 0 R]>>',
      9: '<</FT /Tx /T (Remark) /Parent 10 0 R /V (none) /Kids [7 0 R]>>',
      10: '<</T (All) /Kids [9 0 R]>>',
    }),
    (attack) => {
      attack.edit(10, { V: forgery(attack) });
    },
    2,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a push button is no field to fill in: what it shows stays', async () => {
  const report = await attacked(
    withField({ 9: '<</FT /Btn /Ff 65536 /T (Button) /Kids [7 0 R]>>' }),
    (attack) => {
      attack.edit(7, { AP: `<</N ${forgery(attack)}>>` });
    },
    2,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('form_field_changed');
});

test('a larger or newly styled field is found', async () => {
  const sample = await sealedOver(withField());
  for (const edits of [
    { Rect: '[0 0 595 842]' },
    { MK: '<</BG [1]>>' },
    { DA: '(/F1 40 Tf 1 g)' },
    { F: '2' },
    { OC: '<</Type /OCG /Name (x)>>' },
    { A: '<</S /Hide /T (x)>>' },
  ]) {
    const report = await attackedSeal(
      sample,
      ({ edit }) => {
        edit(7, edits);
      },
      2,
    );
    expect(report.verdict).toBe('TOTAL-FAILED');
  }
});

test('a new default value, default style or rich text beside the value is no filling in', async () => {
  const sample = await sealedOver(withField());
  for (const edits of [{ DV: '(9)' }, { DS: '(font-size: 40pt)' }, { Q: '2' }, { MaxLen: '3' }]) {
    const report = await attackedSeal(
      sample,
      ({ edit }) => {
        edit(9, edits);
      },
      2,
    );
    expect(report.verdict).toBe('TOTAL-FAILED');
  }
});

test('a field whose appearance the page draws by way of the field is found', async () => {
  const base = withField({
    ...drawnBy('Fm', '7 0 R', WITH_WIDGET),
    7: `<</Type /Annot /Subtype /Widget /Parent 9 0 R ${COVER} /F 4 /P 3 0 R /AP <</N 8 0 R>> /XObject <</Fm 8 0 R>>>>`,
  });
  const report = await attacked(
    base,
    ({ update }) => {
      update.putStream(8, FORM_KEYS, octets(FORGED));
    },
    2,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
});

const METADATA = FORM_KEYS.replace('/XObject', '/Metadata');

test('a catalog that the page draws from is found before anybody can make use of it', async () => {
  const bases = [
    upload(drawnBy('Metadata', '<</XObject 1 0 R>>')),
    upload({
      ...drawnBy('DR', '1 0 R'),
      1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /XObject 6 0 R>>',
      6: '<</Fields []>>',
    }),
  ];
  for (const base of bases) {
    const { sealed, trust } = await sealedOver(base);
    const report = await judgeFile(sealed.final, trust);
    expect(report.verdict).toBe('TOTAL-FAILED');
    expect(kinds(report)).toContain('object_shared');
  }
});

test('a store that the catalog holds in two places is found', async () => {
  const base = upload({
    1: '<</Type /Catalog /Pages 2 0 R /Metadata 6 0 R /Names <</Other 6 0 R>>>>',
    6: stream(METADATA, '0 g'),
  });
  const report = await attacked(base, ({ update }) => {
    update.putStream(6, METADATA, octets(FORGED));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('object_shared');
});

test('a security store that is a stream is none', async () => {
  const report = await attacked(upload(), (attack) => {
    const { file } = attack.update;
    const old = file.get(file.catalog(), 'DSS');
    if (old.kind !== 'dict') throw new Error('no security store');
    const keys = new TextDecoder('latin1').decode(file.bytes.subarray(old.offset, old.offset + old.length));
    attack.edit(1, { DSS: forgery(attack, `${FORM_KEYS} ${keys.trim().slice(2, -2)}`) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('dss_removed');
});

test('a page that draws from its own private data is found', async () => {
  for (const key of ['PieceInfo', 'LastModified', 'Tabs', 'Annots']) {
    const base = upload(drawnBy(key, '<</XObject 3 0 R>>'));
    const report = await attacked(base, (attack) => {
      attack.edit(3, { [key]: forgery(attack) });
    });
    expect([key, report.verdict]).toEqual([key, 'TOTAL-FAILED']);
  }
});

test('an object of another generation is another object', async () => {
  const report = await attacked(upload(), ({ update }) => {
    const old = update.file.object(4);
    if (!old) throw new Error('no content');
    update.put(4, update.file.bytes.subarray(old.value.offset, old.value.offset + old.value.length), 1);
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a content that waits for its generation is found', async () => {
  const base = upload({ 3: PAGE.replace('4 0 R', '[4 0 R 6 5 R]'), 6: stream('', FORGED) });
  const report = await attacked(base, ({ update }) => {
    update.putStream(6, '', octets(FORGED), 5);
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a content that waits for its number is found', async () => {
  const base = upload({ 3: PAGE.replace('4 0 R', '[4 0 R 90 0 R]') });
  const report = await attacked(base, ({ update }) => {
    update.putStream(90, '', octets(FORGED));
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
  expect(kinds(report)).toContain('reference_filled');
});

test('a second field that shows an existing seal is found', async () => {
  const report = await attacked(upload(), (attack) => {
    const { edit, form, update } = attack;
    const first = update.file.numbers().find((num) => {
      const value = update.file.object(num)?.value;
      return value?.kind === 'dict' && value.entries.has('ByteRange');
    });
    if (first === undefined) throw new Error('no seal');
    const num = update.allocate();
    update.put(
      num,
      `<</Type /Annot /Subtype /Widget /FT /Sig /T (Again) /V ${String(first)} 0 R ${COVER} /F 4 /P 3 0 R ${appearance(update)}>>`,
    );
    edit(form, { Fields: fieldsWith(update, num) });
    edit(3, { Annots: annotationsWith(attack, num) });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a field filled with what is no signature is found', async () => {
  const empty = `<</Type /Annot /Subtype /Widget /FT /Sig /T (Later) ${COVER} /F 4 /P 3 0 R>>`;
  for (const value of ['<<>>', '<</Type /Sig>>', '<</Type /DocTimeStamp /SubFilter /ETSI.RFC3161>>']) {
    const base = withField({ 6: '<</Fields [7 0 R]>>', 7: empty, 9: '<<>>' });
    const report = await attacked(base, (attack) => {
      attack.edit(7, { V: value, AP: `<</N ${forgery(attack)}>>` });
    });
    expect([value, report.verdict]).toEqual([value, 'TOTAL-FAILED']);
  }
});

test('a field that waits for a seal cannot draw by way of a time-stamp anybody may buy', async () => {
  const empty = `<</Type /Annot /Subtype /Widget /FT /Sig /T (Later) ${COVER} /F 4 /P 3 0 R>>`;
  const base = withField({ 6: '<</Fields [7 0 R]>>', 7: empty, 9: '<<>>' });
  const report = await attacked(base, (attack) => {
    const value = '<</Type /DocTimeStamp /SubFilter /ETSI.RFC3161>>';
    attack.edit(7, { V: value, AP: `<</N ${forgery(attack)}>>` });
  });
  const later = report.signatures.flatMap((signature) => signature.later);
  expect(later.filter(({ permitted }) => !permitted).map(({ kind }) => kind)).toContain('form_field_changed');
});

test('asking viewers to draw anew the widgets that no form lists is found', async () => {
  const base = withField({
    6: '<</Fields []>>',
    7: `<</Type /Annot /Subtype /Widget /FT /Tx /T (Price) /V (9,000,000) ${COVER} /P 3 0 R /AP <</N 8 0 R>>>>`,
    9: '<<>>',
  });
  const report = await attacked(base, ({ edit, form }) => {
    edit(form, { NeedAppearances: 'true' });
  });
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('a default style for values that viewers draw themselves is found', async () => {
  for (const edits of [{ DA: '(/F1 40 Tf 1 g)' }, { DR: `<</Font <</F2 ${FONT}>>>>` }]) {
    const base = withField({
      6: '<</Fields [7 0 R]>>',
      7: `<</Type /Annot /Subtype /Widget /FT /Tx /T (Price) /V (9,000,000) ${COVER} /F 4 /P 3 0 R>>`,
      9: '<<>>',
    });
    const report = await attacked(base, ({ edit, form }) => {
      edit(form, edits);
    });
    expect([edits, report.verdict]).toEqual([edits, 'TOTAL-FAILED']);
  }
});

test('what shows may not become a harmless comment, nor go, where comments are permitted', async () => {
  const note = `<</Type /Annot /Subtype /FreeText ${COVER} /P 3 0 R /Contents (1,000,000 yen)>>`;
  const base = upload({ 3: PAGE.replace('/Contents', '/Annots [6 0 R] /Contents'), 6: note });
  const renamed = await attacked(
    base,
    ({ edit }) => {
      edit(6, { Subtype: '/Link' });
    },
    3,
  );
  expect(renamed.verdict).toBe('TOTAL-FAILED');
  const removed = await attacked(
    base,
    ({ edit }) => {
      edit(3, { Annots: '[]' });
    },
    3,
  );
  expect(removed.verdict).toBe('TOTAL-FAILED');
});

test('a comment that something else draws from is found, where comments are permitted', async () => {
  const page = PAGE.replace('/Contents', '/Annots [6 0 R] /Contents');
  const note = `<</Type /Annot /Subtype /Text ${COVER} /P 3 0 R /Contents (x)>>`;
  const report = await attacked(
    upload({ ...drawnBy('Popup', '<</XObject 6 0 R>>', page), 6: note }),
    (attack) => {
      attack.edit(6, { Popup: forgery(attack) });
    },
    3,
  );
  expect(report.verdict).toBe('TOTAL-FAILED');
});

test('what the catalog, the page tree or the pages say anew is found', async () => {
  const sample = await sealedOver(upload());
  const catalog = [
    { Outlines: '<<>>' },
    { Names: '<</EmbeddedFiles <</Names []>>>>' },
    { PageLabels: '<</Nums [0 <</S /r>>]>>' },
    { ViewerPreferences: '<</HideToolbar true>>' },
    { OpenAction: '[3 0 R /Fit]' },
    { AA: '<</WC <</S /Named /N /Print>>>>' },
    { URI: '<</Base (http://x.example/)>>' },
    { Lang: '(en)' },
    { PageMode: '/UseAttachments' },
    { PageLayout: '/TwoPageLeft' },
    { OCProperties: '<</OCGs [] /D <<>>>>' },
    { AF: '[]' },
    { MarkInfo: '<</Marked true>>' },
    { StructTreeRoot: '<</Type /StructTreeRoot>>' },
    { Collection: '<<>>' },
    { Requirements: '[]' },
  ];
  for (const edits of catalog) {
    const report = await attackedSeal(sample, ({ edit }) => {
      edit(1, edits);
    });
    expect([edits, report.verdict]).toEqual([edits, 'TOTAL-FAILED']);
  }
  for (const edits of [{ Resources: '<<>>' }, { MediaBox: '[0 0 10 10]' }, { CropBox: '[0 0 10 10]' }]) {
    const report = await attackedSeal(sample, ({ edit }) => {
      edit(2, edits);
    });
    expect([edits, report.verdict]).toEqual([edits, 'TOTAL-FAILED']);
  }
});
