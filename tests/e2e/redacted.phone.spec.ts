import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { age } from './ageing.ts';
import { readCertificatePdf, type CertificateOfConclusion } from '../../src/lib/core/certificate/index.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import {
  REDACTED_LINK_EASY,
  REDACTED_LINK_EN,
  REDACTED_LINK_JA as R,
} from '../../src/lib/messages/redacted-copy.ts';
import { SHELF_JA } from '../../src/lib/messages/shelf.ts';
import { giveUpCopies } from './given-up-copy.ts';
import { picture } from './picture.ts';
import { openLibrary } from './shelf-door.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const LANGUAGES = [
  ['easy', REDACTED_LINK_EASY],
  ['en', REDACTED_LINK_EN],
  ['ja', R],
] as const;

/** Has the copy made on the page that is open, by the button of this name, and saves it. */
async function makeAndSave(page: Page, act: string): Promise<CertificateOfConclusion> {
  await page.getByRole('button', { name: act }).click();
  await expect(page.getByText(R.making)).toBeVisible();
  const save = page.getByRole('button', { name: R.save });
  await expect(save).toBeVisible({ timeout: 60_000 });
  const download = page.waitForEvent('download');
  await save.click();
  const read = readCertificatePdf(await readFile(await (await download).path()));
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

test('M52: the contractor has a copy without addresses made, and downloads it', async ({ page, stage }) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await stage.signForMunicipality(envelope);
  await page.goto(`${url}/s#${envelope.token}`);
  await page.getByText(R.title).click();
  await expect(page.getByText(R.lead)).toBeVisible();
  for (const [language, words] of LANGUAGES) {
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByText(words.lead)).toBeVisible();
    await picture(page, `redacted-${language}`);
    await expectFits(page);
  }
  await expectAccessible(page);
  await giveUpCopies(stage.facts, envelope);
  await page.reload();
  await page.getByText(R.title).click();
  await expect(page.getByText(R.failed)).toBeVisible();
  await picture(page, 'redacted-link-failed');
  const copy = await makeAndSave(page, R.again);
  expect(copy.redacted).toBe(true);
  expect(JSON.stringify(copy)).not.toContain(envelope.email);
  await expectAccessible(page);
});

test('M52, M61: and from the library, after the download page has closed', async ({ page, stage }) => {
  test.slow();
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await stage.signForMunicipality(envelope);
  // The fourteen days begin when the mail leaves.
  await stage.mail(envelope.email, ({ subject }) => subject.startsWith('電子署名完了のお知らせ'));
  await age(stage, envelope, 'download');
  await openLibrary(page, stage, envelope.email);
  await page.getByRole('link', { name: envelope.title }).click();
  await page.getByText(R.title).click();
  for (const [language, words] of LANGUAGES) {
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByText(words.lead)).toBeVisible();
    await picture(page, `redacted-library-${language}`);
    await expectFits(page);
  }
  await expectAccessible(page);
  expect((await makeAndSave(page, R.make)).redacted).toBe(true);
  await page.getByRole('link', { name: SHELF_JA.back }).click();
  await page.getByRole('link', { name: envelope.title }).click();
  await page.getByText(R.title).click();
  await expect(page.getByRole('button', { name: R.save })).toBeVisible();
});
