import type { Page } from '@playwright/test';
import { contractPdf } from '../e2e/contract-pdf.ts';
import type { SentEnvelope, Stage } from '../e2e/stage.ts';
import type { Album, SignWords } from './album.ts';

/** Sends two documents and walks the contractor's way up to the signature, one picture a step. */
export async function signing(
  album: Album,
  stage: Stage,
  language: 'ja' | 'easy' | 'en',
  words: SignWords,
): Promise<{ page: Page; envelope: SentEnvelope }> {
  const name = (step: string): string => `${step}-${language}`;
  const envelope = await stage.send(
    [
      { name: '工事請負契約書.pdf', pages: 3, bytes: await contractPdf('工事請負契約書', 3) },
      { name: '特記仕様書.pdf', pages: 1, bytes: await contractPdf('特記仕様書', 1) },
    ],
    '市道中央線 舗装補修工事',
  );
  const page = await album.visitor(language);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('heading', { name: words.landing.title }).waitFor();
  await album.shootWhole(page, name('02-landing'));
  await page.getByRole('button', { name: words.landing.begin }).click();
  const dialog = page.getByRole('dialog', { name: words.guide.title });
  await dialog.waitFor();
  await album.shoot(page, name('03-guide'));
  await dialog.getByRole('button', { name: words.guide.close, exact: true }).last().click();
  await page.locator('canvas').first().waitFor();
  await album.shoot(page, name('04-reading'));
  await page.getByRole('button', { name: words.reading.checklist }).click();
  await page.getByRole('button', { name: words.checklist.note }).waitFor();
  await album.shoot(page, name('05-checklist'));
  await page.getByRole('button', { name: words.checklist.note }).click();
  await album.shootWhole(page, name('06-note'));
  await page.getByRole('button', { name: words.note.confirm }).click();
  await page.getByRole('button', { name: words.checklist.principal }).click();
  await album.shoot(page, name('06a-principal'));
  await page.getByRole('button', { name: words.principal.confirm }).click();
  await page.getByRole('button', { name: words.checklist.operator }).click();
  await album.shoot(page, name('06b-operator'));
  const holder = stage.holder(envelope.token);
  await holder.finishChecklist((await holder.view()).documents.map(({ id }) => id));
  await page.reload();
  await page.getByText(words.reading.allDone).waitFor();
  const close = page
    .getByRole('dialog', { name: words.guide.title })
    .getByRole('button', { name: words.guide.close, exact: true })
    .last();
  if (await close.isVisible()) await close.click();
  await page.getByRole('button', { name: words.reading.menu }).click();
  await album.shoot(page, name('07-menu'));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.reading.finish, exact: true }).click();
  await page.getByRole('dialog', { name: words.finish.title }).waitFor();
  await album.shoot(page, name('08-finish'));
  await page.getByRole('button', { name: words.finish.confirm }).click();
  await page.getByText(words.status.done).waitFor();
  await album.shootWhole(page, name('09-status'));
  return { page, envelope };
}

/** The municipality signs; the contractor's page says so by itself. */
export async function concluding(
  album: Album,
  stage: Stage,
  { page, envelope }: { page: Page; envelope: SentEnvelope },
  language: string,
  words: SignWords,
): Promise<void> {
  await stage.signForMunicipality(envelope);
  await page.getByText(words.download.concluded, { exact: true }).waitFor({ timeout: 60_000 });
  await album.shootWhole(page, `10-download-${language}`);
}
