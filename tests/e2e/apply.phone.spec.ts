import { CASES_JA } from '../../src/lib/messages/cases.ts';
import { APPLY_JA } from '../../src/lib/messages/apply.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import type { InboxMail } from '../demo/inbox.ts';
import { until } from '../demo/http.ts';
import { signIn } from './one-time-codes.ts';
import { photo } from './photo.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { terms, email: E, papers: P, accept: A, confirm: C, done: D } = APPLY_JA;
const CASE = '滝試2026-101';

test('M12, M13, M15, L9: a contractor new to it applies on a phone, and staff accept', async ({
  page,
  stage,
  browser,
}) => {
  const { facts } = stage;
  const address = `apply-${Date.now().toString(36)}@contractor.example`;
  const mail = (subject: string): Promise<InboxMail> =>
    until(`the mail 「${subject}」`, 60_000, async () => {
      const all = (await (await fetch(`${facts.inboxUrl}/api/email`)).json()) as readonly InboxMail[];
      return all.find((one) => one.subject.includes(subject) && one.to.some((to) => to.address === address));
    });
  const next = page.getByRole('button', { name: APPLY_JA.next, exact: true });

  await page.goto(`${facts.url}/apply`);
  await page.getByRole('link', { name: APPLY_JA.places.form }).click();
  await expect(page.getByRole('heading', { name: terms.heading })).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);
  // Terms and purposes come before the first input.
  await next.click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.DECLARATION_MISSING.happened);
  await page.getByRole('checkbox', { name: terms.agree }).check();
  await next.click();

  await page.getByLabel(APPLY_JA.case.number).fill('no such case');
  await next.click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.CASE_NOT_FOUND.happened);
  await page.getByLabel(APPLY_JA.case.number).fill(CASE);
  await next.click();

  await expect(page.getByText('試験小学校屋根改修工事')).toBeVisible();
  await next.click();
  await expect(page.getByLabel(APPLY_JA.applicant.company)).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel(APPLY_JA.applicant.company).fill('株式会社滝沢試験工業');
  await page.getByLabel(APPLY_JA.applicant.principalName).fill('滝沢 花子');
  await next.click();

  // M13: typed twice, and confirmed by a code.
  await page.getByLabel(E.email, { exact: false }).first().fill(address);
  await page.getByLabel(E.again).fill(`${address}x`);
  await page.getByRole('button', { name: E.send }).click();
  await expect(page.getByLabel(E.again)).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(E.again).fill(address);
  await page.getByRole('button', { name: E.send }).click();
  await expect(page.getByLabel(E.code)).toBeVisible();
  const code = /(\d{6})$/.exec((await mail('確認コード')).subject)?.[1] ?? '';
  await page.getByLabel(E.code).fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: E.confirm, exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.CODE_WRONG.happened);
  await page.getByLabel(E.code).fill(code);
  await page.getByRole('button', { name: E.confirm, exact: true }).click();
  await expect(page.getByText(E.confirmed)).toBeVisible();
  await expectAccessible(page);
  await next.click();

  // M15: exactly what this municipality demands of this case; photos become one PDF, a PDF stays as it is.
  await expect(page.getByRole('heading', { name: P.heading })).toBeVisible();
  await expect(page.locator('fieldset')).toHaveCount(2);
  await next.click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.ATTACHMENT_MISSING.happened);
  const choosers = page.locator('input[type=file][multiple]');
  const picture = await photo(page);
  await choosers.nth(0).setInputFiles([
    { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: picture },
    { name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: picture },
  ]);
  await expect(page.getByAltText(P.page(2))).toBeVisible();
  await choosers
    .nth(1)
    .setInputFiles({ name: 'a.heic', mimeType: 'image/heic', buffer: Buffer.from('no picture') });
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.PICTURE_UNREADABLE.happened);
  const notice = Buffer.from(await samplePdf('notice.pdf', 1));
  await choosers.nth(1).setInputFiles({ name: 'notice.pdf', mimeType: 'application/pdf', buffer: notice });
  await expect(page.getByText('notice.pdf')).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);

  // Everything typed and photographed survives a reload.
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise((resolve) => {
            const opening = indexedDB.open('shomei-application');
            opening.onsuccess = () => {
              const kept = opening.result.transaction('draft').objectStore('draft').getAll();
              kept.onsuccess = () => resolve(JSON.stringify(kept.result).includes('notice.pdf'));
            };
          }),
      ),
    )
    .toBe(true);
  await page.reload();
  await expect(page.getByText(APPLY_JA.resumed)).toBeVisible();
  // It goes on at the very screen, and what came before is there too.
  await expect(page.getByRole('heading', { name: P.heading })).toBeVisible();
  await expect(page.getByText('notice.pdf')).toBeVisible();
  const back = page.getByRole('button', { name: APPLY_JA.back });
  await back.click();
  await expect(page.getByText(E.confirmed)).toBeVisible();
  await back.click();
  await expect(page.getByLabel(APPLY_JA.applicant.company)).toHaveValue('株式会社滝沢試験工業');
  await next.click();
  await next.click();
  await expect(page.getByAltText(P.page(2))).toBeVisible();
  await next.click();

  await page.getByRole('checkbox', { name: A.declare }).check();
  await next.click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.ACCEPTANCE_MISSING.happened);
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await expectAccessible(page);
  await next.click();
  await expect(page.getByRole('heading', { name: C.heading })).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);
  await page.getByRole('button', { name: C.submit }).click();
  await expect(page.getByRole('heading', { name: D.heading })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  expect((await mail('受け付けました')).subject).toContain('試験小学校屋根改修工事');

  const desk = await (await browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage();
  await signIn(desk, facts, 'drafter', 'takizawa');
  await desk.goto(`${facts.url}/console/cases`);
  await desk.getByRole('link', { name: '試験小学校屋根改修工事' }).click();
  const card = desk.getByRole('article').filter({ hasText: address });
  await expect(card).toBeVisible();
  await expectAccessible(desk);
  // What was photographed arrives upright, in one PDF, without the place where it was taken.
  const download = desk.waitForEvent('download');
  await card.getByRole('button', { name: CASES_JA.application.download }).first().click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  const pdf = Buffer.concat(chunks).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 595\.28 841\.89\s*\]/);
  expect(pdf).not.toMatch(/GPSLatitude|Exif/);
  await card.getByRole('button', { name: CASES_JA.application.accept }).click();
  await desk.getByRole('dialog').getByRole('button', { name: CASES_JA.application.accept }).click();
  await expect(desk.getByText(CASES_JA.application.accepted)).toBeVisible();
  await mail('受理しました');

  // L15: the envelope of this case goes to that address alone, and not without the sheet.
  await desk.getByRole('link', { name: CASES_JA.case.newEnvelope }).click();
  await expect(desk.locator('#field-contractor-email')).toHaveValue(address);
  await expect(desk.getByText(CONSOLE_JA.form.saved)).toBeVisible();
  await desk.context().close();
});
