import { expect, type Page } from '@playwright/test';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { totpCode, totpStep } from '../../supabase/embedded/auth/totp.ts';
import { until } from '../demo/http.ts';
import type { StageFacts } from './stage.ts';

const given = new Map<string, number>();

/** A one-time code that this account has not used yet; the service takes codes one step ahead of its clock. */
async function unusedCode(account: StageFacts['accounts'][number]): Promise<string> {
  const step = Math.max((given.get(account.id) ?? 0) + 1, totpStep(new Date()));
  await until('the next code', 60_000, async () => (totpStep(new Date()) >= step - 1 ? true : undefined));
  given.set(account.id, step);
  return totpCode(account.totpSecret, step);
}

/** Staff of 盛岡市: the stage's own helpers act for the other municipality. */
export function staffOf(
  facts: StageFacts,
  role: string,
  municipality = 'morioka',
): StageFacts['accounts'][number] {
  const account = facts.accounts.find(({ email }) => email === `${role}@${municipality}.example`);
  if (account === undefined) throw new Error(`no demo account of the ${role}`);
  return account;
}

/** Gives both factors on the sign-in screen and arrives at the list. */
export async function signIn(
  page: Page,
  facts: StageFacts,
  role: string,
  municipality?: string,
): Promise<void> {
  const account = staffOf(facts, role, municipality);
  await page.goto(`${facts.url}/login`);
  await page.getByLabel(CONSOLE_JA.signIn.email).fill(account.email);
  await page.getByLabel(CONSOLE_JA.signIn.password).fill(account.password);
  await page.getByRole('button', { name: CONSOLE_JA.signIn.next }).click();
  await enterCode(page, facts, role, municipality);
  await page.getByRole('button', { name: CONSOLE_JA.signIn.verify, exact: true }).click();
  await expect(page.getByRole('heading', { name: CONSOLE_JA.list.title })).toBeVisible();
}

/** Types an unused code into the field that asks for one. */
export async function enterCode(
  page: Page,
  facts: StageFacts,
  role: string,
  municipality?: string,
): Promise<void> {
  await expect(page.getByLabel(CONSOLE_JA.signIn.code)).toBeVisible();
  await page.getByLabel(CONSOLE_JA.signIn.code).fill(await unusedCode(staffOf(facts, role, municipality)));
}
