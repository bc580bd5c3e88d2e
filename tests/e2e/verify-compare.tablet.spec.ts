import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { CHANGE_JA } from '../../src/lib/messages/change.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { FORM } from '../vectors/form.ts';
import { plainFile } from '../vectors/plain-file.ts';
import { annotated, appended, edited } from '../vectors/surgery.ts';
import { archived, make, sealedAgain } from '../vectors/workshop.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const d = VERIFY_DESK_JA;
const text = (of: string): Uint8Array => new TextEncoder().encode(of);

/** Draws page 1 anew with another price. */
function redrawn(file: Uint8Array): Uint8Array {
  return appended(file, (increment) =>
    increment.putStream(5, '', text('BT /F1 18 Tf 72 700 Td (Price: 9,000,000 yen) Tj ET')),
  );
}

/** Fills the field on page 2 in, with the appearance that shows its value or without. */
function filled(file: Uint8Array, appearance: boolean): Uint8Array {
  return appended(file, (increment) => {
    const edits = new Map([['V', '(2,000,000)']]);
    if (appearance) {
      const num = increment.allocate();
      const dict = '/Type /XObject /Subtype /Form /BBox [0 0 230 20] /Resources <</Font <</F1 6 0 R>>>>';
      increment.putStream(num, dict, text('BT /F1 12 Tf 2 5 Td (2,000,000) Tj ET'));
      edits.set('AP', `<</N ${String(num)} 0 R>>`);
    }
    edited(increment, 7, edits);
  });
}

test('what changed after signing is framed side by side, for every signature that something follows', async ({
  page,
  stage,
}) => {
  // Signed, page 1 redrawn, signed again, a field on page 2 filled in, time-stamped.
  const both = await make({
    base: plainFile(FORM),
    after: async (file, holders) =>
      archived(filled(await sealedAgain(redrawn(file), holders, 'Seal2'), true), holders),
  });
  const unseen = await make({ base: plainFile(FORM), after: (file) => filled(file, false) });
  const comment = await make({ request: { certify: 3 }, after: (file) => annotated(file, 'FreeText') });
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  const open = async (name: string, bytes: Uint8Array): Promise<void> => {
    await page
      .getByTestId('files')
      .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await page.getByRole('button', { name: d.compare.open }).click();
  };
  const compared = page.getByTestId('compared');
  const framed = (side: string): ReturnType<typeof page.getByRole> =>
    page.getByRole('figure', { name: side, exact: true });

  await open('both.pdf', both.file);
  await expect(compared).toHaveText(d.compare.differs(2));
  for (const side of [d.compare.signed, d.compare.present]) {
    await expect(framed(side)).toHaveCount(2);
    await expect(framed(side).first().getByTestId('mark')).toHaveCount(1);
  }
  // The frame stands over the price, not elsewhere on the page.
  const sheet = await framed(d.compare.present).first().locator('[data-page]').boundingBox();
  const mark = await framed(d.compare.present).first().getByTestId('mark').boundingBox();
  if (sheet === null || mark === null) throw new Error('not painted');
  const at = ((mark.y + mark.height / 2 - sheet.y) / sheet.height) * 842;
  expect(Math.abs(at - (842 - 705))).toBeLessThan(12);
  await expect(page.getByRole('img', { name: d.compare.detail(1, d.compare.present) })).toHaveCount(2);
  await expectAccessible(page);
  await expectFits(page);

  // As the second signature found it, page 1 was already redrawn.
  const which = page.getByLabel(d.compare.which);
  await expect(which.locator('option')).toHaveCount(2);
  await which.selectOption({ index: 1 });
  await expect(compared).toHaveText(d.compare.differs(1));
  await expect(page.getByRole('heading', { name: d.compare.page(2) })).toBeVisible();
  await expect(page.getByRole('heading', { name: d.compare.page(1) })).toHaveCount(0);
  await page.getByRole('button', { name: VERIFY_JA.clear }).click();

  await open('comment.pdf', comment.file);
  await expect(compared).toHaveText(d.compare.differs(1));
  await expect(page.getByRole('article')).toContainText(CHANGE_JA.annotation_added);
  await page.getByRole('button', { name: VERIFY_JA.clear }).click();

  // A value without an appearance shows in some readers and not in others: it is told, not passed over.
  await open('unseen.pdf', unseen.file);
  await expect(compared).toHaveText(d.compare.same);
  await expect(page.getByText(d.compare.unseen('2'))).toBeVisible();
});

test('a file whose signed octets changed is never shown as it was when signed', async ({ page, stage }) => {
  const { file } = await make({ after: redrawn });
  const broken = file.slice();
  const at = Buffer.from(broken).indexOf('1,000,000');
  broken[at] = '7'.charCodeAt(0);
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  await page
    .getByTestId('files')
    .setInputFiles({ name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from(broken) });
  await expect(page.getByTestId('conclusion')).toContainText('署名後の変更を検出');
  await expect(page.getByRole('button', { name: VERIFY_JA.showDocument })).toBeVisible();
  await expect(page.getByRole('button', { name: d.compare.open })).toHaveCount(0);
});
