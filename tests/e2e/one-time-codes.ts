import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { totpCode, totpStep } from '../../supabase/embedded/auth/totp.ts';
import type { StackAccount } from '../../supabase/embedded/stack.ts';
import { until } from '../demo/http.ts';
import type { StageFacts } from './stage.ts';

type Known = StageFacts['accounts'][number];

const noteOf = (account: Known, notesDir: string): string => path.join(notesDir, `${account.id}.step`);

/**
 * The last step whose code this account has given, 0 for none. A code works once, also over workers (a failed test ends
 * its worker) and whoever of the test's helpers gives it: hence a file.
 */
export function lastStep(account: Known, notesDir: string): number {
  const note = noteOf(account, notesDir);
  return existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
}

/** The code of the next step that was not given before. */
export function takeCode(account: Known, notesDir: string): string {
  const step = Math.max(lastStep(account, notesDir) + 1, totpStep(new Date()));
  writeFileSync(noteOf(account, notesDir), String(step));
  return totpCode(account.totpSecret, step);
}

/** Waits until `takeCode` gives a code that the service takes: at most one step ahead of its clock. */
export async function untilCode(account: Known, notesDir: string): Promise<void> {
  await until('a fresh code', 60_000, async () =>
    totpStep(new Date()) >= lastStep(account, notesDir) ? true : undefined,
  );
}

/** The account with codes that no helper has given yet, once there is one. */
export async function withCodes(account: Known, notesDir: string): Promise<StackAccount> {
  await untilCode(account, notesDir);
  return {
    ...account,
    code: () => totpCode(account.totpSecret, totpStep(new Date())),
    freshCode: () => takeCode(account, notesDir),
  };
}

/** Staff of 盛岡市: the stage's own helpers act for the other municipality. */
export function staffOf(facts: StageFacts, role: string, municipality = 'morioka'): Known {
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
  const account = staffOf(facts, role, municipality);
  await untilCode(account, facts.notesDir);
  await page.getByLabel(CONSOLE_JA.signIn.code).fill(takeCode(account, facts.notesDir));
}
