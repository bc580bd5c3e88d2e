import type { Page } from '@playwright/test';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { expect } from './stage.ts';

const { guide, reading, checklist, note, principal, operator } = SIGN_JA;

/** Sends the guide away that comes first. */
export async function closeGuide(page: Page): Promise<void> {
  await page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last()
    .click();
}

/** Goes through the checklist, item by item, each reached from the list. */
export async function finishChecklist(page: Page, documents: number): Promise<void> {
  const list = page.getByRole('button', { name: new RegExp(reading.checklist) });
  for (let number = 1; documents > 1 && number <= documents; number += 1) {
    await page.getByRole('tab', { name: new RegExp(reading.tab(number)) }).click();
    await expect(
      page.getByRole('tab', { name: new RegExp(`${reading.tab(number)}.*${reading.read}`) }),
    ).toBeVisible();
  }
  await list.click();
  await page.getByRole('button', { name: new RegExp(checklist.note) }).click();
  await page.getByRole('button', { name: note.confirm }).click();
  await page.getByRole('button', { name: new RegExp(checklist.principal) }).click();
  await page.getByRole('button', { name: principal.confirm }).click();
  await page.getByRole('button', { name: new RegExp(checklist.operator) }).click();
  await page.getByLabel(operator.principal).check();
  await page.getByRole('button', { name: operator.confirm }).click();
  await expect(page.getByText(reading.allDone)).toBeVisible();
}
