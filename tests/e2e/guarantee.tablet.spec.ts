import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { GUARANTEE_JA as G } from '../../src/lib/messages/guarantee.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { STAFF_JA } from '../../src/lib/messages/staff.ts';
import { Refused } from '../demo/http.ts';
import { PHONE, test } from './desk.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const { guarantee: S, paperStill, download } = SIGN_JA;

test('M31, M33, M35: staff ask for another 保証証券, accept it, conclude, and record the original', async ({
  page,
  stage,
  browser,
}) => {
  test.slow();
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  const holder = stage.holder(envelope.token);
  await holder.giveSecurity('first.pdf', await samplePdf('first', 1));
  await holder.readAndConsent();
  const phone = await (await browser.newContext(PHONE)).newPage();

  await test.step('the desk says that it waits to be checked, and nobody signs before', async () => {
    await stage.mail(envelope.email, () => true);
    await expect(stage.consentForMunicipality(envelope)).rejects.toThrow(Refused);
    await page.goto(`${url}/console/waiting`);
    await expect(page.getByText(STAFF_JA.desk.kinds.guarantee).first()).toBeVisible();
    await page.goto(`${url}/console/envelopes/${envelope.id}`);
    await expect(page.getByText(G.beforeSigning)).toBeVisible();
    await picture(page, 'guarantee-desk');
    await expectAccessible(page);
    await expectFits(page);
  });

  await test.step('差替え依頼 goes to the contractor with its reason; the same link takes the new file alone', async () => {
    await page.getByRole('button', { name: G.replace }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: G.replace }).click();
    await expect(dialog.getByText(CONSOLE_JA.envelope.reasonMissing)).toBeVisible();
    await dialog.getByLabel(G.replaceReason).fill('金額が契約書と違います');
    await dialog.getByRole('button', { name: G.replace }).click();
    await expect(page.getByText(G.states.replace)).toBeVisible();
    const mail = await stage.mail(envelope.email, ({ subject }) => subject.includes('差替えのお願い'));
    expect(mail.text).toContain('金額が契約書と違います');
    expect(mail.text).toContain(`${url}/s#${envelope.token}`);
    await phone.goto(`${url}/s#${envelope.token}`);
    await expect(phone.getByText('金額が契約書と違います')).toBeVisible();
    await picture(phone, 'guarantee-replace');
    await expectAccessible(phone);
    await phone.getByRole('button', { name: S.replace }).click();
    const giving = phone.getByRole('dialog', { name: S.title });
    const second = {
      name: 'second.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await samplePdf('second', 2)),
    };
    await giving.getByLabel(S.paper.choose).setInputFiles(second);
    await giving.getByRole('button', { name: S.give }).click();
    await expect(phone.getByText(S.checking)).toBeVisible();
    await expect(phone.getByRole('button', { name: S.replace })).toHaveCount(0);
  });

  await test.step('both versions stand with their hashes; accepted, the municipality signs', async () => {
    await expect(page.getByText('second.pdf')).toBeVisible({ timeout: 30_000 });
    await page.getByText(G.earlier).click();
    await expect(page.getByText('first.pdf')).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: G.open }).first().click();
    expect((await saved).suggestedFilename()).toBe('second.pdf');
    await page.getByRole('button', { name: G.accept }).click();
    await expect(page.getByText(G.states.accepted)).toBeVisible();
    await stage.signForMunicipality(envelope);
  });

  await test.step('the completion page lists what is still due on paper', async () => {
    await phone.reload();
    await expect(phone.getByRole('heading', { name: download.title })).toBeVisible();
    await expect(phone.getByText(paperStill.original)).toBeVisible();
    await expect(phone.getByText('財務課へ提出')).toBeVisible();
    await expect(phone.getByText('現場代理人等通知書')).toBeVisible();
    await picture(phone, 'guarantee-completion');
    await expectAccessible(phone);
    await expectFits(phone);
    await phone.context().close();
  });

  await test.step('the tracker of the original', async () => {
    await page.goto(`${url}/console/waiting`);
    await expect(page.getByText(STAFF_JA.desk.kinds.original).first()).toBeVisible();
    await page.goto(`${url}/console/envelopes/${envelope.id}`);
    await expect(page.getByText(G.due, { exact: true })).toBeVisible();
    await picture(page, 'guarantee-original');
    await page.getByRole('button', { name: G.record }).click();
    await expect(page.getByText(/^受領（/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: G.undo }).click();
    await expect(page.getByText(G.due, { exact: true })).toBeVisible();
  });
});

test('M32: staff attach the 納付書 with the draft', async ({ page, stage }) => {
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  await page.goto(`${stage.facts.url}/console/envelopes/${draft.id}/edit`);
  await expect(page.getByText(G.slipNone)).toBeVisible();
  await page
    .getByLabel(G.slipAttach, { exact: true })
    .last()
    .setInputFiles({
      name: 'x.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('not a pdf'),
    });
  await expect(page.getByText(REFUSAL_JA.UPLOAD_NOT_PDF.happened)).toBeVisible();
  await page
    .getByLabel(G.slipAttach, { exact: true })
    .last()
    .setInputFiles({
      name: '納付書.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await samplePdf('slip', 1)),
    });
  await expect(page.getByText('納付書.pdf')).toBeVisible();
  await picture(page, 'guarantee-slip');
  await expectAccessible(page);
  await expectFits(page);
});
