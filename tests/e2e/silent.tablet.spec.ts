import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SILENCE_MS } from '../../src/lib/data/line.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { NOT_LOADED } from '../../src/lib/messages/loading.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { RULES_JA } from '../../src/lib/messages/rules.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

// What the worker keeps would never cross the line that these tests silence.
test.use({ serviceWorkers: 'block' });

test('L30: a read of the console that never comes ends in a notice, and is made again', async ({
  page,
  stage,
}) => {
  await signIn(page, stage.facts, 'admin', 'morioka');
  await page.clock.install();
  const address = '**/rest/v1/municipality_rules*';
  await page.route(address, () => undefined);
  const asked = page.waitForRequest(address);
  await page.goto(`${stage.facts.url}/console/rules`);
  await asked;
  const alert = page.getByRole('alert');
  await expect(alert).toHaveCount(0);
  await page.clock.fastForward(SILENCE_MS);
  await expect(alert).toContainText(REFUSAL_JA.OFFLINE.happened);
  await picture(page, 'silent-rules');
  await expectAccessible(page);
  await expectFits(page);

  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await alert.getByRole('button', { name: COMMON_JA.ui.again }).click();
  await expect(page.getByText(RULES_JA.show).first()).toBeVisible();
  await expect(alert).toHaveCount(0);
});

/** Where the finished build keeps a screen that follows the first paint. */
function builtScreen(source: string): string {
  const client = path.resolve(import.meta.dirname, '../../.svelte-kit/output/client');
  const manifest = JSON.parse(readFileSync(path.join(client, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    { file: string }
  >;
  const file = manifest[source]?.file;
  if (file === undefined) throw new Error(`not in the build: ${source}`);
  return `**/${file}`;
}

test('L30: a screen whose code does not come is said not to have been loaded, and can be asked for anew', async ({
  page,
  stage,
}) => {
  const screen = builtScreen('src/routes/(public)/verify/VerifyScreen.svelte');
  const again = page.getByRole('alert').getByRole('button', { name: NOT_LOADED.ja.again });
  await page.clock.install();
  let line: 'silent' | 'broken' | 'good' = 'silent';
  await page.route(screen, async (route) => {
    if (line === 'broken') await route.abort('connectionreset');
    if (line === 'good') await route.continue();
  });

  await test.step('over a line that keeps silent', async () => {
    const asked = page.waitForRequest(screen);
    await page.goto(`${stage.facts.url}/verify`, { waitUntil: 'commit' });
    await asked;
    await expect(page.getByRole('status')).toBeVisible();
    await page.clock.fastForward(SILENCE_MS);
    await expect(page.getByRole('heading', { level: 1, name: NOT_LOADED.ja.title })).toBeVisible();
    await picture(page, 'silent-screen');
    await expectAccessible(page);
    await expectFits(page);
  });

  await test.step('over a line that breaks', async () => {
    line = 'broken';
    const asked = page.waitForRequest(screen);
    await again.click();
    await asked;
    await expect(page.getByRole('heading', { level: 1, name: NOT_LOADED.ja.title })).toBeVisible();
  });

  line = 'good';
  await again.click();
  await expect(page.getByRole('heading', { level: 1, name: VERIFY_JA.title })).toBeVisible();
});
