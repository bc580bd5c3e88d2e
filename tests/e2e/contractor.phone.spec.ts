import { age } from './ageing.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { expectFocusShown, press } from './keyboard.ts';
import { closeGuide, finishChecklist } from './signing-steps.ts';
import { expect, expectAccessible, test } from './stage.ts';

const {
  landing,
  guide,
  reading,
  checklist,
  note,
  principal,
  operator,
  finish,
  status,
  download,
  closed,
  link,
} = SIGN_JA;
/** Words that may be read only once an envelope is concluded (L1). */
const CONCLUDED_WORDS = /締結済|契約成立/;

test('M6, L4, L6: a contractor reads, signs once, and keeps the concluded files', async ({ page, stage }) => {
  const envelope = await stage.send([
    { name: 'contract.pdf', pages: 3 },
    { name: 'plan.pdf', pages: 1 },
  ]);
  const acts: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/functions/v1/signing') && request.method() !== 'GET')
      acts.push(`${request.method()} ${pathname.slice('/functions/v1/signing'.length)}`);
  });

  await test.step('M20, M21: the landing screen shows everything and changes nothing; the secret leaves the address bar', async () => {
    await page.goto(`${stage.facts.url}/s#${envelope.token}`);
    await expect(page.getByRole('heading', { name: landing.title })).toBeVisible();
    await expect(page.getByText(envelope.title)).toBeVisible();
    await expect(page.getByText(/\d{4}年\d{1,2}月\d{1,2}日\(.\) 23:59:59/)).toBeVisible();
    await expect(page).toHaveURL(`${stage.facts.url}/s`);
    await expect(page.getByTestId('test-banner')).toBeVisible();
    expect(acts).toEqual([]);
    expect((await stage.holder(envelope.token).view()).openedAt).toBeNull();
    await expectAccessible(page);
  });

  await test.step('M22, M23: the guide comes first and can be sent away', async () => {
    await page.getByRole('button', { name: landing.begin }).click();
    await expect(page.getByRole('dialog', { name: guide.title })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(guide.hide).check();
    await closeGuide(page);
  });

  await test.step('M24, M28: pages with a counter, a tab for each document with its unread mark', async () => {
    await expect(page.getByTestId('page-counter')).toHaveText(reading.counter(1, 1, 3));
    await expect(page.locator('canvas').first()).toBeVisible();
    await expect(page.getByText('Article 1. The parties agree on this clause.').first()).toBeAttached();
    await expect(
      page.getByRole('tab', { name: new RegExp(`${reading.tab(2)}.*${reading.unread}`) }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: reading.finish, exact: true })).toBeDisabled();
    await expectAccessible(page);
  });

  await test.step('M25: the checklist leads to each place', async () => {
    await page.getByRole('button', { name: new RegExp(reading.checklist) }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: checklist.openDocument(2, 'plan.pdf') }).click();
    await expect(page.getByTestId('page-counter')).toHaveText(reading.counter(2, 1, 1));
    await finishChecklist(page, 2);
  });

  // Closing and coming back resumes, on this device without the guide.
  await page.reload();
  await expect(page.getByText(reading.allDone)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await test.step('M30: a copy before signing, marked as such', async () => {
    const draft = page.waitForEvent('download');
    await page.getByRole('button', { name: reading.menu }).click();
    await page.getByRole('menuitem', { name: reading.draft }).click();
    expect((await draft).suggestedFilename()).toMatch(/署名前.*\.pdf$/);
  });

  await test.step('M26: two explicit steps; a double tap consents once, and to the hashes of the octets shown', async () => {
    await page.getByRole('button', { name: reading.finish, exact: true }).click();
    await expect(page.getByRole('dialog', { name: finish.title })).toBeVisible();
    await expectAccessible(page);
    expect(await page.locator('body').innerText()).not.toMatch(CONCLUDED_WORDS);
    await page.getByRole('button', { name: finish.confirm }).dblclick();
    await expect(page.getByText(status.done)).toBeVisible();
    expect(acts.filter((act) => act === 'POST /consent')).toHaveLength(1);
    expect(await page.locator('body').innerText()).not.toMatch(CONCLUDED_WORDS);
    await expectAccessible(page);
  });

  await test.step('M39, L1: nothing is concluded before the municipality has signed; then the open page learns of it by itself', async () => {
    await stage.signForMunicipality(envelope);
    await expect(page.getByText(download.concluded)).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
  });

  await test.step('M41, M42, M43, M46: the completion mail leads to the files, the list of both among them', async () => {
    const mail = await stage.mail(envelope.email, ({ subject }) =>
      subject.startsWith('電子署名完了のお知らせ'),
    );
    await page.goto(`${stage.facts.url}/s#${/\/s#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''}`);
    await expect(page.getByRole('heading', { name: download.title })).toBeVisible();
    for (const name of [download.contract, download.certificate, download.save, download.all]) {
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name, exact: true }).first().click();
      expect((await file).suggestedFilename()).toMatch(name === download.all ? /\.zip$/ : /\.pdf$/);
    }
  });

  // After the 14 days the page offers to ask for the files again.
  await age(stage, envelope, 'download');
  await page.reload();
  await expect(page.getByText(download.closedTitle)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: download.reissue }).click();
  await expect(page.getByText(download.reissueAsked)).toBeVisible();
});

test('M29: a contractor declines with a reason, and the link says so from then on', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await closeGuide(page);
  await page.getByRole('button', { name: reading.menu }).click();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: reading.decline }).click();
  const { declining } = SIGN_JA;
  await page.getByRole('button', { name: declining.confirm }).click();
  await expect(page.getByText(declining.reasonMissing)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(declining.reason).fill('paper, please');
  await page.getByRole('button', { name: declining.confirm }).click();
  await expect(page.getByRole('heading', { name: closed.declined.title })).toBeVisible();
  expect((await stage.holder(envelope.token).view()).status).toBe('declined');
  await page.reload();
  await expect(page.getByRole('heading', { name: closed.declined.title })).toBeVisible();
  await expectAccessible(page);
});

test('M7: a phone and a PC share one progress', async ({ page, stage, browser }) => {
  const envelope = await stage.send([
    { name: 'contract.pdf', pages: 1 },
    { name: 'plan.pdf', pages: 1 },
  ]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await closeGuide(page);
  await finishChecklist(page, 2);
  await expect
    .poll(async () => (await stage.holder(envelope.token).view()).progress.operatorKind)
    .toBe('principal');

  const pc = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
  const desk = await pc.newPage();
  await desk.goto(`${stage.facts.url}/s#${envelope.token}`);
  await desk.getByRole('button', { name: landing.resume }).click();
  await closeGuide(desk);
  await expect(desk.getByText(reading.allDone)).toBeVisible();
  await expect(desk.getByRole('button', { name: reading.finish, exact: true })).toBeEnabled();
  await pc.close();
});

test('an interrupted line loses nothing of what was read', async ({ page, stage, context }) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await closeGuide(page);
  await expect(page.getByRole('tab', { name: new RegExp(reading.read) })).toBeVisible();

  await context.setOffline(true);
  await expect(page.getByText(SIGN_JA.offlineBar)).toBeVisible();
  await page.getByRole('button', { name: new RegExp(reading.checklist) }).click();
  await page.getByRole('button', { name: new RegExp(checklist.note) }).click();
  await page.getByRole('button', { name: note.confirm }).click();
  expect((await stage.holder(envelope.token).view()).progress.noteRead).toBe(false);

  await context.setOffline(false);
  await expect.poll(async () => (await stage.holder(envelope.token).view()).progress.noteRead).toBe(true);
});

test('M82: withdrawn, replaced, expired and unknown links each say what to do', async ({ page, stage }) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  const fresh = await stage.resend(envelope);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await expect(page.getByRole('heading', { name: link.replacedTitle })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${stage.facts.url}/s#${fresh}`);
  await expect(page.getByRole('heading', { name: landing.title })).toBeVisible();
  await stage.withdraw(envelope, 'wrong amount');
  await page.reload();
  await expect(page.getByRole('heading', { name: closed.withdrawn.title })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${stage.facts.url}/s#${'A'.repeat(43)}`);
  await expect(page.getByRole('heading', { name: link.unknownTitle })).toBeVisible();
  await page.goto(`${stage.facts.url}/s#cut-off`);
  await expect(page.getByRole('heading', { name: link.unknownTitle })).toBeVisible();
  await expectAccessible(page);

  const late = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await age(stage, late, 'deadline');
  await page.goto(`${stage.facts.url}/s#${late.token}`);
  await expect(page.getByRole('heading', { name: closed.expired.title })).toBeVisible();
  await expectAccessible(page);
});

test('L30: the whole way can be walked with the keyboard alone', async ({ page, stage }) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 2 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  const button = (name: string | RegExp) => page.getByRole('button', { name }).last();
  await press(button(landing.begin));
  await press(button(guide.close));
  await expect(page.getByRole('tab', { name: new RegExp(reading.read) })).toBeVisible();
  await press(button(new RegExp(reading.checklist)));
  await press(button(new RegExp(checklist.note)));
  await press(button(note.confirm));
  await press(button(new RegExp(checklist.principal)));
  await press(button(principal.confirm));
  await press(button(new RegExp(checklist.operator)));
  await press(page.getByLabel(operator.principal), 'Space');
  await press(button(operator.confirm));
  await press(button(reading.finish));
  await press(button(finish.confirm));
  await expect(page.getByText(status.done)).toBeVisible();
  await expectFocusShown(page);
});
