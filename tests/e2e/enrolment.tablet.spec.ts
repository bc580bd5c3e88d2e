import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { totpCode, totpStep } from '../../supabase/embedded/auth/totp.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const { signIn: S, list: L, frame: R } = CONSOLE_JA;

test('M71: who has no second factor registers one before anything opens; a wrong code registers nothing', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  const { email, password } = await stage.newcomer();
  const givePassword = async (): Promise<void> => {
    await page.getByLabel(S.email).fill(email);
    await page.getByLabel(S.password).fill(password);
    await page.getByRole('button', { name: S.next }).click();
  };
  await page.goto(`${url}/console`);
  await givePassword();
  await expect(page.getByRole('heading', { name: S.enrolTitle })).toBeVisible();
  await expect(page.getByText(S.secret, { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);

  // The password alone opens nothing: a reload begins the registration anew, with a new secret.
  await page.goto(`${url}/console`);
  await expect(page.getByRole('heading', { name: S.enrolTitle })).toBeVisible();
  const secret = (await page.locator('p.select-all').innerText()).replace(/\s/g, '');
  const code = totpCode(secret, totpStep(new Date()));
  await page.getByLabel(S.code).fill(code.replace(/\d$/, (digit) => String((Number(digit) + 5) % 10)));
  await page.getByRole('button', { name: S.enrol }).click();
  await expect(page.getByRole('alert')).toContainText(REFUSAL_JA.SECOND_FACTOR_WRONG.happened);
  await expect(page.getByLabel(S.code)).toHaveValue('');
  await expectAccessible(page);
  await page.getByLabel(S.code).fill(totpCode(secret, totpStep(new Date())));
  await page.getByRole('button', { name: S.enrol }).click();
  await expect(page.getByRole('heading', { name: L.title })).toBeVisible();

  await page.getByRole('button', { name: R.menu, exact: true }).click();
  await page.getByRole('menuitem', { name: R.signOut }).click();
  await givePassword();
  await expect(page.getByRole('heading', { name: S.codeTitle })).toBeVisible();
});
