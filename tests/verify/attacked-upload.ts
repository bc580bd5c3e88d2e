import { expect } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { asciiBytes } from '../../src/lib/core/bytes/ascii.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { Increment, editDict, readPages, readPdf, type PdfPage } from '../../src/lib/core/pdf/index.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { JUDGED_AT, sealedOver, type SealedSample } from './sealed-sample.ts';

export const CONTENT = stream('', 'BT /F1 12 Tf 72 700 Td (Price: 1,000,000 yen) Tj ET');
export const FONT = '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>';
export const PAGE =
  '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>';

/** Text of a stream object. */
export function stream(keys: string, data: string): string {
  return `<<${keys} /Length ${String(data.length)}>>\nstream\n${data}\nendstream`;
}

/** A one-page upload: catalog 1, page tree 2, page 3, content 4, font 5, then whatever more. */
export function upload(parts: Readonly<Record<number, string>> = {}): Uint8Array {
  const bodies: Record<number, string> = {
    1: '<</Type /Catalog /Pages 2 0 R>>',
    2: '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    3: PAGE,
    4: CONTENT,
    5: FONT,
    ...parts,
  };
  let text = '%PDF-1.7\n';
  const rows = Object.entries(bodies).map(([num, body]) => {
    const row = `${num} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${num} 0 obj\n${body}\nendobj\n`;
    return row;
  });
  const size = String(Math.max(...Object.keys(bodies).map(Number)) + 1);
  const at = String(text.length);
  return asciiBytes(
    `${text}xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size} /Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
  );
}

export type Attack = Readonly<{
  edit: (num: number, edits: Readonly<Record<string, string>>) => void;
  page: PdfPage;
  /** Number of the form's dictionary, which the stamp prepares. */
  form: number;
  update: Increment;
}>;

/**
 * Seals an upload and appends what the attacker adds afterwards.
 *
 * @param level - judges as if the first signature certified with this permission (ISO 32000-2 §12.8.2.2).
 */
export async function attacked(
  base: Uint8Array,
  write: (attack: Attack) => void,
  level?: 2 | 3,
): Promise<Report> {
  return attackedSeal(await sealedOver(base), write, level);
}

/** Appends what the attacker adds to a file that is sealed already. */
export async function attackedSeal(
  { sealed, trust }: SealedSample,
  write: (attack: Attack) => void,
  level?: 2 | 3,
): Promise<Report> {
  expect((await judged(sealed.final, trust, level)).verdict).toBe('TOTAL-PASSED');
  const file = readPdf(sealed.final);
  const update = new Increment(file);
  const [page] = readPages(file).pages;
  const form = file.catalog()?.entries.get('AcroForm');
  if (!page || form?.kind !== 'ref') throw new Error('no page or no form');
  const edit: Attack['edit'] = (num, edits) => {
    const object = file.object(num);
    if (object?.value.kind !== 'dict') throw new Error('no dictionary');
    update.put(num, editDict(file.bytes, object.value, new Map(Object.entries(edits))), object.gen);
  };
  write({ edit, page, form: form.num, update });
  return judged(concatBytes(sealed.final, update.finish()), trust, level);
}

/** Kinds of the later changes that the first signature does not permit. */
export function kinds(report: Report): readonly string[] {
  return [
    ...new Set(report.signatures[0]?.later.filter((change) => !change.permitted).map(({ kind }) => kind)),
  ];
}

export const FORGED = 'BT /F1 12 Tf 72 700 Td (Price: 9,000,000 yen) Tj ET';
export const COVER = '/Rect [60 690 400 720]';

/** /AP with a new form that paints white. */
export function appearance(update: Increment): string {
  const num = update.allocate();
  update.putStream(
    num,
    '/Type /XObject /Subtype /Form /BBox [0 0 340 30]',
    new TextEncoder().encode('1 g 0 0 340 30 re f'),
  );
  return `/AP <</N ${String(num)} 0 R>>`;
}

/** The form's /Fields and one more. */
export function fieldsWith(update: Increment, num: number): string {
  const old = update.file.get(update.file.getDict(update.file.catalog(), 'AcroForm'), 'Fields');
  const items = old.kind === 'array' ? old.items : [];
  const refs = items.flatMap((item) => (item.kind === 'ref' ? [`${String(item.num)} 0 R`] : []));
  return `[${[...refs, `${String(num)} 0 R`].join(' ')}]`;
}

/** The page's /Annots and one more. */
export function annotationsWith({ page, update }: Attack, num: number): string {
  const old = update.file.resolve(page.dict.entries.get('Annots'));
  const items = old.kind === 'array' ? old.items : [];
  const refs = items.flatMap((item) => (item.kind === 'ref' ? [`${String(item.num)} 0 R`] : []));
  return `[${[...refs, `${String(num)} 0 R`].join(' ')}]`;
}

async function judged(bytes: Uint8Array, trust: TrustList, level: 2 | 3 | undefined): Promise<Report> {
  const facts = await collect(bytes, nodeDigest, anchorOctets(trust));
  const signatures = facts.signatures.map((signature, index) =>
    index === 0 && level !== undefined ? { ...signature, docMdp: { level, malformed: false } } : signature,
  );
  return judge({ ...facts, signatures }, DEFAULT_POLICY, trust, JUDGED_AT);
}
