import { acceptanceTextJa } from '../../src/lib/messages/acceptance.ts';
import { APPLICATION_DESK_JA } from '../../src/lib/messages/application-desk.ts';
import type { ApplicationForm } from '../../src/lib/domain/application.ts';
import { CASES_JA } from '../../src/lib/messages/cases.ts';
import { STAFF_JA } from '../../src/lib/messages/staff.ts';
import { callJson } from '../demo/http.ts';
import { linkTokenOf } from '../demo/inbox.ts';
import { mailTo } from './applicant.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, type Stage } from './stage.ts';

const { follow: F } = STAFF_JA;
const W = APPLICATION_DESK_JA;
const CODE = '032166';

/** Applies over HTTP, as the form does: the address is confirmed by the mailed code. */
async function apply(stage: Stage, caseNumber: string, email: string): Promise<void> {
  const { url } = stage.facts;
  const path = `/application/forms/${CODE}`;
  const { challengeId } = await callJson<{ challengeId: string }>(url, {
    method: 'POST',
    path: `${path}/code`,
    headers: {},
    json: { email },
  });
  const code = /(\d{6})$/.exec((await mailTo(stage, email, '確認コード')).subject)?.[1];
  const { ticket } = await callJson<{ ticket: string }>(url, {
    method: 'POST',
    path: `${path}/confirm`,
    headers: {},
    json: { challengeId, code },
  });
  const form = await callJson<ApplicationForm>(url, {
    method: 'GET',
    path: `${path}?case=${encodeURIComponent(caseNumber)}`,
    headers: {},
  });
  await callJson(url, {
    method: 'POST',
    path: `${path}/submit`,
    headers: { 'x-application-ticket': ticket },
    json: {
      fields: {
        caseNumber,
        company: '株式会社試験建設',
        principalTitle: '代表取締役',
        principalName: '試験 太郎',
        email,
        contactName: null,
        contactPhone: null,
        declared: true,
        termsAgreed: true,
      },
      acceptances: (form.case?.laws ?? []).map((law) => ({
        law,
        text: acceptanceTextJa(law, {
          municipalityName: form.municipality.name,
          caseName: form.case?.name ?? '',
          method: form.texts.method,
          fileFormat: form.texts.fileFormat,
        }),
      })),
      attachmentIds: [],
    },
  });
}

/** What a mail server answers where nobody has this address (RFC 3464). */
async function bounce(stage: Stage, messageId: string, email: string): Promise<unknown> {
  const report = [
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${email}`,
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
  const answer = await fetch(`${stage.facts.url}/functions/v1/jobs/bounce`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.facts.jobsSecret}`, 'content-type': 'message/rfc822' },
    body: report,
  });
  return answer.json();
}

test('M13, M16, M82: another application takes the accepted one’s place, what was sent is corrected, and a mail that came back is told', async ({
  page,
  stage,
}) => {
  test.setTimeout(240_000);
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const caseNumber = `試験-${envelope.title.replace(/^Contract /, '')}`;
  const right = `new-${envelope.email}`;
  await apply(stage, caseNumber, right);
  // Whoever may sign now learns of it.
  await mailTo(stage, envelope.email, '別の電子契約の利用申請が届きました');

  await page.goto(`${url}/console/waiting`);
  const row = page.getByRole('listitem').filter({ hasText: caseNumber });
  await expect(row.getByText(W.desk.kinds.application)).toBeVisible();
  await picture(page, 'apply-waiting');
  await row.getByRole('link').click();
  const card = page.getByRole('article').filter({ hasText: right });
  await expect(card.getByText(W.supersede.also)).toBeVisible();
  await card.getByRole('button', { name: CASES_JA.application.accept }).click();
  const dialog = page.getByRole('dialog', { name: W.supersede.title });
  await expect(dialog).toContainText(envelope.email);
  await expectAccessible(page);
  await picture(page, 'apply-supersede');
  await dialog.getByRole('button', { name: W.supersede.act }).click();
  await expect(page.getByText(W.correction.title)).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);
  await picture(page, 'apply-correction');
  await mailTo(stage, envelope.email, '新しい申請に置き換わりました');

  // Nobody signs any more by what went to the earlier address.
  await expect(stage.holder(envelope.token).readAndConsent()).rejects.toMatchObject({
    code: 'SIGNER_ADDRESS_REPLACED',
  });
  await page.getByRole('link', { name: envelope.title }).first().click();
  await page.getByRole('button', { name: F.correct }).click();
  const correcting = page.getByRole('dialog', { name: F.correct });
  await correcting.getByLabel(F.newEmail).fill(right);
  await correcting.getByRole('button', { name: F.correct }).click();
  await expect(page.getByText(F.corrected)).toBeVisible();
  const token = linkTokenOf(await stage.mail(right));
  await stage.holder(token).readAndConsent();

  // The mail of the acceptance comes back: staff see it at the application, and send it again.
  const accepted = (await mailTo(stage, right, '利用申請を受理しました')) as {
    messageId?: string;
    headers?: Record<string, string>;
  };
  const messageId = accepted.messageId ?? accepted.headers?.['message-id'] ?? '';
  expect(await bounce(stage, messageId, right)).toEqual({ bounced: 1 });
  await page.goto(`${url}/console/waiting`);
  await expect(row.getByText(W.desk.kinds.application_bounced)).toBeVisible();
  await row.getByRole('link').click();
  await expect(card.getByText(W.bounced.title)).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'apply-bounced');
  await card.getByRole('button', { name: W.bounced.again }).click();
  await expect(page.getByText(W.bounced.sent)).toBeVisible();
  await expect(card.getByText(W.bounced.title)).toHaveCount(0);
});
