import { textString } from '../../src/lib/core/pdf/index.ts';
import { plainFile } from './plain-file.ts';
import { annotated, appended, edited, replaced, stuffed } from './surgery.ts';
import type { Vector } from './vector.ts';
import { archived, sealedAgain, seconds, type Holders } from './workshop.ts';

type After = (file: Uint8Array, holders: Holders) => Uint8Array | Promise<Uint8Array>;

/** Two text fields on page 2: `Price` (object 7) and `Note` (object 8). */
const FIELDS = plainFile({
  catalog: '/AcroForm <</Fields [7 0 R 8 0 R] /DR <<>> /DA (/F1 0 Tf)>>',
  page: '/Annots [7 0 R 8 0 R]',
  objects: ['Price', 'Note'].map(
    (name, at) =>
      `<</Type /Annot /Subtype /Widget /FT /Tx /T (${name}) /V (1) /Rect [70 ${String(600 - 40 * at)} 300 620] ` +
      '/P 4 0 R /DA (/F1 12 Tf)>>',
  ),
});

const set =
  (num: number, key: string, value: string): After =>
  (file) =>
    appended(file, (increment) => {
      edited(increment, num, new Map([[key, value]]));
    });
const price = set(7, 'V', '(2)');

const PAINT =
  '<</Type /XObject /Subtype /Form /BBox [0 0 230 30] /Length 20>>\nstream\n1 g 0 0 230 30 re f \nendstream';

type Outcome = 'permitted' | 'forbidden';
// What each level lets pass (ISO 32000-2 table 257), one column a level.
const LEVELS: readonly (readonly [string, After, Outcome, Outcome, Outcome])[] = [
  ['a security store', (file) => stuffed(file, 1), 'permitted', 'permitted', 'permitted'],
  [
    'a document time-stamp',
    (file, holders) => archived(file, holders, (token) => ({ ...token, genAt: seconds(60) })),
    'permitted',
    'permitted',
    'permitted',
  ],
  [
    'a further seal',
    (file, holders) => sealedAgain(file, holders, 'Seal2'),
    'forbidden',
    'permitted',
    'permitted',
  ],
  ['a second field filled in', set(8, 'V', '(2)'), 'forbidden', 'permitted', 'permitted'],
  ['a highlight', (file) => annotated(file, 'Highlight'), 'forbidden', 'forbidden', 'permitted'],
  ['a drawn square', (file) => annotated(file, 'Square'), 'forbidden', 'forbidden', 'forbidden'],
  ['a rotated page', set(4, 'Rotate', '90'), 'forbidden', 'forbidden', 'forbidden'],
];

const certified: readonly Vector[] = LEVELS.flatMap(([what, after, ...outcomes]) =>
  outcomes.map((outcome, at): Vector => {
    const level = (at + 1) as 1 | 2 | 3;
    return {
      name: `${what} after a certification of P=${String(level)}`,
      source: 'ISO 32000-2 table 257',
      recipe: { base: FIELDS, request: { certify: level }, after },
      verdict: outcome === 'permitted' ? 'TOTAL-PASSED' : 'TOTAL-FAILED',
      fails: outcome === 'permitted' ? [] : ['DOC_MDP'],
    };
  }),
);

const REASON = `/Reason <FEFF${'0078'.repeat(200)}>`;
const lock = (params: string) =>
  replaced(
    REASON,
    `/Reference [<</TransformMethod /FieldMDP /TransformParams <<${params} /V /1.2>>>> ` +
      '<</TransformMethod /DocMDP /TransformParams <</P 2 /V /1.2>>>>]',
  );
// Which of two fields each action locks (ISO 32000-2 table 259).
const LOCKS: readonly (readonly [string, string, Outcome])[] = [
  ['All', '/Action /All', 'forbidden'],
  ['Include of the field', '/Action /Include /Fields [(Price)]', 'forbidden'],
  ['Include of another field', '/Action /Include /Fields [(Note)]', 'permitted'],
  ['Exclude of the field', '/Action /Exclude /Fields [(Price)]', 'permitted'],
  ['Exclude of another field', '/Action /Exclude /Fields [(Note)]', 'forbidden'],
  ['an unknown action', '/Action /Some /Fields [(Note)]', 'forbidden'],
];
const locked: readonly Vector[] = LOCKS.map(([what, params, outcome]) => ({
  name: `a field filled in under FieldMDP ${what}`,
  source: 'ISO 32000-2 §12.8.2.4',
  recipe: { base: FIELDS, prepared: lock(params), after: price },
  verdict: outcome === 'permitted' ? 'TOTAL-PASSED' : 'TOTAL-FAILED',
  fails: outcome === 'permitted' ? [] : ['FIELD_MDP'],
}));

// A value that stands above the locked field, and which it takes over.
const GROUP = plainFile({
  catalog: '/AcroForm <</Fields [7 0 R] /DR <<>> /DA (/F1 0 Tf)>>',
  page: '/Annots [8 0 R 9 0 R]',
  objects: [
    '<</FT /Tx /T (Group) /V (1) /Kids [8 0 R 9 0 R]>>',
    ...['Price', 'Note'].map(
      (name, at) =>
        `<</Type /Annot /Subtype /Widget /T (${name}) /Parent 7 0 R /P 4 0 R /DA (/F1 12 Tf) ` +
        `/Rect [70 ${String(600 - 40 * at)} 300 620]>>`,
    ),
  ],
});
const inherited: readonly Vector[] = (
  [
    ['All', '/Action /All', 'forbidden'],
    ['Include of a field below', '/Action /Include /Fields [(Group.Note)]', 'forbidden'],
    ['Include of another field', '/Action /Include /Fields [(Other)]', 'permitted'],
  ] as const
).map(([what, params, outcome]) => ({
  name: `a value set for a group of fields under FieldMDP ${what}`,
  source: 'ISO 32000-2 §12.8.2.4, §12.7.4.1 (V is inheritable)',
  recipe: { base: GROUP, prepared: lock(params), after: price },
  verdict: outcome === 'permitted' ? 'TOTAL-PASSED' : 'TOTAL-FAILED',
  fails: outcome === 'permitted' ? [] : ['FIELD_MDP'],
}));

// What prepares a signature refuses a name that is taken: it is written over another.
const titled = (from: string, to: string) => replaced(`/T ${textString(from)}`, `/T ${textString(to)}`);

const changed = (name: string, source: string, after: After, base?: Uint8Array): Vector => ({
  name,
  source,
  recipe: { ...(base && { base }), after },
  verdict: 'TOTAL-FAILED',
  fails: ['CHANGES_PERMITTED'],
});
const kept = (name: string, source: string, after: After): Vector => ({
  name,
  source,
  recipe: { after },
  verdict: 'TOTAL-PASSED',
  fails: [],
});
const catalog =
  (key: string, value: string): After =>
  (file) =>
    appended(file, (increment) => {
      edited(increment, 1, new Map([[key, value]]));
    });

const SCRIPT = '<</S /JavaScript /JS (this.getField("Price").value = 1)>>';
const ACTIONS: readonly (readonly [string, After])[] = [
  ['an action added to a field', set(7, 'AA', `<</F ${SCRIPT}>>`)],
  ['an action added to a page', set(4, 'AA', `<</O ${SCRIPT}>>`)],
  ['an action added to the document', catalog('AA', `<</WP ${SCRIPT}>>`)],
];

/** What later revisions do, by the permission in force. */
export const PERMISSIONS: readonly Vector[] = [
  ...certified,
  ...locked,
  ...inherited,
  {
    name: 'a comment removed under P=3',
    source: 'ISO 32000-2 table 257',
    recipe: {
      base: plainFile({
        objects: ['<</Type /Annot /Subtype /Text /Rect [70 690 90 710] /Contents (x)>>'],
        page: '/Annots [7 0 R]',
      }),
      request: { certify: 3 },
      after: set(4, 'Annots', '[]'),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  ...([2, 3] as const).flatMap((level): Vector[] =>
    ACTIONS.map(([what, after]) => ({
      name: `${what} under P=${String(level)}`,
      source: 'ISO 32000-2 §12.6.3 (additional-actions; that the file would run something is said too)',
      recipe: { base: FIELDS, request: { certify: level }, after },
      verdict: 'TOTAL-FAILED',
      fails: ['DOC_MDP', 'PDF_ACTIVE_CONTENT'],
    })),
  ),
  changed('the text of a page written anew', 'ISO 32000-2 §12.8.1', (file) =>
    appended(file, (increment) => {
      increment.putStream(5, '', new TextEncoder().encode('BT /F1 18 Tf 72 700 Td (Price: 9 yen) Tj ET'));
    }),
  ),
  changed('a font drawn otherwise', 'ISO 32000-2 §9.6', set(6, 'BaseFont', '/Symbol')),
  changed('a page taken out', 'ISO 32000-2 §7.7.3.2', (file) =>
    appended(file, (increment) => {
      edited(
        increment,
        2,
        new Map([
          ['Kids', '[3 0 R]'],
          ['Count', '1'],
        ]),
      );
    }),
  ),
  changed('another page tree in the catalog', 'ISO 32000-2 §7.7.2', (file) =>
    appended(file, (increment) => {
      const tree = increment.allocate();
      increment.put(tree, '<</Type /Pages /Kids [3 0 R] /Count 1>>');
      edited(increment, 1, new Map([['Pages', `${String(tree)} 0 R`]]));
    }),
  ),
  changed('a sneaky signature field over the text', 'ISO 32000-2 §12.7.5.5 (no signature is in it)', (file) =>
    appended(file, (increment, page) => {
      const look = increment.allocate();
      increment.putStream(look, '/Type /XObject /Subtype /Form /BBox [0 0 230 30]', new Uint8Array([0x71]));
      const field = increment.allocate();
      increment.put(
        field,
        `<</Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [70 690 300 720] /P ${String(page.num)} 0 R ` +
          `/AP <</N ${String(look)} 0 R>>>>`,
      );
      const form = increment.file.catalog()?.entries.get('AcroForm');
      if (form?.kind !== 'ref') throw new RangeError('no form');
      edited(increment, form.num, new Map([['Fields', `[${String(field)} 0 R]`]]));
    }),
  ),
  changed(
    'a new signature field of the name of another field',
    'ISO 32000-2 §12.7.4.2 (fully qualified names are unique)',
    (file, holders) => sealedAgain(file, holders, 'Pric_', titled('Pric_', 'Price')),
    FIELDS,
  ),
  changed(
    'a new signature field of the name of an earlier seal',
    'ISO 32000-2 §12.7.4.2 (fully qualified names are unique)',
    (file, holders) => sealedAgain(file, holders, 'Seal_', titled('Seal_', 'Seal1')),
  ),
  changed(
    'an empty signature field with a background over the text',
    'ISO 32000-2 §12.5.6.19 (MK: viewers paint it where there is no appearance)',
    (file) =>
      appended(file, (increment, page) => {
        const field = increment.allocate();
        increment.put(
          field,
          `<</Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [70 690 300 720] /P ${String(page.num)} 0 R ` +
            '/MK <</BG [1 1 1]>>>>',
        );
        const form = increment.file.catalog()?.entries.get('AcroForm');
        if (form?.kind !== 'ref') throw new RangeError('no form');
        edited(increment, form.num, new Map([['Fields', `[${String(field)} 0 R]`]]));
      }),
  ),
  ...(['Highlight', 'Text'] as const).map((subtype): Vector => ({
    name: `${subtype} with an appearance of its own under P=3`,
    source: 'ISO 32000-2 §12.5.5 (it may paint anything)',
    recipe: {
      base: plainFile({ objects: [PAINT] }),
      request: { certify: 3 },
      after: (file) => annotated(file, subtype, '/AP <</N 7 0 R>>'),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['DOC_MDP'],
  })),
  {
    name: 'a filled square removed under P=3',
    source: 'ISO 32000-2 §12.5.6.8 (what it hid shows)',
    recipe: {
      base: plainFile({
        objects: ['<</Type /Annot /Subtype /Square /Rect [70 690 300 720] /IC [1 1 1]>>'],
        page: '/Annots [7 0 R]',
      }),
      request: { certify: 3 },
      after: set(4, 'Annots', '[]'),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['DOC_MDP'],
  },
  changed(
    'an annotation listed once more, over those before it',
    'ISO 32000-2 §12.5.2 (they are drawn in their order)',
    set(4, 'Annots', '[7 0 R 8 0 R 7 0 R]'),
    FIELDS,
  ),
  changed('a page redrawn behind a thousand new, empty signature fields', 'ISO 32000-2 §12.8.1', (file) =>
    appended(file, (increment) => {
      const fields = Array.from({ length: 1001 }, (_, at) => {
        const num = increment.allocate();
        increment.put(num, `<</FT /Sig /T (s${String(at)})>>`);
        return `${String(num)} 0 R`;
      });
      const form = increment.file.catalog()?.entries.get('AcroForm');
      if (form?.kind !== 'ref') throw new RangeError('no form');
      const seal = increment.file.getDict(increment.file.catalog(), 'AcroForm')?.entries.get('Fields');
      const first = seal?.kind === 'array' && seal.items[0]?.kind === 'ref' ? seal.items[0].num : 0;
      edited(increment, form.num, new Map([['Fields', `[${String(first)} 0 R ${fields.join(' ')}]`]]));
      increment.putStream(5, '', new TextEncoder().encode('BT /F1 18 Tf 72 700 Td (Price: 9 yen) Tj ET'));
    }),
  ),
  changed(
    'a new action on opening',
    'ISO 32000-2 §12.6.3',
    catalog('OpenAction', '<</S /GoTo /D [3 0 R /Fit]>>'),
  ),
  changed('attachments added', 'ISO 32000-2 §7.11.4', catalog('Names', '<</EmbeddedFiles <</Names []>>>>')),
  kept('an object that nobody uses', 'ISO 32000-2 §7.5.6', (file) =>
    appended(file, (increment) => {
      increment.put(increment.allocate(), '<</Nothing true>>');
    }),
  ),
  kept('metadata added', 'ISO 32000-2 §14.3.2', (file) =>
    appended(file, (increment) => {
      const num = increment.allocate();
      increment.putStream(num, '/Type /Metadata /Subtype /XML', new TextEncoder().encode('<x/>'));
      edited(increment, 1, new Map([['Metadata', `${String(num)} 0 R`]]));
    }),
  ),
];
