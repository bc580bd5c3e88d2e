import { ENVELOPE_STATUS_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { STAFF_JA } from '../../src/lib/messages/staff.ts';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { linkTokenOf } from '../demo/inbox.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const { follow: F, desk: D } = STAFF_JA;

test('M16, M81, M82: a mail that came back is told, the address corrected, the deadline extended, and what was withdrawn made anew', async ({
  page,
  stage,
}) => {
  test.slow();
  const { url, jobsSecret, inboxUrl } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const headers = (await (
    await fetch(`${inboxUrl}/api/email/${(await stage.mail(envelope.email)).id}`)
  ).json()) as { messageId?: string; headers?: Record<string, string> };
  const messageId = headers.messageId ?? headers.headers?.['message-id'] ?? '';
  const report = [
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${envelope.email}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${messageId.replace(/^<|>$/g, '')}>`,
    '',
    '--b--',
    '',
  ].join('\r\n');
  const answer = await fetch(`${url}/functions/v1/jobs/bounce`, {
    method: 'POST',
    headers: { authorization: `Bearer ${jobsSecret}`, 'content-type': 'message/rfc822' },
    body: report,
  });
  expect(await answer.json()).toEqual({ bounced: 1 });

  await page.goto(`${url}/console/waiting`);
  const mine = page.getByRole('region', { name: new RegExp(D.mine) });
  await expect(mine.getByText(D.kinds.bounced)).toBeVisible();
  await mine.getByRole('link', { name: envelope.title }).click();
  await expect(page.getByText(F.bounced).first()).toBeVisible();
  await picture(page, 'follow-bounced');
  await expectAccessible(page);

  await page.getByRole('button', { name: F.correct }).click();
  const correcting = page.getByRole('dialog', { name: F.correct });
  await correcting.getByLabel(F.newEmail).fill('wrong');
  await correcting.getByRole('button', { name: F.correct }).click();
  await expect(correcting.getByText(F.emailWrong)).toBeVisible();
  const right = `right-${envelope.email}`;
  // M13: an address is corrected to that of the case's accepted application alone.
  await stage.authorise(envelope, right);
  await correcting.getByLabel(F.newEmail).fill(right);
  await picture(page, 'follow-correct');
  await correcting.getByRole('button', { name: F.correct }).click();
  await expect(page.getByText(F.corrected)).toBeVisible();
  // Which address the request went to first stays on the page, and who changed it.
  await expect(page.getByText(F.correctionOf('株式会社試験建設', envelope.email, right))).toBeVisible();
  await expect(page.getByText(F.outdated)).toHaveCount(0);
  await picture(page, 'follow-corrected');
  const token = linkTokenOf(await stage.mail(right));
  expect(token).not.toBe(envelope.token);

  await page.getByRole('button', { name: F.remind }).click();
  await expect(page.getByText(F.reminded)).toBeVisible();
  const reminder = await stage.mail(right, ({ subject }) => subject.includes('署名期限が近づいています'));
  expect(linkTokenOf(reminder)).toBe(token);

  await page.getByRole('button', { name: F.extend }).click();
  const extending = page.getByRole('dialog', { name: F.extend });
  await extending.getByRole('button', { name: F.extend }).click();
  await expect(extending.getByText(F.notLater)).toBeVisible();
  await extending.getByLabel(F.newDeadline).fill(addDays(japanDate(new Date()), 20));
  await extending.getByRole('button', { name: F.extend }).click();
  await expect(page.getByText(F.extended)).toBeVisible();
  await stage.mail(right, ({ subject }) => subject.includes('署名期限を延長しました'));

  await stage.withdraw({ ...envelope, token }, '金額の誤り');
  await page.reload();
  await expect(page.getByText(ENVELOPE_STATUS_JA.withdrawn).first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  await page.getByRole('button', { name: F.copy }).click();
  await expect(page.getByRole('heading', { name: CONSOLE_JA.form.editTitle })).toBeVisible();
  await expect(page.getByText('contract.pdf').first()).toBeVisible();
});
