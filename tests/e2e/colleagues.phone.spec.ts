import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import {
  SIGN_CONTRACT_KIND_EASY,
  SIGN_CONTRACT_KIND_EN,
  SIGN_CONTRACT_KIND_JA,
} from '../../src/lib/messages/sign-contract-kind.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { landing, guide, reading, colleagues, colleague } = SIGN_JA;

test('M30: colleagues read before signing by a link of their own, until it is ended', async ({
  page,
  context,
  stage,
}) => {
  const draft = await stage.draft([
    { name: 'contract.pdf', pages: 2 },
    { name: 'plan.pdf', pages: 1 },
  ]);
  await stage.contractKind(draft, 'provisional');
  const envelope = await stage.dispatch(draft);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last()
    .click();
  await page.getByRole('button', { name: reading.menu }).click();
  await page.getByRole('menuitem', { name: reading.colleagues }).click();
  const dialog = page.getByRole('dialog', { name: colleagues.title });

  await test.step('it says for whom it is', async () => {
    await dialog.getByRole('button', { name: colleagues.make }).click();
    await expect(dialog.getByText(colleagues.nameMissing)).toBeVisible();
    await dialog.getByLabel(colleagues.name).fill('経理課');
    await dialog.getByRole('button', { name: colleagues.make }).click();
    await expect(dialog.getByText(colleagues.unread)).toBeVisible();
    await expectAccessible(page);
  });
  const address = await dialog.getByRole('textbox', { name: '経理課' }).inputValue();
  expect(address).not.toContain(envelope.token);

  const other = await context.newPage();
  await test.step('the colleague reads and keeps a marked copy, and finds no way to sign', async () => {
    await other.goto(address);
    await expect(other.getByText(colleague.lead('株式会社試験建設'))).toBeVisible();
    await expect(other.locator('canvas').first()).toBeVisible();
    for (const [language, words] of [
      ['easy', SIGN_CONTRACT_KIND_EASY],
      ['en', SIGN_CONTRACT_KIND_EN],
      ['ja', SIGN_CONTRACT_KIND_JA],
    ] as const) {
      await other.getByLabel(LANGUAGE_LABEL).selectOption(language);
      await expect(other.getByText(words.provisionalText)).toBeVisible();
      await expectFits(other);
      await picture(other, `colleague-${language}`);
    }
    await other.getByRole('tab', { name: new RegExp(reading.tab(2)) }).click();
    await expect(other.getByText('plan.pdf - page 1 of 1').first()).toBeAttached();
    await expect(other.getByRole('button', { name: reading.finish, exact: true })).toHaveCount(0);
    const file = other.waitForEvent('download');
    await other.getByRole('button', { name: colleague.download }).click();
    expect((await file).suggestedFilename()).toMatch(/署名前.*\.pdf$/);
    await expectAccessible(other);
  });

  await test.step('the contractor ends it', async () => {
    await dialog.getByRole('button', { name: colleagues.stopFor('経理課') }).click();
    await expect(dialog.getByText('経理課')).toHaveCount(0);
    await other.reload();
    await expect(other.getByText('このリンクで文書を読める期間は終わりました。')).toBeVisible();
    await expectAccessible(other);
  });
});
