import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WorkingFile } from '../../supabase/functions/_shared/working-file.ts';
import { bearsSeals } from '../../supabase/functions/envelope/rehearsal.ts';
import { samplePdf } from '../e2e/sample-pdf.ts';
import { PAGE, stream, upload } from '../verify/attacked-upload.ts';

const ID = '7fdf11d5126db4c1699470984eec8b02';
const NOW = new Date('2026-01-14T05:30:00Z');
const bears = (bytes: Uint8Array): Promise<boolean> => bearsSeals(WorkingFile.of(bytes), ID, NOW);

test('an ordinary document bears the stamp and two seals', async () => {
  expect(await bears(upload())).toBe(true);
  expect(await bears(await samplePdf('contract.pdf', 3))).toBe(true);
});

test('layers, which drawings have, are no reason to refuse', async () => {
  const layered = upload({
    1: '<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [6 0 R] /D <</ON [6 0 R]>>>>>>',
    6: '<</Type /OCG /Name (Plan)>>',
  });
  expect(await bears(layered)).toBe(true);
});

test.each([
  ['its catalog', '1 0 R', {}],
  ['its form', '6 0 R', { 1: '<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R>>', 6: '<</Fields []>>' }],
])('a page that draws with %s would not stay what was sealed', async (_what, resources, more) => {
  const page = PAGE.replace('/Resources <<', '/Resources <</XObject <</Wrap 90 0 R>> ');
  const form = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
  const drawing = upload({ ...more, 3: page, 90: stream(`${form} /Resources ${resources}`, '/F1 12 Tf') });
  expect(await bears(drawing)).toBe(false);
});

const shared = process.env['SHOMEI_SHARED'];
const REFUSED_BEFORE = ['enc_owner.pdf', 'enc_user.pdf', 'trunc.pdf', 'badxref.pdf', 'junkhead.pdf'];
const samples = shared === undefined ? [] : readdirSync(path.join(shared, 'samples'));
test.each(samples.filter((name) => name.endsWith('.pdf') && !REFUSED_BEFORE.includes(name)))(
  'the shared sample %s bears them',
  async (name) => {
    expect(await bears(new Uint8Array(readFileSync(path.join(shared ?? '', 'samples', name))))).toBe(true);
  },
);
