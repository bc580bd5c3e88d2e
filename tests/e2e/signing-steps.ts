import type { Page } from '@playwright/test';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { expect, type SentEnvelope, type Stage } from './stage.ts';

const { landing, guide, reading, checklist, note, principal, operator, finish } = SIGN_JA;

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

/** Opens the last step: the checklist is done on another device meanwhile. */
export async function openLastStep(
  page: Page,
  stage: Stage,
  envelope: SentEnvelope,
  delegate: string | null = null,
): Promise<void> {
  await page.getByRole('button', { name: landing.begin }).click();
  await page.getByLabel(guide.hide).check();
  await closeGuide(page);
  await stage.holder(envelope.token).finishChecklist(envelope.documentIds, delegate);
  await page.reload();
  await page.getByRole('button', { name: reading.finish, exact: true }).click();
  await expect(page.getByRole('dialog', { name: finish.title })).toBeVisible();
}
