import { APP_STATE } from '../../src/lib/messages/app-state.ts';
import { HOME_EASY } from '../../src/lib/messages/home-easy.ts';
import { HOME_EN } from '../../src/lib/messages/home-en.ts';
import { HOME_JA } from '../../src/lib/messages/home.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test('M6: the top page has a door for each person, in three languages, and breaks no rule of accessibility', async ({
  page,
  stage,
}) => {
  await page.goto(stage.facts.url);
  for (const name of [HOME_JA.home.contractor, HOME_JA.home.verify, HOME_JA.home.staff])
    await expect(page.getByRole('heading', { name })).toBeVisible();
  await expectAccessible(page);
  await expectFits(page);
  for (const [language, { home }] of [
    ['easy', HOME_EASY],
    ['en', HOME_EN],
  ] as const) {
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    for (const name of [home.contractor, home.verify, home.staff])
      await expect(page.getByRole('heading', { name })).toBeVisible();
    await expectAccessible(page);
    await expectFits(page);
  }
});

test('an unknown address says so', async ({ page, stage }) => {
  await page.goto(`${stage.facts.url}/nowhere`);
  await expect(page.getByRole('heading', { name: APP_STATE.ja.notFound.title })).toBeVisible();
  await expectAccessible(page);
});

test('the app opens without a network after one visit', async ({ page, stage, context }) => {
  await page.goto(stage.facts.url);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  await context.setOffline(true);
  await page.goto(`${stage.facts.url}/help`);
  await page.goto(stage.facts.url);
  await expect(page.getByRole('heading', { name: HOME_JA.home.title })).toBeVisible();
  await expect(page.getByTestId('test-banner')).toBeVisible();
});

test('the browser finds nothing that keeps the app from being installed', async ({
  playwright,
  stage,
}, info) => {
  const { launchOptions } = info.project.use;
  const context = await playwright.chromium.launchPersistentContext(info.outputPath('profile'), {
    ...launchOptions,
    viewport: { width: 390, height: 844 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(stage.facts.url);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  await context.close();
});
