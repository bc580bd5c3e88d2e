import { CERTIFICATE_JA } from '../../src/lib/messages/certificate.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { openLastStep } from './signing-steps.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { reading, finish, status, factor } = SIGN_JA;

test('L5, L6, M37: an access code that came by telephone signs, a wrong one does not, and the certificate says so', async ({
  page,
  stage,
}) => {
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  const code = await stage.accessCode(draft);
  const envelope = await stage.dispatch(draft);
  expect((await stage.mail(envelope.email)).text).not.toContain(code);

  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await expect(page.getByText(factor.landingTitle)).toBeVisible();
  await expectAccessible(page);
  const delegate = '試験 代理';
  await openLastStep(page, stage, envelope, delegate);

  const dialog = page.getByRole('dialog', { name: finish.title });
  const sign = dialog.getByRole('button', { name: finish.confirm });
  const field = dialog.getByLabel(factor.accessCode);
  await expect(dialog.getByText(finish.delegated(delegate))).toBeVisible();
  await expect(field).toBeInViewport();
  await sign.click();
  await expect(dialog.getByText(factor.missing)).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill(code === '00000000' ? '11111111' : '00000000');
  await sign.click();
  await expect(dialog.getByText(factor.wrong(4))).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);
  expect((await stage.holder(envelope.token).view()).partyStatus).toBe('waiting');

  await field.fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await sign.click();
  await expect(page.getByText(status.done)).toBeVisible();

  await stage.signForMunicipality(envelope);
  const { bytes } = await stage
    .holder(envelope.token)
    .octets(`/documents/${envelope.documentIds[0] ?? ''}/certificate`);
  const certificate = readCertificatePdf(bytes);
  if (!certificate.ok) throw new Error(certificate.code);
  expect(certificate.value.parties.map((party) => party.factor)).toEqual(['access-code', 'totp']);
  expect(certificate.value.parties[0]).toMatchObject({
    principalName: '試験 太郎',
    operatorKind: 'delegate',
    operatorName: delegate,
  });
});

test('L5: five wrong access codes lock it; a new one from staff opens the way again', async ({
  page,
  stage,
}) => {
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  const code = await stage.accessCode(draft);
  const envelope = await stage.dispatch(draft);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await openLastStep(page, stage, envelope);
  const dialog = page.getByRole('dialog', { name: finish.title });
  const sign = dialog.getByRole('button', { name: finish.confirm });
  for (const left of [4, 3, 2, 1]) {
    await dialog.getByLabel(factor.accessCode).fill(code.slice(0, left));
    await sign.click();
    await expect(dialog.getByText(factor.wrong(left))).toBeVisible();
  }
  await sign.click();
  await expect(dialog.getByText(factor.lockedTitle)).toBeVisible();
  await expect(sign).toBeDisabled();
  await expectAccessible(page);

  const fresh = await stage.accessCode(envelope);
  await page.reload();
  await page.getByRole('button', { name: reading.finish, exact: true }).click();
  await dialog.getByLabel(factor.accessCode).fill(fresh);
  await sign.click();
  await expect(page.getByText(status.done)).toBeVisible();
});

test('L5: a code mailed to the same address is 「メール認証（再確認）」', async ({ page, stage }) => {
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  await stage.demand(draft, 'mail_code');
  const envelope = await stage.dispatch(draft);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await openLastStep(page, stage, envelope);
  const dialog = page.getByRole('dialog', { name: finish.title });
  const sign = dialog.getByRole('button', { name: finish.confirm });
  await expect(sign).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: factor.send }).click();
  const mail = await stage.mail(envelope.email, ({ subject }) => /確認コード \d{6}$/.test(subject));
  const code = mail.subject.slice(-6);
  await dialog.getByLabel(factor.mailCode).fill(code === '000000' ? '111111' : '000000');
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
  expect(certificate.ok && certificate.value.parties[0]?.factor).toBe('email-code');
  expect(CERTIFICATE_JA.factors['email-code']).not.toContain('二要素');
});
