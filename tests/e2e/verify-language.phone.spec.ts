import { readFile } from 'node:fs/promises';
import { conclusionEn } from '../../src/lib/messages/conclusion.ts';
import { CLOSING_SENTENCE_EN, CLOSING_SENTENCE_JA } from '../../src/lib/messages/closing.ts';
import { COMMON_EN } from '../../src/lib/messages/common-en.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { HELP_EN } from '../../src/lib/messages/help.ts';
import { HOME_EN } from '../../src/lib/messages/home-en.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { REPORT_EN } from '../../src/lib/messages/report-en.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { VERIFY_DESK_EN } from '../../src/lib/messages/verify-desk-en.ts';
import { VERIFY_EN } from '../../src/lib/messages/verify-en.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { make } from '../vectors/workshop.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
const d = VERIFY_DESK_EN;

test.use({ viewport: { width: 360, height: 740 } });

test('M6: an auditor reads page, report and print in English, offline too, and the choice is kept', async ({
  page,
  context,
  stage,
}) => {
  const { file } = await make({});
  const broken = file.slice();
  broken[20] = (broken[20] ?? 0) ^ 1;
  await page.goto(`${stage.facts.url}/verify`);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  // Not read before: the words come from what the first visit kept.
  await context.setOffline(true);
  await page.reload();
  await page.getByLabel(LANGUAGE_LABEL).selectOption('en');
  await expect(page.getByRole('heading', { name: VERIFY_EN.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle(VERIFY_EN.title);
  await page.reload();
  await expect(page.getByRole('heading', { name: VERIFY_EN.title })).toBeVisible();
  await expectAccessible(page);

  await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
  const pdf = { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from(broken) };
  await page.getByTestId('files').setInputFiles(pdf);
  await expect(page.getByTestId('conclusion')).toHaveText(
    conclusionEn({ code: 'CHANGED', tone: 'bad', count: 1 }),
  );
  await page.getByText(VERIFY_EN.details).click();
  const finding = page.locator('summary', { hasText: REPORT_EN.CMS_DIGEST.asks });
  await expect(finding).toContainText(REPORT_EN.CMS_DIGEST.failed);
  await finding.click();
  await expect(finding.locator('..').getByText(d.finding.showBytes)).toBeVisible();
  await expect(page.getByText(CLOSING_SENTENCE_EN)).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);
  // Nothing Japanese is left but the name of the list of issuers, which is its publisher's.
  const { name } = (await (await fetch(`${stage.facts.url}/trust-list.json`)).json()) as { name: string };
  const main = page.getByRole('main');
  const japanese = async (): Promise<string | null> =>
    JAPANESE.exec((await main.innerText()).replaceAll(name, ''))?.input ?? null;
  expect(await japanese()).toBeNull();

  // Rows, exports and the printed list of several files.
  await page.getByTestId('files').setInputFiles({ ...pdf, name: 'sound.pdf', buffer: Buffer.from(file) });
  await expect(page.getByRole('list', { name: d.listTitle }).getByRole('listitem')).toHaveCount(2);
  expect(await japanese()).toBeNull();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: d.save.csv }).click();
  // Programs read the columns: they are the same in every language.
  expect(await readFile(await (await download).path(), 'utf8')).toContain(CLOSING_SENTENCE_JA);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(page.getByRole('heading', { name: d.listTitle })).toBeVisible();
  await expect(page.getByText(CLOSING_SENTENCE_EN)).toBeVisible();
  expect(await japanese()).toBeNull();
  await page.emulateMedia({ media: 'screen' });

  // One choice for all of the screens that speak more than Japanese; the others are Japanese to a screen reader, too.
  await page.getByRole('link', { name: d.otherSoftware }).click();
  const viewers = HELP_EN.sections.find(({ id }) => id === 'viewers');
  await expect(page.getByRole('heading', { name: viewers?.title ?? '' })).toBeInViewport();
  await expectAccessible(page);
  await context.setOffline(false);
  await page.getByRole('link', { name: COMMON_EN.footerHome, exact: true }).click();
  await expect(page.getByRole('heading', { name: HOME_EN.home.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('link', { name: HOME_EN.home.staffGo }).click();
  await expect(page.getByRole('heading', { name: CONSOLE_JA.signIn.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.goto(`${stage.facts.url}/s`);
  await expect(page.getByRole('heading', { name: SIGN_EN.link.noneTitle })).toBeVisible();
  await page.getByLabel(LANGUAGE_LABEL).selectOption('easy');
  await expect(page.locator('html[data-spaced]')).toBeAttached();
  await page.goto(`${stage.facts.url}/verify`);
  await expect(page.getByRole('heading', { name: VERIFY_JA.title })).toBeVisible();
});
