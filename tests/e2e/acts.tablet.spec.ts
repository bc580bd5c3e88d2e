import { readFile } from 'node:fs/promises';
import { age } from './ageing.ts';
import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { ENVELOPE_STATUS_JA, OPERATION_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { CONCLUSION_JA } from '../../src/lib/messages/conclusion.ts';
import { REDACTED_COPY_JA as C } from '../../src/lib/messages/redacted-copy.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { linkTokenOf } from '../demo/inbox.ts';
import { PHONE, test } from './desk.ts';
import { giveUpCopies } from './given-up-copy.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const { envelope: E, list: L } = CONSOLE_JA;
const { landing, closed, link, download } = SIGN_JA;

test('M82: sending again kills the link before; withdrawing needs a reason, which the contractor reads', async ({
  page,
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const phone = await (await browser.newContext(PHONE)).newPage();
  await page.goto(`${url}/console/envelopes/${envelope.id}`);

  await page.getByRole('button', { name: E.resend }).click();
  await expect(page.getByText(E.resent)).toBeVisible();
  await expect(page.getByText(OPERATION_JA.link_resent, { exact: true })).toBeVisible();
  const fresh = linkTokenOf(await stage.mail(envelope.email, (mail) => linkTokenOf(mail) !== envelope.token));
  await phone.goto(`${url}/s#${envelope.token}`);
  await expect(phone.getByRole('heading', { name: link.replacedTitle })).toBeVisible();
  await phone.goto(`${url}/s#${fresh}`);
  await expect(phone.getByRole('heading', { name: landing.title })).toBeVisible();

  await page.getByRole('button', { name: E.withdraw }).click();
  const dialog = page.getByRole('dialog', { name: E.withdrawTitle });
  await dialog.getByRole('button', { name: E.withdrawNow }).click();
  await expect(dialog.getByText(E.reasonMissing)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel(E.withdrawReason).fill('契約金額の誤り');
  await dialog.getByRole('button', { name: E.withdrawNow }).click();
  await expect(page.getByText(E.withdrawn)).toBeVisible();
  await expect(page.getByText(ENVELOPE_STATUS_JA.withdrawn).first()).toBeVisible();
  await expect(page.getByText(`${E.closedReason}: 契約金額の誤り`)).toBeVisible();
  await expect(page.getByRole('button', { name: E.withdraw })).toHaveCount(0);
  await expect(page.getByRole('button', { name: E.resend })).toHaveCount(0);
  await expectAccessible(page);

  await phone.reload();
  await expect(phone.getByRole('heading', { name: closed.withdrawn.title })).toBeVisible();
  await expect(phone.getByText(closed.withdrawn.text)).toBeVisible();
  await expect(phone.getByText('契約金額の誤り')).toBeVisible();
  await stage.mail(envelope.email, ({ text }) => text?.includes('契約金額の誤り') ?? false);
  await phone.context().close();
});

test('M42: a reissue that the contractor asks for is one tap, and opens the page again', async ({
  page,
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await stage.signForMunicipality(envelope);
  // The fourteen days begin when the mail leaves.
  await stage.mail(envelope.email, ({ subject }) => subject.startsWith('電子署名完了のお知らせ'));
  await age(stage, envelope, 'download');
  const phone = await (await browser.newContext(PHONE)).newPage();
  await phone.goto(`${url}/s#${envelope.token}`);
  await phone.getByRole('button', { name: download.reissue }).click();
  await expect(phone.getByText(download.reissueAsked)).toBeVisible();

  await page.goto(`${url}/console/envelopes/${envelope.id}`);
  await expect(page.getByText(E.reissueRequested)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: E.reissue, exact: true }).click();
  await expect(page.getByText(E.reissued)).toBeVisible();
  await expect(page.getByText(E.reissueRequested)).toHaveCount(0);
  // The page that stands open learns of it; the new mail leads there too, even in the same tab.
  await expect(phone.getByRole('button', { name: download.contract, exact: true })).toBeVisible();
  const mail = await stage.mail(envelope.email, ({ subject }) => subject.includes('再発行'));
  const looked = phone.waitForResponse((answer) => answer.url().endsWith('/signing/view'));
  await phone.goto(`${url}/s#${linkTokenOf(mail)}`);
  await looked;
  await expect(phone).toHaveURL(`${url}/s`);
  const file = phone.waitForEvent('download');
  await phone.getByRole('button', { name: download.contract, exact: true }).click();
  expect((await file).suggestedFilename()).toMatch(/\.pdf$/);
  await phone.context().close();
});

test('M52: a copy without addresses is made on request, kept, and downloaded under its own name', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await stage.signForMunicipality(envelope);
  await page.goto(`${url}/console/envelopes/${envelope.id}`);
  const copies = page.getByRole('group', { name: C.title });
  await expect(copies).toBeVisible();
  await expectAccessible(page);
  await expect(copies.getByRole('button', { name: C.make })).toBeVisible();
  await giveUpCopies(stage.facts, envelope);
  await page.reload();
  await expect(copies.getByText(C.failed)).toBeVisible();
  await picture(page, 'redacted-failed');
  await expectAccessible(page);
  await expectFits(page);
  await copies.getByRole('button', { name: C.again }).focus();
  await page.keyboard.press('Enter');
  await expect(copies.getByText(C.failed)).toHaveCount(0);
  const row = copies.getByRole('listitem').filter({ hasText: '（一部非表示）' });
  await expect(row).toBeVisible({ timeout: 60_000 });
  await expect(copies.getByRole('button', { name: C.make })).toHaveCount(0);
  await expect(page.getByText(OPERATION_JA.redacted_copy_requested)).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expect(page.getByText(OPERATION_JA.redacted_copy_made)).toBeVisible();
  const download = page.waitForEvent('download');
  await row.getByRole('button', { name: E.download }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('電子契約締結証明書_contract（一部非表示）.pdf');
  const copy = await readFile(await file.path());
  const read = readCertificatePdf(new Uint8Array(copy));
  if (!read.ok) throw new Error(read.code);
  expect(read.value.redacted).toBe(true);
  expect(JSON.stringify(read.value)).not.toContain(envelope.email);

  // Beside the contract it matches, and the report says what it is.
  const { documents } = await stage.holder(envelope.token).view();
  const contract = await stage
    .holder(envelope.token)
    .octets(`/documents/${documents[0]?.id ?? ''}/concluded`);
  await page.goto(`${url}/verify`);
  await page.getByTestId('files').setInputFiles([
    { name: 'contract.pdf', mimeType: 'application/pdf', buffer: Buffer.from(contract.bytes) },
    { name: 'copy.pdf', mimeType: 'application/pdf', buffer: copy },
  ]);
  const conclusion = page.getByTestId('conclusion');
  await expect(conclusion).toContainText(CONCLUSION_JA.ALL_VALID);
  await expect(conclusion).toContainText(CONCLUSION_JA.REDACTED_COPY);
  await expectAccessible(page);
  await page.getByRole('button', { name: VERIFY_JA.clear }).click();
  await page
    .getByTestId('files')
    .setInputFiles([{ name: 'copy.pdf', mimeType: 'application/pdf', buffer: copy }]);
  await expect(conclusion).toContainText(CONCLUSION_JA.REDACTED_COPY);
  await expect(page.getByText(VERIFY_JA.withheld)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: VERIFY_DESK_JA.save.json }).click();
  const report = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as { files: unknown[] };
  expect(report.files).toMatchObject([{ file: 'copy.pdf', certificate: { redacted: true } }]);
});

test('M60: the list is searched by several statuses at once, and walked with the keyboard', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  const mark = Date.now().toString(36);
  await stage.send([{ name: 'contract.pdf', pages: 1 }], `Open ${mark}`);
  const gone = await stage.send([{ name: 'contract.pdf', pages: 1 }], `Gone ${mark}`);
  await stage.withdraw(gone, 'test');
  await page.goto(`${url}/console?q=${mark}`);
  await expect(page.getByRole('link', { name: `Open ${mark}` })).toBeVisible();
  const choose = async (status: keyof typeof ENVELOPE_STATUS_JA): Promise<void> =>
    page.getByLabel(ENVELOPE_STATUS_JA[status], { exact: true }).check();

  await page.getByText(`${L.status}: ${L.everyStatus}`).click();
  await choose('withdrawn');
  await expectAccessible(page);
  await page.getByRole('button', { name: L.submit }).click();
  await expect(page.getByRole('link', { name: `Gone ${mark}` })).toBeVisible();
  await expect(page.getByRole('link', { name: `Open ${mark}` })).toHaveCount(0);
  await choose('sent');
  await page.getByRole('button', { name: L.submit }).click();
  await expect(page.getByRole('link', { name: `Open ${mark}` })).toBeVisible();
  await expect(page.getByRole('link', { name: `Gone ${mark}` })).toBeVisible();
  await expect(page).toHaveURL(/status=sent&status=withdrawn/);

  await page.reload();
  await expect(page.getByRole('link', { name: `Gone ${mark}` })).toBeVisible();
  const clear = page.getByRole('button', { name: L.clear });
  await clear.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: `Gone ${mark}` })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: `Open ${mark}` })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Open ${mark}` })).toBeVisible();
});
