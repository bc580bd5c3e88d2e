import type { Page } from '@playwright/test';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { HOME_JA } from '../../src/lib/messages/home.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { VERIFY_DESK_JA } from '../../src/lib/messages/verify-desk.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { PHONE, test } from './desk.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const { landing, guide, reading, checklist, finish, status } = SIGN_JA;
const TITLE =
  '令和8年度 市道中央線舗装補修工事（第2工区）及び附帯する道路照明灯更新工事並びに交通安全施設整備工事に係る'.padEnd(
    100,
    '長',
  );
const COMPANY = '株式会社試験建設・試験土木工業・試験道路特定建設工事共同企業体';

/** The page as it stands, and with all text at twice its size, is no wider than the phone. */
async function expectFitsAtAnySize(page: Page): Promise<void> {
  await expectFits(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await expectFits(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}

/** Lines that are names or values, not sentences. */
const NAME =
  /^(?:\S+@\S+|[0-9a-f -]{16,}|Shomei|English|[A-Z0-9_]+(?:-[A-Z]+)?(?: \/ .*)?|\S+\.pdf|[\d.: ]+)$/;

/** No line of the page is left in English. */
async function expectJapanese(page: Page): Promise<void> {
  const text = await page.evaluate(() => {
    // What a contract says is the contract's own affair.
    const pages = document.querySelectorAll<HTMLElement>('.textLayer');
    for (const layer of pages) layer.hidden = true;
    const said = document.body.innerText;
    for (const layer of pages) layer.hidden = false;
    return said;
  });
  const left = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /[A-Za-z]{3,}/.test(line) && !/[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(line))
    .filter((line) => !NAME.test(line));
  expect(left).toEqual([]);
}

test('L30: long names and ten documents fit 360 pixels and twice the text size, in Japanese', async ({
  page,
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  const documents = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const name = `${String(index + 1)}_特記仕様書及び設計図書並びに現場説明書の質問に対する回答書（最終版）.pdf`;
      return { name, pages: 1, bytes: await samplePdf('plan.pdf', 1) };
    }),
  );
  const envelope = await stage.send(documents, TITLE, {
    company: COMPANY,
    title: '代表構成員 代表取締役社長兼東北支社長',
    principalName: '試験野小路 太郎左衛門',
  });
  const looks = async (shown: Page, at = 'body'): Promise<void> => {
    await expect(shown.locator(at).first()).toBeVisible();
    await expectFitsAtAnySize(shown);
    await expectJapanese(shown);
  };
  const phone = await (await browser.newContext(PHONE)).newPage();
  await phone.goto(url);
  await expect(phone.getByRole('heading', { name: HOME_JA.home.title })).toBeVisible();
  await looks(phone);
  await phone.goto(`${url}/s#${envelope.token}`);
  await expect(phone.getByRole('heading', { name: landing.title })).toBeVisible();
  await expect(phone.getByText(TITLE)).toBeVisible();
  await looks(phone);
  await phone.getByRole('button', { name: landing.begin }).click();
  await expect(phone.getByRole('dialog', { name: guide.title })).toBeVisible();
  await looks(phone);
  await phone.getByRole('dialog').getByRole('button', { name: guide.close }).last().click();
  await looks(phone, 'canvas');
  // The last of ten tabs is within reach, and the pages keep room to be read in.
  await phone.getByRole('tab', { name: new RegExp(reading.tab(10)) }).click();
  await expect(phone.getByTestId('page-counter')).toHaveText(reading.counter(10, 1, 1));
  await expectAccessible(phone);
  await phone.getByRole('button', { name: new RegExp(reading.checklist) }).click();
  await looks(phone);
  await phone.getByRole('button', { name: new RegExp(checklist.principal) }).click();
  await looks(phone);
  const holder = stage.holder(envelope.token);
  await holder.finishChecklist((await holder.view()).documents.map(({ id }) => id));
  await phone.reload();
  const close = phone.getByRole('dialog', { name: guide.title }).getByRole('button', { name: guide.close });
  await close.last().click();
  await phone.getByRole('button', { name: reading.finish, exact: true }).click();
  await expect(phone.getByRole('dialog', { name: finish.title })).toContainText(TITLE);
  await looks(phone);
  // The button that binds is in view even where the list above it is long.
  await expect(phone.getByRole('button', { name: finish.confirm })).toBeInViewport();
  await phone.getByRole('button', { name: finish.confirm }).click();
  await expect(phone.getByText(status.done)).toBeVisible();
  await looks(phone);
  await phone.goto(`${url}/verify`);
  await expect(phone.getByRole('button', { name: VERIFY_DESK_JA.drop.choose })).toBeEnabled();
  await phone.getByTestId('files').setInputFiles({
    name: 'contract.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(await samplePdf('contract.pdf', 1)),
  });
  await expect(phone.getByTestId('conclusion')).toBeVisible();
  await phone.getByText(VERIFY_JA.details).click();
  await looks(phone);
  await phone.goto(`${url}/help`);
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
  await looks(phone);
  await phone.goto(`${url}/login`);
  await expect(phone.getByLabel(CONSOLE_JA.signIn.email)).toBeVisible();
  await looks(phone);
  await phone.context().close();

  await page.setViewportSize(PHONE.viewport);
  for (const path of ['?q=市道中央線', '/new', `/envelopes/${envelope.id}`]) {
    await page.goto(`${url}/console${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await looks(page);
  }
});
