import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { NOTICE_SWITCH } from '../../src/lib/messages/notice-switch.ts';
import { PASSKEY_WORDS } from '../../src/lib/messages/passkey.ts';
import { SHELF_EASY } from '../../src/lib/messages/shelf-easy.ts';
import { SHELF_EN } from '../../src/lib/messages/shelf-en.ts';
import { SHELF_JA } from '../../src/lib/messages/shelf.ts';
import { expect, expectAccessible, test, type SentEnvelope } from './stage.ts';
import { expectDialog, expectFaulty, expectTree } from './tree.ts';

test.use({ viewport: { width: 360, height: 740 } });
test.describe.configure({ mode: 'serial' });

/** One concluded contract that the three readers look at; each signs in by a code of its own. */
let envelope: SentEnvelope;
const used: string[] = [];

for (const [language, t] of [
  ['ja', SHELF_JA],
  ['easy', SHELF_EASY],
  ['en', SHELF_EN],
] as const) {
  test(`L30, M61: a screen reader is led through the library (${language})`, async ({ page, stage }) => {
    test.slow();
    if (language === 'ja') {
      envelope = await stage.send([{ name: '契約書.pdf', pages: 1 }], '橋梁補修工事');
      await stage.holder(envelope.token).readAndConsent();
      await stage.signForMunicipality(envelope);
    }
    await page.goto(`${stage.facts.url}/library`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    const email = page.getByRole('textbox', { name: t.door.email });
    await expect(email).toBeVisible();
    await expectTree(page);
    await page.getByRole('button', { name: t.door.send }).click();
    await expectFaulty(email, t.door.emailWrong);
    await expect(email).toBeFocused();
    await email.fill(envelope.email);
    await page.getByRole('button', { name: t.door.send }).click();
    // That a code is on its way is said, and the field that waits for it has the focus.
    await expect(page.getByRole('status').filter({ hasText: t.door.sent(envelope.email) })).toBeVisible();
    const code = page.getByRole('textbox', { name: t.door.code });
    await expect(code).toBeFocused();
    await expectTree(page);
    const mail = await stage.mail(envelope.email, ({ subject, text }) => {
      const digits = /\d{6}/.exec(`${subject} ${text ?? ''}`)?.[0] ?? '';
      return /ライブラリ|library/i.test(subject) && !used.includes(digits);
    });
    const digits = /\d{6}/.exec(`${mail.subject} ${mail.text ?? ''}`)?.[0] ?? '';
    used.push(digits);
    await code.fill(digits);
    await page.getByRole('button', { name: t.door.open }).click();

    await expect(page.getByRole('heading', { name: t.list.title(envelope.email) })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: t.list.found(1) })).toBeVisible();
    const row = page.getByRole('list', { name: t.list.title(envelope.email) }).getByRole('link');
    await expect(row).toHaveCount(1);
    await expect(row).toHaveAccessibleName(/橋梁補修工事/);
    await expect(row.locator('[lang=ja]').first()).toHaveText('橋梁補修工事');
    await page.getByText(PASSKEY_WORDS[language].title).click();
    await expect(page.getByText(PASSKEY_WORDS[language].none)).toBeVisible();
    await expect(page.getByRole('heading', { name: NOTICE_SWITCH[language].title })).toBeVisible();
    await expectTree(page);
    await expectAccessible(page);

    // Another screen: its heading is where the reader goes on, and Japanese is marked as such.
    await row.click();
    const heading = page.getByRole('heading', { level: 1, name: envelope.title });
    await expect(heading).toHaveAttribute('lang', 'ja');
    await expect(heading).toBeFocused();
    await expectTree(page);
    await page.getByRole('button', { name: t.keep.act }).click();
    await expect(page.getByRole('status').filter({ hasText: t.keep.done })).toBeVisible();
    await page.getByRole('button', { name: t.keep.drop }).click();
    const dialog = await expectDialog(page, t.keep.dropTitle);
    await dialog.getByRole('button', { name: t.keep.cancel }).click();
    await expect(page.getByRole('button', { name: t.keep.drop })).toBeFocused();
    await page.getByRole('link', { name: t.contract.roles.contract }).first().click();
    // The words of the page can be read, not only its picture.
    await expect(page.getByRole('region', { name: '契約書.pdf' })).toContainText('Article 1.');
    await expect(page.getByRole('heading', { level: 1, name: '契約書.pdf' })).toHaveAttribute('lang', 'ja');
    await expectTree(page);
  });
}
