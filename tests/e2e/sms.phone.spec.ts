import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { APPLICATION_REFUSAL_JA, CASES_JA } from '../../src/lib/messages/cases.ts';
import { FIELD_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { openLastStep } from './signing-steps.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { finish, status, factor } = SIGN_JA;
const { form: F } = CONSOLE_JA;
const A = CASES_JA.application;

test('L5, L6: a code that came by SMS signs, no other does, and the certificate says so', async ({
  page,
  stage,
  browser,
}) => {
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  await stage.demand(draft, 'sms_code');
  const last4 = String(Date.now()).slice(-4);
  const number = `+8190${String(Date.now()).slice(-8, -4)}${last4}`;

  // Staff see what is missing, and register the number at the accepted application.
  const desk = await (await browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage();
  await signIn(desk, stage.facts, 'drafter', 'takizawa');
  await desk.goto(`${stage.facts.url}/console/envelopes/${draft.id}/edit`);
  await desk.getByRole('button', { name: F.send, exact: true }).click();
  await expect(desk.getByRole('button', { name: FIELD_JA['contractor.mobile'] }).first()).toBeVisible();
  await expectAccessible(desk);
  await desk.goto(`${stage.facts.url}/console/cases/${await stage.caseOf(draft)}`);
  await expect(desk.getByText(A.mobileNone)).toBeVisible();
  await desk.getByRole('button', { name: A.mobileSave }).click();
  const saving = desk.getByRole('dialog', { name: A.mobileSave });
  await saving.getByLabel(A.mobileField).fill('019-123-4567');
  await saving.getByRole('button', { name: A.mobileAction }).click();
  await expect(saving.getByText(APPLICATION_REFUSAL_JA.NOT_A_MOBILE)).toBeVisible();
  await expectAccessible(desk);
  await saving.getByLabel(A.mobileField).fill(`090-${number.slice(5, 9)}-${last4}`);
  await saving.getByRole('button', { name: A.mobileAction }).click();
  await expect(desk.getByText(A.mobileShown(last4))).toBeVisible();
  expect(await desk.locator('body').innerText()).not.toContain(number.slice(5, 9) + last4);

  await test.step('where staff enter an application, they enter its number', async () => {
    await desk.getByRole('button', { name: CASES_JA.case.enter }).click();
    const form = desk.locator('[data-enter]');
    await form.getByRole('button', { name: CASES_JA.enter.save }).click();
    const field = form.getByLabel(A.mobile);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill('019-123-4567');
    await form.getByRole('button', { name: CASES_JA.enter.save }).click();
    await expect(form.getByText(APPLICATION_REFUSAL_JA.NOT_A_MOBILE)).toBeVisible();
    await picture(desk, 'sms-enter');
    await expectAccessible(desk);
    await expectFits(desk);
  });
  await desk.context().close();

  const envelope = await stage.dispatch(draft);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await expect(page.getByText(factor.smsLandingTitle)).toBeVisible();
  await expect(page.getByText(factor.smsLanding(last4))).toBeVisible();
  await openLastStep(page, stage, envelope);
  const dialog = page.getByRole('dialog', { name: finish.title });
  const sign = dialog.getByRole('button', { name: finish.confirm });
  await expect(sign).toBeDisabled();
  await dialog.getByRole('button', { name: factor.smsSend }).click();
  await expect(dialog.getByText(factor.smsSent(last4))).toBeVisible();
  const first = /\d{6}/.exec(await stage.sms(number))?.[0] ?? '';
  await expectAccessible(page);
  await expectFits(page);
  await dialog.getByRole('button', { name: factor.sendAgain }).click();
  const text = await stage.sms(number, 2);
  expect(text).toContain('滝沢市');
  const code = /\d{6}/.exec(text)?.[0] ?? '';
  await dialog.getByLabel(factor.mailCode).fill(first === code ? '000000' : first);
  await sign.click();
  await expect(dialog.getByText(factor.wrong(4))).toBeVisible();
  await dialog.getByLabel(factor.mailCode).fill(code);
  await sign.click();
  await expect(page.getByText(status.done)).toBeVisible();

  await stage.signForMunicipality(envelope);
  const { bytes } = await stage
    .holder(envelope.token)
    .octets(`/documents/${envelope.documentIds[0] ?? ''}/certificate`);
  const certificate = readCertificatePdf(bytes);
  expect(certificate.ok && certificate.value.parties[0]).toMatchObject({
    factor: 'sms-code',
    factorDetail: last4,
  });
});
