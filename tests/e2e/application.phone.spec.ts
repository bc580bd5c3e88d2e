import { APPLICATION_DESK_JA } from '../../src/lib/messages/application-desk.ts';
import { APPLY_EASY } from '../../src/lib/messages/apply-easy.ts';
import { APPLY_EN } from '../../src/lib/messages/apply-en.ts';
import { CASES_JA } from '../../src/lib/messages/cases.ts';
import { COMMON_EASY } from '../../src/lib/messages/common-easy.ts';
import { COMMON_EN } from '../../src/lib/messages/common-en.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { REFUSAL_EASY } from '../../src/lib/messages/refusal-easy.ts';
import { REFUSAL_EN } from '../../src/lib/messages/refusal.ts';
import { confirmAddress, inEachLanguage, mailTo } from './applicant.ts';
import { PHONE } from './desk.ts';
import { signIn } from './one-time-codes.ts';
import { photo } from './photo.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

test('M6, M13, M15, M16: an application in English is returned, and corrected on another device under its receipt number', async ({
  page,
  stage,
  browser,
}) => {
  test.setTimeout(300_000);
  const { url } = stage.facts;
  const subject = await stage.openCase();
  const address = `english-${Date.now().toString(36)}@contractor.example`;
  const t = APPLY_EN;
  const next = page.getByRole('button', { name: t.next, exact: true });
  const shown = async (name: string): Promise<void> => {
    await expectAccessible(page);
    await expectFits(page);
    await inEachLanguage(page, `apply-${name}`, 'en');
  };

  await page.goto(`${url}/apply`);
  await page.getByLabel(LANGUAGE_LABEL).selectOption('en');
  await expect(page.getByRole('heading', { name: t.places.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByTestId('test-banner')).toHaveText(COMMON_EN.testOnly);
  await shown('0-places');
  await page.getByRole('link', { name: t.places.form }).click();
  // The choice is kept from page to page.
  await expect(page.getByRole('heading', { name: t.terms.heading })).toBeVisible();
  // What the municipality wrote is marked as Japanese, and said to be.
  await expect(page.getByText(t.own).first()).toBeVisible();
  await shown('1-terms');
  await next.click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_EN.DECLARATION_MISSING.happened);
  await page.getByRole('checkbox', { name: t.terms.agree }).check();
  await next.click();
  await expect(page.getByLabel(t.case.number)).toBeVisible();
  await shown('2-case');
  await next.click();
  await expect(page.getByText(t.wrong.REQUIRED)).toBeVisible();
  await page.getByLabel(t.case.number).fill(subject.caseNumber);
  await next.click();
  await expect(page.getByText(subject.name)).toBeVisible();
  await next.click();
  await expect(page.getByText(t.wrong.REQUIRED).first()).toBeVisible();
  await shown('3-applicant');
  await page.getByLabel(t.applicant.company).fill('Takizawa Test Works');
  await page.getByLabel(t.applicant.principalName).fill('Hanako Takizawa');
  await page.getByLabel(t.applicant.contactPhone).fill('019-000-0000');
  await next.click();
  await shown('4-email');
  await confirmAddress(page, stage, t, address, 'your code');
  await next.click();
  await expect(page.getByRole('heading', { name: t.papers.heading })).toBeVisible();
  const notice = Buffer.from(await samplePdf('notice.pdf', 2));
  const choosers = page.locator('input[type=file][multiple]');
  await choosers.nth(0).setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: await photo(page) });
  await expect(page.getByAltText(t.papers.page(1))).toBeVisible();
  await choosers.nth(1).setInputFiles({ name: 'notice.pdf', mimeType: 'application/pdf', buffer: notice });
  await expect(page.getByText('notice.pdf')).toBeVisible();
  await shown('5-papers');
  await next.click();
  await expect(page.getByText(t.accept.meaning)).toBeVisible();
  await expect(page.locator('[lang=ja]').filter({ hasText: '建設業法第19条第3項' }).first()).toBeVisible();
  await shown('6-accept');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await next.click();
  await expect(page.getByRole('heading', { name: t.confirm.heading })).toBeVisible();
  // A telephone without a name stands under its own label.
  await expect(page.getByText(t.applicant.contactPhone, { exact: true })).toBeVisible();
  await expect(page.getByText(t.applicant.contactName, { exact: true })).toBeHidden();
  await shown('7-confirm');

  // The line drops while it is sent: nothing is lost, and nothing is sent twice.
  await page.context().setOffline(true);
  await page.getByRole('button', { name: t.confirm.submit }).click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_EN.OFFLINE.happened);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: t.confirm.submit }).click();
  await expect(page.getByRole('heading', { name: t.done.heading })).toBeVisible({ timeout: 30_000 });
  await shown('8-done');
  const receipt = await mailTo(stage, address, 'Your application has been received');
  const number = /Receipt number：([0-9A-F]{8})/.exec(receipt.text ?? '')?.[1] ?? 'none';
  await expect(page.getByText(number)).toBeVisible();

  const desk = await (await browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage();
  await signIn(desk, stage.facts, 'drafter', 'takizawa');
  await desk.goto(`${url}/console/cases/${subject.id}`);
  const card = desk.getByRole('article').filter({ hasText: address });
  await expect(card).toContainText(APPLICATION_DESK_JA.languages.en);
  await card.getByRole('button', { name: CASES_JA.application.return }).click();
  const dialog = desk.getByRole('dialog');
  await dialog
    .getByLabel(CASES_JA.application.reason)
    .fill('会社名を登記のとおりに直し、書類を撮り直してください。');
  await dialog.getByRole('checkbox', { name: APPLICATION_DESK_JA.fields.company }).check();
  await dialog.getByRole('checkbox').nth(6).check();
  await expectAccessible(desk);
  await picture(desk, 'apply-return-dialog');
  await dialog.getByRole('button', { name: CASES_JA.application.return }).click();
  await expect(desk.getByText(CASES_JA.application.returned)).toBeVisible();

  // On another device, in another language: the mail's link alone.
  const returned = await mailTo(stage, address, 'Please correct your application');
  const link = /https?:\/\/\S+\/apply\/\d{6}#[A-Za-z0-9_-]{43}/.exec(returned.text ?? '')?.[0] ?? '';
  const other = await (await browser.newContext(PHONE)).newPage();
  const e = APPLY_EASY;
  const on = other.getByRole('button', { name: e.next, exact: true });
  // A link that nobody gave out shows nothing.
  await other.goto(`${url}/apply/032166#${'A'.repeat(43)}`);
  await other.getByLabel(LANGUAGE_LABEL).selectOption('easy');
  await expect(other.getByRole('alert')).toContainText(
    REFUSAL_EASY.APPLICATION_LINK_UNKNOWN?.happened ?? 'none',
  );
  await expect(other.getByTestId('test-banner')).toHaveText(COMMON_EASY.testOnly);
  await other.goto('about:blank');
  await other.goto(new URL(new URL(link).pathname + new URL(link).hash, url).href);
  await expect(other.getByText(e.returned.title)).toBeVisible();
  await expect(other.getByText('会社名を登記のとおりに直し').first()).toBeVisible();
  await expectAccessible(other);
  await inEachLanguage(other, 'apply-9-returned', 'easy');
  await other.getByRole('checkbox', { name: e.terms.agree }).check();
  await on.click();
  await expect(other.getByLabel(e.case.number)).toHaveValue(subject.caseNumber);
  await on.click();
  const company = other.getByLabel(e.applicant.company);
  await expect(company).toHaveValue('Takizawa Test Works');
  // The reason stands at the field until it is corrected.
  await expect(company).toHaveAccessibleDescription(/会社名を登記のとおりに直し/);
  await inEachLanguage(other, 'apply-10-field', 'easy');
  await company.fill('株式会社滝沢試験工業');
  await expect(company).not.toHaveAccessibleDescription(/会社名を登記のとおりに直し/);
  await expect(other.getByLabel(e.applicant.contactPhone)).toHaveValue('019-000-0000');
  await on.click();
  // What is typed is kept here too.
  await expect(other.getByLabel(e.email.email, { exact: false }).first()).toHaveValue(address);
  await confirmAddress(other, stage, e, address, '電子契約の申請');
  await on.click();
  await expect(other.getByRole('heading', { name: e.papers.heading })).toBeVisible();
  await expect(other.getByText(e.returned.paperWanted)).toBeVisible();
  await expect(other.getByText(e.returned.paperKept)).toBeVisible();
  await on.click();
  await expect(other.getByRole('alert')).toContainText(REFUSAL_EASY.ATTACHMENT_MISSING?.happened ?? 'none');
  await inEachLanguage(other, 'apply-11-papers-returned', 'easy');
  await other
    .locator('fieldset')
    .filter({ hasText: e.returned.paperWanted })
    .locator('input[type=file][multiple]')
    .setInputFiles({ name: 'again.pdf', mimeType: 'application/pdf', buffer: notice });
  await expect(other.getByText(e.returned.paperReplaced)).toBeVisible();
  await on.click();
  for (const box of await other.getByRole('checkbox').all()) await box.check();
  await on.click();
  await other.getByRole('button', { name: e.confirm.submit }).click();
  await expect(other.getByRole('heading', { name: e.done.heading })).toBeVisible({ timeout: 30_000 });
  await expect(other.getByText(e.done.version(number, 2))).toBeVisible();
  await expectAccessible(other);
  expect((await mailTo(stage, address, 'うけとりました')).text).toContain(e.done.version(number, 2));

  // The link ends with the correction.
  await other.reload();
  await expect(other.getByRole('alert')).toContainText(
    REFUSAL_EASY.APPLICATION_LINK_CLOSED?.happened ?? 'none',
  );
  await other.context().close();

  await desk.reload();
  const second = desk
    .getByRole('article')
    .filter({ hasText: APPLICATION_DESK_JA.version(number, 2) })
    .first();
  await expect(second).toContainText('again.pdf');
  await expect(second.getByRole('button', { name: CASES_JA.application.download })).toHaveCount(2);
  await expect(
    desk.getByText(APPLICATION_DESK_JA.supersededBy(APPLICATION_DESK_JA.version(number, 2))),
  ).toBeVisible();
  await picture(desk, 'apply-case-versions');
  await desk.context().close();
});
