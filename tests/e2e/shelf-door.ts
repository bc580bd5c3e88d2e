import type { Page } from '@playwright/test';
import { SHELF_JA as L } from '../../src/lib/messages/shelf.ts';
import { expect, type Stage } from './stage.ts';

/** The newest code mailed to an address that is not one of those known. */
export async function mailedCode(
  stage: Stage,
  email: string,
  known: readonly string[] = [],
): Promise<string> {
  const codeOf = (subject: string): string => /確認コード (\d{6})$/.exec(subject)?.[1] ?? '';
  const mail = await stage.mail(
    email,
    ({ subject }) => codeOf(subject) !== '' && !known.includes(codeOf(subject)),
  );
  return codeOf(mail.subject);
}

/** Opens the library of an address by its mailed code. */
export async function openLibrary(page: Page, stage: Stage, email: string): Promise<void> {
  await page.goto(`${stage.facts.url}/library`);
  await page.getByRole('textbox', { name: L.door.email }).fill(email);
  await page.getByRole('button', { name: L.door.send }).click();
  await page.getByRole('textbox', { name: L.door.code }).fill(await mailedCode(stage, email));
  await page.getByRole('button', { name: L.door.open }).click();
  await expect(page.getByRole('heading', { name: L.list.title(email) })).toBeVisible();
}
