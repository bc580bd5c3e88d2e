import { readFile } from 'node:fs/promises';
import { OPERATION_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { LOG_JA } from '../../src/lib/messages/log.ts';
import { MEMBERS_JA, ROLE_JA } from '../../src/lib/messages/members.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { totpCode, totpStep } from '../../supabase/embedded/auth/totp.ts';
import { PHONE } from './desk.ts';
import { signIn, staffOf } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { join: J } = MEMBERS_JA;
const { signIn: S, list: L } = CONSOLE_JA;

test('M84, M70, M86: an invited administrator registers, a second one is needed for a lost factor, a leaver is out at once, and the log has it all', async ({
  page,
  stage,
  browser,
}) => {
  test.slow();
  const { url } = stage.facts;
  const mark = Date.now().toString(36);
  const email = `new-${mark}@takizawa.example`;
  const name = `試験用 新任 ${mark}`;
  const password = 'seven-lakes-under-snow';
  await signIn(page, stage.facts, 'admin', 'takizawa');
  await page.goto(`${url}/console/members`);
  await page.getByRole('button', { name: MEMBERS_JA.invite }).click();
  const inviting = page.getByRole('dialog', { name: MEMBERS_JA.inviteTitle });
  await inviting.getByRole('button', { name: MEMBERS_JA.inviteNow }).click();
  await expect(inviting.getByText(MEMBERS_JA.rolesMissing)).toBeVisible();
  await expectAccessible(page);
  await inviting.getByLabel(MEMBERS_JA.name).fill(name);
  await inviting.getByLabel(MEMBERS_JA.email).fill(email);
  await inviting.getByRole('checkbox', { name: ROLE_JA.admin }).check();
  await picture(page, 'members-invite');
  await inviting.getByRole('button', { name: MEMBERS_JA.inviteNow }).click();
  await expect(page.getByText(MEMBERS_JA.invited)).toBeVisible();
  await picture(page, 'members');
  await expectAccessible(page);

  const mail = await stage.mail(email);
  const link = /https?:\/\/[^\s]+\/join#[\w.-]+/.exec(mail.text ?? '')?.[0] ?? '';
  const phone = await (await browser.newContext(PHONE)).newPage();
  await phone.goto(link);
  await expect(phone.getByText(email)).toBeVisible();
  expect(phone.url()).not.toContain('#');
  await picture(phone, 'join');
  await expectAccessible(phone);
  await expectFits(phone);
  await phone.getByLabel(J.password).first().fill('short');
  await phone.getByLabel(J.repeat).fill('other');
  await phone.getByRole('button', { name: J.register }).click();
  await expect(phone.getByText(J.differs)).toBeVisible();
  await phone.getByLabel(J.repeat).fill('short');
  await phone.getByRole('button', { name: J.register }).click();
  await expect(phone.getByRole('alert')).toContainText(REFUSAL_JA.PASSWORD_WEAK.happened);
  await phone.getByLabel(J.password).first().fill(password);
  await phone.getByLabel(J.repeat).fill(password);
  await phone.getByRole('button', { name: J.register }).click();
  await expect(phone.getByText(J.done)).toBeVisible();
  const again = await phone.context().newPage();
  await again.goto(link);
  await expect(again.getByRole('alert')).toContainText(REFUSAL_JA.INVITATION_CLOSED.happened);
  await again.close();
  await phone.getByRole('link', { name: J.toLogin }).click();
  await phone.getByLabel(S.email).fill(email);
  await phone.getByLabel(S.password).fill(password);
  await phone.getByRole('button', { name: S.next }).click();
  await expect(phone.getByRole('heading', { name: S.enrolTitle })).toBeVisible();
  const secret = (await phone.locator('p.select-all').innerText()).replace(/\s/g, '');
  await phone.getByLabel(S.code).fill(totpCode(secret, totpStep(new Date())));
  await phone.getByRole('button', { name: S.enrol }).click();
  await expect(phone.getByRole('heading', { name: L.title })).toBeVisible();

  // The newcomer asks for the reset, the first administrator approves it.
  const lost = staffOf(stage.facts, 'viewer', 'takizawa');
  await phone.goto(`${url}/console/members`);
  const row = phone.getByRole('listitem').filter({ hasText: lost.email });
  await row.getByRole('button', { name: MEMBERS_JA.reset }).click();
  const asking = phone.getByRole('dialog', { name: MEMBERS_JA.resetTitle });
  await asking.getByRole('button', { name: MEMBERS_JA.resetNow }).click();
  await expect(phone.getByText(MEMBERS_JA.resetOwn)).toBeVisible();
  await expect(phone.getByRole('button', { name: MEMBERS_JA.resetApprove })).toHaveCount(0);
  await picture(phone, 'members-reset');
  await page.reload();
  await page.getByRole('button', { name: MEMBERS_JA.resetApprove }).click();
  await expect(page.getByText(MEMBERS_JA.resetDone)).toBeVisible();
  const viewer = await (await browser.newContext(PHONE)).newPage();
  await viewer.goto(`${url}/login`);
  await viewer.getByLabel(S.email).fill(lost.email);
  await viewer.getByLabel(S.password).fill(lost.password);
  await viewer.getByRole('button', { name: S.next }).click();
  await expect(viewer.getByRole('heading', { name: S.enrolTitle })).toBeVisible();
  await viewer.context().close();

  // Stopped: what is open on the phone, signed in with both factors, does and shows nothing any more.
  const leaver = page.getByRole('listitem').filter({ hasText: email });
  await leaver.getByRole('button', { name: MEMBERS_JA.deactivate }).click();
  const stopping = page.getByRole('dialog', { name: MEMBERS_JA.deactivateTitle });
  await stopping.getByRole('button', { name: MEMBERS_JA.deactivate }).click();
  await expect(page.getByText(MEMBERS_JA.deactivated)).toBeVisible();
  await phone.goto(`${url}/console/members`);
  await expect(phone.getByText(MEMBERS_JA.members, { exact: true })).toHaveCount(0);
  await phone.context().close();

  await page.getByRole('tab', { name: MEMBERS_JA.principals }).click();
  await expect(page.getByText(MEMBERS_JA.principalsLead)).toBeVisible();
  await picture(page, 'members-principals');
  await expectAccessible(page);
  await page.getByRole('tab', { name: MEMBERS_JA.setting }).click();
  await picture(page, 'members-setting');

  await page.goto(`${url}/console/log`);
  await page.getByLabel(LOG_JA.kind).selectOption({ label: LOG_JA.kinds.account });
  await page.getByRole('button', { name: LOG_JA.submit }).click();
  for (const event of ['member_invited', 'member_joined', 'factor_reset', 'member_deactivated'] as const)
    await expect(page.getByText(OPERATION_JA[event], { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'log');
  await page.getByLabel(LOG_JA.person).fill(name);
  await page.getByRole('button', { name: LOG_JA.submit }).click();
  await expect(page.getByText(OPERATION_JA.member_joined).first()).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: LOG_JA.csv }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[0]).toBe(`\uFEFF${Object.values(LOG_JA.csvColumns).join(',')}`);
  expect(lines.slice(1).every((line) => line.includes(name))).toBe(true);
  expect(csv).toMatch(/JST.*127\.0\.0\.1/);
  await page.getByRole('button', { name: LOG_JA.clear }).click();
  await expect(page.getByText(OPERATION_JA.exported, { exact: true }).first()).toBeVisible();
});
