import type { PreparedIncrement } from '../../src/lib/core/sign/index.ts';
import { FORM } from './form.ts';
import { plainFile } from './plain-file.ts';
import { annotated, appended, contentsOf, edited, fieldAppended, replaced } from './surgery.ts';
import type { Vector } from './vector.ts';
import { sealedAgain } from './workshop.ts';

// The prepared dictionary holds a reason of this form, whose place other members may take.
const REASON = `/Reason <FEFF${'0078'.repeat(200)}>`;
// A field name of this length leaves room for an appearance.
const LONG_NAME = 'x'.repeat(60);
const drawn = (prepared: PreparedIncrement): PreparedIncrement =>
  replaced(
    '/F 132 /Rect [0 0 0 0]',
    '/F 132',
  )(
    replaced(`/T <FEFF${'0078'.repeat(60)}>`, '/T (Seal2) /AP <</N 7 0 R>> /Rect [70 690 300 720]')(prepared),
  );
const FORM_OBJECT = '<</Type /XObject /Subtype /Form /BBox [0 0 230 30] /Length 1>>\nstream\nq\nendstream';
const locked = (params: string) =>
  replaced(REASON, `/Reference [<</TransformMethod /FieldMDP /TransformParams <<${params} /V /1.2>>>>]`);

const refilled = (file: Uint8Array): Uint8Array =>
  appended(file, (increment) => {
    edited(increment, 7, new Map([['V', '(2)']]));
  });

/** What came after the signature. */
export const CHANGES: readonly Vector[] = [
  {
    name: 'a field filled in where nothing certifies',
    source: 'ISO 32000-2 §12.8.2.2',
    recipe: { base: plainFile(FORM), after: refilled },
    verdict: 'TOTAL-FAILED',
    fails: ['CHANGES_PERMITTED'],
  },
  {
    name: 'a field filled in under P=2',
    source: 'ISO 32000-2 §12.8.2.2',
    recipe: { base: plainFile(FORM), request: { certify: 2 }, after: refilled },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'a field filled in under P=1',
    source: 'ISO 32000-2 §12.8.2.2',
    recipe: { base: plainFile(FORM), request: { certify: 1 }, after: refilled },
    verdict: 'TOTAL-FAILED',
    fails: ['DOC_MDP'],
  },
  {
    name: 'a locked field filled in',
    source: 'ISO 32000-2 §12.8.2.4',
    recipe: {
      base: plainFile(FORM),
      prepared: locked('/Action /Include /Fields [(Price)]'),
      after: refilled,
    },
    verdict: 'TOTAL-FAILED',
    fails: ['FIELD_MDP'],
  },
  ...(['FreeText', 'Stamp', 'Redact'] as const).flatMap((subtype) =>
    ([2, 3] as const).map((level): Vector => ({
      name: `${subtype} over the text under P=${String(level)}`,
      source: 'ISO 32000-2 §12.8.2.2',
      recipe: { request: { certify: level }, after: (file) => annotated(file, subtype) },
      verdict: 'TOTAL-FAILED',
      fails: ['DOC_MDP'],
    })),
  ),
  {
    name: 'a comment under P=3',
    source: 'ISO 32000-2 §12.8.2.2',
    recipe: { request: { certify: 3 }, after: (file) => annotated(file, 'Text') },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'an enlarged widget under P=2',
    source: 'ISO 32000-2 §12.8.2.2',
    recipe: {
      base: plainFile(FORM),
      request: { certify: 2 },
      after: (file) =>
        appended(file, (increment) => {
          edited(increment, 7, new Map([['Rect', '[0 0 595 842]']]));
        }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['DOC_MDP'],
  },
  {
    name: 'contents replayed in a later field',
    source: 'ISO 32000-2 §12.8.1',
    recipe: {
      after: (file) => fieldAppended(file, 'Seal2', contentsOf(file, 'ETSI.CAdES.detached')),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_DIGEST', 'SIGNATURE_UNIQUE'],
  },
  {
    name: 'a later, sound signature that draws over the text',
    source: 'ISO 32000-2 §12.7.5.5',
    recipe: {
      base: plainFile({ objects: [FORM_OBJECT] }),
      after: (file, holders) => sealedAgain(file, holders, LONG_NAME, drawn),
    },
    verdict: 'TOTAL-PASSED',
    fails: ['CHANGES_VISIBLE'],
  },
  {
    name: 'a later revision whose store names its certificates twice',
    source: 'ISO 32000-2 §7.3.7',
    recipe: {
      after: (file) =>
        appended(file, (increment) => {
          const store = increment.file.catalog()?.entries.get('DSS');
          if (store?.kind === 'ref') increment.put(store.num, '<</Type /DSS /Certs [] /Certs []>>');
        }),
    },
    verdict: 'INDETERMINATE',
    fails: ['CHANGES_READABLE', 'PDF_DUPLICATE_KEYS'],
  },
];
