import { SERVICE_HEALTH_JA } from '../../src/lib/messages/service-health.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const t = SERVICE_HEALTH_JA;

test('M84: an administrator sees how key, authorities and trust list are, and nobody else does', async ({
  page,
  stage,
  browser,
}) => {
  const { url } = stage.facts;
  await signIn(page, stage.facts, 'admin', 'takizawa');
  await page.goto(`${url}/console/health`);
  await expect(page.getByRole('heading', { name: t.title })).toBeVisible();
  // The jobs look about once a minute.
  await expect(async () => {
    await page.getByRole('button', { name: t.reload }).click();
    await expect(page.getByText(t.fineTitle)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByText(t.testOnlyTitle)).toBeVisible();
  await expect(page.getByText(t.ports.local)).toBeVisible();
  await expect(page.getByTestId('authorities').getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('link', { name: t.toRenewals })).toBeVisible();
  await picture(page, 'health');
  await expectAccessible(page);
  await expectFits(page);

  const other = await (await browser.newContext()).newPage();
  await signIn(other, stage.facts, 'drafter');
  await other.goto(`${url}/console/health`);
  await expect(other.getByText(t.none)).toBeVisible();
  await expect(other.getByText(t.ports.local)).toHaveCount(0);
});
