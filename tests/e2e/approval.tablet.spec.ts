import type { Browser, Page } from '@playwright/test';
import { ENVELOPE_STATUS_JA } from '../../src/lib/messages/console.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { STAFF_JA } from '../../src/lib/messages/staff.ts';
import { test } from './desk.ts';
import { signIn, staffOf, takeCode, untilCode } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, type Stage } from './stage.ts';

const { approval: A, desk: D, round: R } = STAFF_JA;

/** Another member of staff at a tablet of their own. */
async function colleague(browser: Browser, stage: Stage, role: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 820, height: 1180 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    storageState: { cookies: [], origins: [] },
  });
  const page = await context.newPage();
  await signIn(page, stage.facts, role, 'takizawa');
  return page;
}

test('M83, M84: an approver returns a draft with a comment, and later sends it; the desk says whose turn it is', async ({
  page,
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  const draft = await stage.draft([{ name: 'contract.pdf', pages: 1 }]);
  const put = async (): Promise<void> => {
    await page.goto(`${url}/console/envelopes/${draft.id}/edit`);
    await page.getByRole('button', { name: A.submit }).click();
    const asking = page.getByRole('dialog', { name: A.submitTitle });
    await picture(page, 'approval-submit');
    await asking.getByRole('button', { name: A.submitNow }).click();
    await expect(page.getByText(A.waiting)).toBeVisible();
  };
  await put();
  await picture(page, 'approval-waiting');
  await expectAccessible(page);

  const approver = await colleague(browser, stage, 'approver');
  await approver.goto(`${url}/console/waiting`);
  await approver.getByRole('link', { name: draft.title }).click();
  await expect(approver.getByText(A.lead)).toBeVisible();
  await picture(approver, 'approval-decide');
  await approver.getByRole('button', { name: A.return }).click();
  const back = approver.getByRole('dialog', { name: A.returnTitle });
  await back.getByRole('button', { name: A.return }).click();
  await expect(back.getByText(A.reasonMissing)).toBeVisible();
  await expectAccessible(approver);
  await back.getByLabel(A.returnComment).fill('工期の終わりを直してください');
  await back.getByRole('button', { name: A.return }).click();
  await expect(approver.getByText(A.returned)).toBeVisible();

  await page.goto(`${url}/console/waiting`);
  const mine = page.getByRole('region', { name: new RegExp(D.mine) });
  await expect(mine.getByText(D.kinds.returned)).toBeVisible();
  await picture(page, 'desk-drafter');
  await expectAccessible(page);
  await mine.getByRole('link', { name: draft.title }).click();
  await expect(page.getByText('工期の終わりを直してください')).toBeVisible();
  await picture(page, 'approval-returned');
  await put();

  await approver.reload();
  await approver.getByRole('button', { name: A.approve }).click();
  const asking = approver.getByRole('dialog', { name: A.approveTitle });
  await asking.getByRole('button', { name: A.approve }).click();
  await expect(approver.getByText(A.approved)).toBeVisible();
  await expect(approver.getByText(ENVELOPE_STATUS_JA.sent).first()).toBeVisible();
  await stage.mail(draft.email);
  await stage.mail(staffOf(stage.facts, 'drafter', 'takizawa').email, (mail) =>
    mail.subject.includes('差し戻'),
  );
  await stage.mail(staffOf(stage.facts, 'approver', 'takizawa').email, (mail) =>
    mail.subject.includes(draft.title),
  );
  await approver.context().close();
});

test('M80: several envelopes are signed by one code, each opened before; one that is skipped stays unsigned', async ({
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  const sent = [];
  for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) {
    const envelope = await stage.send([{ name, pages: 1 }]);
    await stage.holder(envelope.token).readAndConsent();
    sent.push(envelope);
  }
  const signer = await colleague(browser, stage, 'signer');
  const mail = staffOf(stage.facts, 'signer', 'takizawa').email;
  for (const { title } of sent) await stage.mail(mail, ({ subject }) => subject.includes(title));
  await signer.goto(`${url}/console/waiting`);
  await picture(signer, 'desk-signer');
  await signer.getByRole('link', { name: D.signSeveral }).click();
  await expect(signer.getByText(R.lead)).toBeVisible();
  // What other tests left unsigned is not chosen here; the list is there once it has the last one sent.
  await expect(signer.getByRole('checkbox', { name: sent.at(-1)?.title ?? '' })).toBeVisible();
  for (const box of await signer.getByRole('checkbox').all()) await box.uncheck();
  for (const { title } of sent) await signer.getByRole('checkbox', { name: title }).check();
  await picture(signer, 'round-choose');
  await expectAccessible(signer);
  await signer.getByRole('button', { name: R.begin }).click();
  const [first, second, third] = sent;
  for (const [index, envelope] of sent.entries()) {
    await expect(signer.getByRole('heading', { name: envelope.title })).toBeVisible();
    await expect(signer.getByRole('button', { name: R.reviewed })).toBeEnabled();
    if (index === 0) await picture(signer, 'round-review');
    await signer.getByRole('button', { name: index === 1 ? R.skip : R.reviewed }).click();
  }
  await expect(signer.getByRole('link', { name: second?.title ?? '' })).toHaveCount(0);
  await expectAccessible(signer);
  await picture(signer, 'round-sign');
  await signer.getByLabel(R.authority).fill('滝沢市事務決裁規程による専決');
  const account = staffOf(stage.facts, 'signer', 'takizawa');
  await untilCode(account, stage.facts.notesDir);
  await signer.getByLabel(CONSOLE_JA.sign.code).fill(takeCode(account, stage.facts.notesDir));
  await signer.getByRole('button', { name: R.sign }).click();
  await expect(signer.getByText(R.done)).toHaveCount(2);
  await picture(signer, 'round-done');
  await expectFits(signer);
  for (const envelope of [first, third]) {
    await signer.goto(`${url}/console/envelopes/${envelope?.id ?? ''}`);
    await expect(signer.getByText(ENVELOPE_STATUS_JA.concluded).first()).toBeVisible({ timeout: 60_000 });
  }
  await signer.goto(`${url}/console/envelopes/${second?.id ?? ''}`);
  await expect(signer.getByText(CONSOLE_JA.envelope.yourTurn)).toBeVisible();
  await signer.context().close();
});
