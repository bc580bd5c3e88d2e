import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { FIRST_RULES_JA } from '../../src/lib/messages/first-rules.ts';
import { GUARANTEE_KIND_JA, RULES_JA as R } from '../../src/lib/messages/rules.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test('M34, M35: an administrator publishes a version with every key; what does not fit is said at its field', async ({
  page,
  stage,
}) => {
  await signIn(page, stage.facts, 'admin', 'morioka');
  await page.goto(`${stage.facts.url}/console/rules`);
  await page.getByText(R.show).first().click();
  await expect(page.getByText(R.sealWithinDays).first()).toBeVisible();
  await picture(page, 'rules-facts');
  await page.getByRole('button', { name: R.begin }).first().click();

  await page.getByLabel(R.applicationName).fill('');
  await page.getByLabel(R.externalUrl).fill('http://apply.example');
  await page.getByLabel(R.sealWithinDays).fill('たくさん');
  await page.getByLabel(R.contact).fill('');
  await page.getByRole('button', { name: R.publish }).click();
  await expect(page.getByText(R.wrongDate)).toHaveCount(1);
  await expect(page.getByLabel(R.effectiveOn)).toBeFocused();
  await expect(page.getByText(R.wrongLine(100))).toBeVisible();
  await expect(page.getByText(R.wrongUrl)).toBeVisible();
  await expect(page.getByText(R.wrongDays)).toBeVisible();
  await expect(page.getByLabel(R.sealWithinDays)).toHaveValue('たくさん');
  await expect(page.getByText(R.wrongLine(300))).toBeVisible();
  await picture(page, 'rules-faulty');
  await expectAccessible(page);
  await expectFits(page);

  const effectiveOn = addDays(japanDate(new Date()), 400);
  await page.getByLabel(R.effectiveOn).fill(effectiveOn);
  await page.getByLabel(R.applicationName).fill('電子契約利用申請');
  await page.getByLabel(R.externalUrl).fill('https://apply.example/next');
  await page.getByLabel(R.sealWithinDays).fill('２１');
  await page.getByLabel(R.contact).fill('契約検査課（試験用）');
  await page.getByLabel(GUARANTEE_KIND_JA.electronic, { exact: true }).check();
  await page.getByRole('button', { name: R.addDemand }).last().click();
  await page.getByLabel(R.paperName).last().fill('火災保険の証書');
  await page.getByLabel(R.paperTo).last().fill('担当課');
  await page.getByLabel(R.jointVenture).check();
  await page.getByRole('button', { name: R.publish }).click();
  await expect(page.getByRole('status').filter({ hasText: /公開しました/ })).toBeVisible();
  // The list is read anew after publishing; the version is known by what only it says.
  const newest = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 2 }), hasText: '火災保険の証書' });
  await newest.getByText(R.show).click();
  await expect(newest.getByText('火災保険の証書（担当課）')).toBeVisible();
  await expect(newest.getByText(R.days(21))).toBeVisible();
  await expect(newest.getByText(GUARANTEE_KIND_JA.electronic)).toBeVisible();
  await expectAccessible(page);
});

test('M34: an administrator of a municipality without rules writes the first version', async ({
  page,
  stage,
}) => {
  await signIn(page, stage.facts, 'admin', 'morioka');
  // The demo municipalities have rules from their first day; SQL tests that a first version is taken.
  const versions = '**/rest/v1/municipality_rules*';
  await page.route(versions, (route) => route.fulfill({ json: [] }));
  await page.goto(`${stage.facts.url}/console/rules`);
  await expect(page.getByText(R.none)).toBeVisible();
  await picture(page, 'rules-none');
  await expectAccessible(page);
  await expectFits(page);
  await page.getByRole('button', { name: R.first }).click();
  await expect(page.getByLabel(R.terms)).toHaveValue(FIRST_RULES_JA.texts.terms);
  await picture(page, 'rules-first');

  await page.getByRole('button', { name: R.publish }).click();
  await expect(page.getByText(R.wrongDate)).toHaveCount(2);
  await expect(page.getByText(R.wrongLine(300))).toBeVisible();
  await page.getByLabel(R.effectiveOn).fill(addDays(japanDate(new Date()), 500));
  await page.getByLabel(R.electronicFrom).fill(addDays(japanDate(new Date()), 500));
  await page.getByLabel(R.contact).fill('契約検査課（試験用）');
  await page.unroute(versions);
  await page.getByRole('button', { name: R.publish }).click();
  await expect(page.getByRole('status').filter({ hasText: /公開しました/ })).toBeVisible();
  await expectAccessible(page);
});
