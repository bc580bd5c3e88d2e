import { fiscalYear } from '../../src/lib/domain/fiscal-year.ts';
import { calendarDateParts, japanDate } from '../../src/lib/domain/japan-time.ts';
import { dateJa } from '../../src/lib/messages/instants.ts';
import { OPERATION_JA } from '../../src/lib/messages/console.ts';
import { MEMBERS_JA } from '../../src/lib/messages/members.ts';
import { RETENTION_JA as R } from '../../src/lib/messages/retention.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test('M56, M57, L23: the term of a contract and of the municipality is shown with its last day, and only grows', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await stage.signForMunicipality(envelope);
  const last = (years: number): string =>
    dateJa(calendarDateParts(`${String(fiscalYear(japanDate(new Date())) + 1 + years)}-03-31`));
  await signIn(page, stage.facts, 'admin', 'takizawa');

  await test.step('on the envelope', async () => {
    await page.goto(`${url}/console/envelopes/${envelope.id}`);
    await expect(page.getByText(last(10))).toBeVisible();
    await picture(page, 'retention-envelope');
    await page.getByRole('button', { name: R.extend }).click();
    const dialog = page.getByRole('dialog', { name: R.extendTitle });
    await dialog.getByLabel(R.newYears).fill('9');
    await dialog.getByRole('button', { name: R.extend }).click();
    await expect(dialog.getByText(R.wrong(10))).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'retention-dialog');
    await dialog.getByLabel(R.newYears).fill('３０');
    await dialog.getByRole('button', { name: R.extend }).click();
    await expect(page.getByText(R.extended)).toBeVisible();
    await expect(page.getByText(last(30))).toBeVisible();
    await page.reload();
    await expect(page.getByText(OPERATION_JA.retention_extended)).toBeVisible();
  });

  await test.step('in the ledger', async () => {
    await page.goto(`${url}/console/ledger`);
    const row = page.getByRole('row').filter({ hasText: last(30) });
    await expect(row).toBeVisible();
    await picture(page, 'retention-ledger');
    await expectAccessible(page);
    await expectFits(page);
  });

  await test.step('for the municipality', async () => {
    await page.goto(`${url}/console/members`);
    await page.getByRole('tab', { name: MEMBERS_JA.setting }).click();
    await page.getByLabel(R.newYears).fill('12');
    await picture(page, 'retention-setting');
    await page.getByRole('button', { name: R.extend }).click();
    await expect(page.getByText(R.extended)).toBeVisible();
    await expect(page.getByText(R.count(12), { exact: true })).toBeVisible();
    await expectAccessible(page);
  });
});
