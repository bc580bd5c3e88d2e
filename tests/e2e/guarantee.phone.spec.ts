import type { Page } from '@playwright/test';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { photo } from './photo.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits, test, type SentEnvelope, type Stage } from './stage.ts';

const { landing, guide, reading, checklist, finish, status, guarantee: G, link } = SIGN_JA;

/** From the mail to the dialog of the guarantee, by the checklist. */
async function openGuarantee(page: Page, stage: Stage, envelope: SentEnvelope): Promise<void> {
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page.getByLabel(guide.hide).check();
  await page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last()
    .click();
  await goToGuarantee(page);
}

async function goToGuarantee(page: Page): Promise<void> {
  await page.getByRole('button', { name: new RegExp(reading.checklist) }).click();
  await page.getByRole('button', { name: new RegExp(checklist.guarantee) }).click();
  await expect(dialogOf(page)).toBeVisible();
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: G.title });

test('M31, M34: a 保証証券 is photographed on the phone, kept for another day, and sent over a line that drops', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  await openGuarantee(page, stage, envelope);
  const dialog = dialogOf(page);

  await test.step('each kind of the rules is offered, and no other; what is missing is said', async () => {
    await expect(dialog.getByRole('radio')).toHaveCount(3);
    await expect(dialog.getByText(G.kinds.electronic.label)).toHaveCount(0);
    await picture(page, 'guarantee-kinds');
    await expectAccessible(page);
    await expectFits(page);
    await dialog.getByRole('button', { name: G.give }).click();
    await expect(dialog.getByText(G.missing.kind)).toBeVisible();
    await dialog.getByRole('radio', { name: G.kinds.security.label }).check();
    await expect(dialog).toContainText('財務課へ提出');
    await dialog.getByRole('button', { name: G.give }).click();
    await expect(dialog.getByText(G.missing.file)).toBeVisible();
  });

  await test.step('photos are kept on the device, the kind by the service', async () => {
    const one = { name: 'one.jpg', mimeType: 'image/jpeg', buffer: await photo(page) };
    await dialog.getByLabel(G.paper.choose).setInputFiles([one, { ...one, name: 'two.jpg' }]);
    await expect(dialog.getByRole('img', { name: G.paper.page(2) })).toBeVisible();
    await picture(page, 'guarantee-photos');
    await expectAccessible(page);
    await expectFits(page);
    await dialog.getByRole('button', { name: COMMON_JA.ui.close }).click();
    await page.reload();
    await goToGuarantee(page);
    await expect(dialog.getByRole('radio', { name: G.kinds.security.label })).toBeChecked();
    await expect(dialog.getByRole('img', { name: G.paper.page(2) })).toBeVisible();
  });

  await test.step('a line that drops loses nothing', async () => {
    await page.route('**/signing/attachments/*/parts/*', (route) => route.abort(), { times: 1 });
    await dialog.getByRole('button', { name: G.give }).click();
    await expect(dialog.getByRole('alert')).toContainText(link.offlineTitle);
    await dialog.getByRole('button', { name: G.give }).click();
    await expect(page.getByRole('dialog', { name: checklist.title })).toBeVisible();
    const { guarantee } = await stage.holder(envelope.token).view();
    expect(guarantee?.given).toMatchObject({ kind: 'security', attachment: { pageCount: 2 }, review: null });
  });

  await test.step('with the rest of the checklist it is signed', async () => {
    await page.keyboard.press('Escape');
    await stage.holder(envelope.token).finishChecklist(envelope.documentIds);
    await page.reload();
    await expect(page.getByText(reading.allDone)).toBeVisible();
    await page.getByRole('button', { name: reading.finish, exact: true }).click();
    await page.getByRole('button', { name: finish.confirm }).click();
    await expect(page.getByText(status.done)).toBeVisible();
    await expect(page.getByText(G.checking)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('財務課へ提出')).toBeVisible();
    await picture(page, 'guarantee-status');
    await expectAccessible(page);
    await expectFits(page);
  });
});

test('M32: a deposit in cash is paid by the 納付書 and proven by the 領収書', async ({ page, stage }) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  await openGuarantee(page, stage, envelope);
  const dialog = dialogOf(page);
  await dialog.getByRole('radio', { name: G.kinds.cash.label }).check();
  await expect(dialog.getByText(G.noSlipTitle)).toBeVisible();
  await dialog.getByRole('button', { name: G.give }).click();
  await expect(dialog).toContainText(REFUSAL_JA.PAYMENT_SLIP_MISSING.happened);
  await stage.attachSlip(envelope, '納付書.pdf');

  // Days later, by the same mail.
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await goToGuarantee(page);
  await expect(dialog.getByRole('radio', { name: G.kinds.cash.label })).toBeChecked();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: G.slip }).click();
  expect((await download).suggestedFilename()).toBe('納付書.pdf');
  await picture(page, 'guarantee-cash');
  await expectAccessible(page);
  const receipt = Buffer.from(await samplePdf('receipt', 1));
  await dialog
    .getByLabel(G.paper.choose)
    .setInputFiles({ name: '領収書.pdf', mimeType: 'application/pdf', buffer: receipt });
  await dialog.getByRole('button', { name: G.give }).click();
  await expect(page.getByRole('dialog', { name: checklist.title })).toBeVisible();
  const { guarantee } = await stage.holder(envelope.token).view();
  expect(guarantee?.given).toMatchObject({
    kind: 'cash',
    attachment: { name: '領収書.pdf', size: receipt.length },
  });
  expect(guarantee?.originals).toBeNull();
});

for (const [language, words] of [
  ['easy', SIGN_EASY],
  ['en', SIGN_EN],
] as const) {
  test(`M31: whoever is exempt says why, in the language of choice (${language})`, async ({
    page,
    stage,
  }) => {
    const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
    await page.goto(`${stage.facts.url}/s#${envelope.token}`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await page.getByRole('button', { name: words.landing.begin }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words.guide.close, exact: true })
      .last()
      .click();
    await page.getByRole('button', { name: words.reading.checklist }).click();
    await page.getByRole('button', { name: words.checklist.guarantee }).click();
    const dialog = page.getByRole('dialog', { name: words.guarantee.title });
    await dialog.getByRole('radio', { name: words.guarantee.kinds.exempt.label }).check();
    await dialog.getByRole('button', { name: words.guarantee.give }).click();
    await expect(dialog.getByText(words.guarantee.missing.grounds)).toBeVisible();
    await dialog.getByLabel(words.guarantee.grounds).fill('規則第1条');
    await picture(page, `guarantee-exempt-${language}`);
    await expectAccessible(page);
    await expectFits(page);
    await dialog.getByRole('button', { name: words.guarantee.give }).click();
    await expect(page.getByRole('dialog', { name: words.checklist.title })).toBeVisible();
    const { guarantee } = await stage.holder(envelope.token).view();
    expect(guarantee?.given).toMatchObject({ kind: 'exempt', grounds: '規則第1条' });
  });
}
