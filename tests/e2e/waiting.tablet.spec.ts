import { WAITING_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { PHONE, test } from './desk.ts';
import { expect, expectAccessible } from './stage.ts';

const { envelope: E } = CONSOLE_JA;
const { status: S, download } = SIGN_JA;

test.afterEach(({ stage }) => stage.faults({}));

test('L27: what an authority keeps waiting says so to both parties, and goes on by itself', async ({
  page,
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const phone = await (await browser.newContext(PHONE)).newPage();

  await stage.faults({ tsa: 'down' });
  await stage.holder(envelope.token).readAndConsent();
  await page.goto(`${url}/console/envelopes/${envelope.id}`);
  await phone.goto(`${url}/s#${envelope.token}`);
  await expect(page.getByText(E.waitingTimestamp)).toBeVisible();
  await expect(page.getByText(WAITING_JA.timestamp).first()).toBeVisible();
  await expect(page.getByRole('button', { name: E.withdraw })).toHaveCount(0);
  await expectAccessible(page);
  await expect(phone.getByText(S.waitingTimestamp)).toBeVisible();
  await expect(phone.getByText(S.waitingText.timestamp)).toBeVisible();
  await expectAccessible(phone);
  await stage.faults({});
  await stage.hurry();
  await expect(phone.getByText(S.waitingCounterparty)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(E.yourTurn)).toBeVisible();

  await stage.faults({ ocsp: 'down', crl: 'down' });
  await stage.consentForMunicipality(envelope);
  await expect(page.getByText(E.waitingRevocation)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(WAITING_JA.revocation).first()).toBeVisible();
  // The phone's page looks ever more seldom; opened anew it knows at once.
  await phone.reload();
  await expect(phone.getByText(S.waitingRevocation)).toBeVisible();
  await expectAccessible(phone);
  await stage.faults({});
  await stage.hurry();
  await expect(page.getByRole('heading', { name: E.certificates })).toBeVisible({ timeout: 30_000 });
  await expect(phone.getByText(download.concluded)).toBeVisible({ timeout: 30_000 });
  await phone.context().close();
});
