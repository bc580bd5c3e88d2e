import type { Locator } from '@playwright/test';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { ENVELOPE_STATUS_JA, FIELD_JA, OPERATION_JA } from '../../src/lib/messages/console.ts';
import { CASES_JA } from '../../src/lib/messages/cases.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { linkTokenOf } from '../demo/inbox.ts';
import { enterCode, signIn, staffOf } from './one-time-codes.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, test } from './stage.ts';

const { signIn: S, list: L, form: F, envelope: E, sign: G, upload: U, frame: R } = CONSOLE_JA;
const pdf = async (name: string, pages: number) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(await samplePdf(name, pages)),
});

/** Where an option that contains these words stands. */
async function indexOf(select: Locator, words: string): Promise<number> {
  const options = select.locator('option').filter({ hasText: words });
  await expect(options).toHaveCount(1);
  const labels = await select.locator('option').allTextContents();
  return labels.findIndex((label) => label.includes(words));
}

test('M71: a wrong password is refused, and the password alone opens nothing', async ({ page, stage }) => {
  const { url } = stage.facts;
  const account = staffOf(stage.facts, 'viewer');
  await page.goto(`${url}/console`);
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByLabel(S.email).fill(account.email);
  await page.getByLabel(S.password).fill('not the password');
  await page.getByRole('button', { name: S.next }).click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.SIGN_IN_FAILED.happened);
  await expectAccessible(page);
  await page.getByLabel(S.password).fill(account.password);
  await page.getByRole('button', { name: S.next }).click();
  await expect(page.getByLabel(S.code)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${url}/console`);
  await expect(page.getByLabel(S.code)).toBeVisible();
});

test('from the draft to 締結済: what is missing blocks sending, both signatures conclude, the search finds it', async ({
  page,
  stage,
}) => {
  const { facts } = stage;
  const mark = Date.now().toString(36);
  const title = `Bridge repair ${mark}`;
  // The seeded case's accepted application names the only address that an envelope may go to.
  const email = 'keiyaku@contractor.example';
  const today = japanDate(new Date());

  await signIn(page, facts, 'drafter');
  await page.getByRole('link', { name: R.newEnvelope }).click();
  // The list's search names the same field: the form is there once its heading is.
  await expect(page.getByRole('heading', { level: 1, name: R.newEnvelope })).toBeVisible();
  await expectAccessible(page);

  // L25: every field of the law is named, and the first one has the focus.
  await page.getByRole('button', { name: F.send, exact: true }).click();
  await expect(page.getByText(F.missingTitle)).toBeVisible();
  await expect(page.locator('#field-caseId')).toBeFocused();
  await page.getByRole('button', { name: FIELD_JA.transactionOn }).click();
  await expect(page.getByLabel(FIELD_JA.transactionOn)).toBeFocused();
  await expectAccessible(page);

  const choice = page.getByRole('combobox', { name: CASES_JA.choice.label });
  await choice.selectOption({ index: await indexOf(choice, '試験2026-001') });
  await expect(page.getByLabel(FIELD_JA['contractor.email'])).toHaveValue(email);
  await page.getByLabel(FIELD_JA.title).fill(title);
  await page
    .locator('input[type=file]')
    .setInputFiles([
      await pdf('contract.pdf', 3),
      { name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a pdf') },
    ]);
  await expect(page.getByRole('listitem').filter({ hasText: 'contract.pdf' })).toContainText(`3${E.pages}`);
  await expect(page.getByText(REFUSAL_JA.UPLOAD_NOT_PDF.happened)).toBeVisible();
  await page.getByRole('button', { name: U.dismiss, exact: true }).click();

  await page.getByLabel(FIELD_JA.counterpartyName).fill('Test Construction');
  await page.getByLabel(FIELD_JA['contractor.email']).fill('not an address');
  await page.getByRole('button', { name: F.saveNow }).click();
  await expect(page.locator('#field-contractor-email')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(FIELD_JA['contractor.email']).fill(email);
  await page.getByLabel(FIELD_JA.contractOn).fill(today);
  await page.getByLabel(FIELD_JA.contractOn).blur();
  await expect(page.getByLabel(FIELD_JA.transactionOn)).toHaveValue(today);
  await page.locator('#field-amountJpy').fill('１２，３４５，６００');
  await page.getByLabel(FIELD_JA.deadlineOn).fill(addDays(today, 7));
  const signer = page.locator('#field-municipality-signerId');
  if ((await signer.inputValue()) === '') await signer.selectOption({ index: 1 });
  await expect(page.getByRole('status').filter({ hasText: F.saved })).toBeVisible();

  // A draft survives a reload as it was.
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await expect(page.getByLabel(FIELD_JA.title)).toHaveValue(title);
  await expect(page.locator('#field-amountJpy')).toHaveValue('12,345,600');
  // M13: another address than the application's is refused by SQL.
  await page.getByLabel(FIELD_JA['contractor.email']).fill(`other-${mark}@contractor.example`);
  await page.getByRole('button', { name: F.send, exact: true }).click();
  await expect(page.getByRole('button', { name: FIELD_JA['application.email'] })).toBeVisible();
  await page.getByLabel(FIELD_JA['contractor.email']).fill(email);
  await expect(page.getByRole('status').filter({ hasText: F.saved })).toBeVisible();

  await page.getByRole('button', { name: F.send, exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(email);
  await expectAccessible(page);
  await page.getByRole('button', { name: F.sendNow }).click();
  await expect(page.getByText(ENVELOPE_STATUS_JA.sent).first()).toBeVisible();
  await expect(page.getByText(OPERATION_JA.envelope_sent)).toBeVisible();
  await expect(page.getByText(ENVELOPE_STATUS_JA.concluded, { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  const address = page.url();

  // The contractor's part, over the interface that the phone uses; the page follows by itself.
  const mail = await stage.mail(email, ({ subject }) => subject.includes(title));
  const contractor = stage.holder(linkTokenOf(mail));
  await contractor.readAndConsent();
  await expect(page.getByText(E.yourTurn)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: E.signNow })).toHaveCount(0);
  await page.getByRole('button', { name: '起案者' }).click();
  await page.getByRole('menuitem', { name: R.signOut }).click();
  await expect(page.getByText(S.signedOut)).toBeVisible();

  // M37, M38: 名義人 and operating account stand apart; the second factor is given anew.
  await signIn(page, facts, 'signer');
  await page.goto(address);
  await page.getByRole('button', { name: E.signNow }).click();
  await expect(page.getByText(G.seen, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: G.sign }).click();
  await expect(page.getByText(G.authorityMissing)).toBeVisible();
  await page.getByLabel(G.authority).fill('Rule of delegation');
  await enterCode(page, facts, 'signer');
  await page.getByRole('button', { name: G.sign }).click();
  await expect(page.getByText(ENVELOPE_STATUS_JA.concluded, { exact: true }).first()).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByRole('heading', { name: E.certificates })).toBeVisible();
  await expectAccessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: E.archive }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);

  // M60, L18, L19: dates, amounts and counterparty, combined.
  await page.goto(
    `${facts.url}/console?q=${mark}&counterparty=Test&from=${today}&to=${today}&min=12345600&max=12345600`,
  );
  await expect(page.getByRole('link', { name: title })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${facts.url}/console?q=${mark}&max=12345599`);
  await expect(page.getByText(L.noneFound)).toBeVisible();
  await page.goto(`${facts.url}/console?q=${mark}&status=concluded`);
  await expect(page.getByRole('link', { name: title })).toBeVisible();
});

test('an ended sign-in is renewed above the form, and nothing typed is lost', async ({ page, stage }) => {
  await signIn(page, stage.facts, 'admin');
  await page.goto(`${stage.facts.url}/console/new`);
  await page.getByLabel(FIELD_JA.title).fill('Kept');
  await page.evaluate(() => localStorage.clear());
  await page.getByLabel(FIELD_JA['contractor.company']).fill('Kept too');
  await expect(page.getByRole('dialog', { name: S.expiredTitle })).toBeVisible();
  await expectAccessible(page);
  const account = staffOf(stage.facts, 'admin');
  await page.getByLabel(S.password).fill(account.password);
  await page.getByRole('button', { name: S.next }).click();
  await enterCode(page, stage.facts, 'admin');
  await page.getByRole('button', { name: S.verify, exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByLabel(FIELD_JA['contractor.company'])).toHaveValue('Kept too');
});

test('the help page breaks no rule of accessibility', async ({ page, stage }) => {
  await page.goto(`${stage.facts.url}/help`);
  await expect(page.getByRole('heading', { name: COMMON_JA.footerHelp })).toBeVisible();
  await expectAccessible(page);
});
