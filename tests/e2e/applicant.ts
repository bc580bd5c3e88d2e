import type { Page } from '@playwright/test';
import type { ApplyWords } from '../../src/lib/messages/apply.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { until } from '../demo/http.ts';
import type { InboxMail } from '../demo/inbox.ts';
import { picture } from './picture.ts';
import { expect, type Stage } from './stage.ts';

/** A mail to an address whose subject holds some words, read whole. */
export function mailTo(stage: Stage, address: string, ...words: readonly string[]): Promise<InboxMail> {
  const { inboxUrl } = stage.facts;
  return until(`the mail 「${words.join(' … ')}」`, 60_000, async () => {
    const all = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
    const found = all.find(
      ({ subject, to }) =>
        to.some((one) => one.address === address) && words.every((word) => subject.includes(word)),
    );
    if (found === undefined) return undefined;
    return (await (await fetch(`${inboxUrl}/api/email/${found.id}`)).json()) as InboxMail;
  });
}

/** Photographs a screen of the application in each of its languages, where pictures are wanted. */
export async function inEachLanguage(page: Page, name: string, spoken: string): Promise<void> {
  if (process.env['SHOMEI_PICTURES'] === undefined) return;
  for (const language of ['ja', 'easy', 'en']) {
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await picture(page, `${name}-${language}`);
  }
  await page.getByLabel(LANGUAGE_LABEL).selectOption(spoken);
}

/** Confirms the address that the form shows or is given, by the code of its newest mail. */
export async function confirmAddress(
  page: Page,
  stage: Stage,
  words: ApplyWords,
  address: string,
  subject: string,
): Promise<void> {
  const { email: E } = words;
  const asked = page.getByLabel(E.email, { exact: false }).first();
  await asked.fill(address);
  await page.getByLabel(E.again).fill(address);
  const before = await codesTo(stage, address);
  await page.getByRole('button', { name: E.send }).click();
  await expect(page.getByLabel(E.code)).toBeVisible();
  const code = await until('another code', 60_000, async () => {
    const codes = await codesTo(stage, address);
    return codes.length > before.length ? codes.find((one) => !before.includes(one)) : undefined;
  });
  expect((await mailTo(stage, address, subject, code)).subject).toContain(code);
  await page.getByLabel(E.code).fill(code);
  await page.getByRole('button', { name: E.confirm, exact: true }).click();
  await expect(page.getByText(E.confirmed)).toBeVisible();
}

async function codesTo(stage: Stage, address: string): Promise<string[]> {
  const all = (await (await fetch(`${stage.facts.inboxUrl}/api/email`)).json()) as readonly InboxMail[];
  return all
    .filter(({ to }) => to.some((one) => one.address === address))
    .flatMap(({ subject }) => /(\d{6})$/.exec(subject)?.[1] ?? []);
}
