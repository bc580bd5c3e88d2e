import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { PASSKEY_WORDS } from '../../src/lib/messages/passkey.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SHELF_JA } from '../../src/lib/messages/shelf.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { picture } from './picture.ts';
import { openLastStep } from './signing-steps.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { finish, status } = SIGN_JA;
const { door: D } = SHELF_JA;
const t = PASSKEY_WORDS.ja;

test.use({ viewport: { width: 360, height: 740 } });

test('L5, L6: a passkey that was registered in the library before signs the contract, and the certificate says so', async ({
  page,
  stage,
  context,
}) => {
  test.slow();
  // Browsers give no passkey to a bare IP address.
  const url = stage.facts.url.replace('127.0.0.1', 'localhost');
  const email = `passkey-${Date.now().toString(36)}@contractor.example`;
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });

  await test.step('register it in the library', async () => {
    await page.goto(`${url}/library`);
    await page.getByRole('textbox', { name: D.email }).fill(email);
    await page.getByRole('button', { name: D.send }).click();
    const mail = await stage.mail(email, ({ subject }) => /確認コード \d{6}$/.test(subject));
    await page.getByRole('textbox', { name: D.code }).fill(mail.subject.slice(-6));
    await page.getByRole('button', { name: D.open }).click();
    await page.getByText(t.title).click();
    await expect(page.getByText(t.none)).toBeVisible();
    await page.getByRole('button', { name: t.add }).click();
    await expect(page.getByText(t.nameMissing)).toBeVisible();
    await page.getByLabel(t.name).fill('試験用の端末');
    await expectAccessible(page);
    await page.getByRole('button', { name: t.add }).click();
    await expect(page.getByText(t.added)).toBeVisible();
    await expect(page.getByText('試験用の端末', { exact: true })).toBeVisible();
    // Whoever owns the address is told, also where it was not they who registered it.
    const told = await stage.mail(
      email,
      ({ subject }) => subject === '【ライブラリ】パスキーが登録されました',
    );
    expect(told.text).toContain('試験用の端末');
    await page.getByText(t.title).scrollIntoViewIfNeeded();
    await picture(page, 'passkey-library');
    await expectAccessible(page);
    await expectFits(page);
  });

  const draft = { ...(await stage.draft([{ name: 'contract.pdf', pages: 1 }], undefined, { email })), email };
  await stage.demand(draft, 'passkey');
  const envelope = await stage.dispatch(draft);

  await page.goto(`${url}/s#${envelope.token}`);
  await expect(page.getByText(t.landingTitle)).toBeVisible();
  await openLastStep(page, stage, envelope);
  const dialog = page.getByRole('dialog', { name: finish.title });
  await expect(dialog.getByText(t.lead)).toBeVisible();
  await picture(page, 'passkey-sign');
  await expectAccessible(page);

  // Whoever cannot be verified by the device signs nothing.
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await dialog.getByRole('button', { name: t.sign }).click();
  await expect(dialog.getByText(REFUSAL_JA.PASSKEY_CANCELLED.happened)).toBeVisible();
  expect((await stage.holder(envelope.token).view()).partyStatus).toBe('waiting');
  await picture(page, 'passkey-cancelled');
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await dialog.getByRole('button', { name: t.sign }).click();
  await expect(page.getByText(status.done)).toBeVisible();

  await stage.signForMunicipality(envelope);
  const { bytes } = await stage
    .holder(envelope.token)
    .octets(`/documents/${envelope.documentIds[0] ?? ''}/certificate`);
  const certificate = readCertificatePdf(bytes);
  expect(certificate.ok && certificate.value.parties[0]?.factor).toBe('passkey');
});
