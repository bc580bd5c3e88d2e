import { readFile } from 'node:fs/promises';
import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import {
  REDACTED_LINK_EASY,
  REDACTED_LINK_EN,
  REDACTED_LINK_JA as R,
} from '../../src/lib/messages/redacted-copy.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test('M52: the contractor has a copy without addresses made, and downloads it', async ({ page, stage }) => {
  const { url } = stage.facts;
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }]);
  await stage.holder(envelope.token).readAndConsent();
  await stage.signForMunicipality(envelope);
  await page.goto(`${url}/s#${envelope.token}`);
  await page.getByText(R.title).click();
  await expect(page.getByText(R.lead)).toBeVisible();
  for (const [language, words] of [
    ['easy', REDACTED_LINK_EASY],
    ['en', REDACTED_LINK_EN],
    ['ja', R],
  ] as const) {
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByText(words.lead)).toBeVisible();
    await picture(page, `redacted-${language}`);
    await expectFits(page);
  }
  await expectAccessible(page);
  await page.getByRole('button', { name: R.make }).click();
  await expect(page.getByText(R.making)).toBeVisible();
  const save = page.getByRole('button', { name: R.save });
  await expect(save).toBeVisible({ timeout: 60_000 });
  const download = page.waitForEvent('download');
  await save.click();
  const read = readCertificatePdf(await readFile(await (await download).path()));
  if (!read.ok) throw new Error(read.code);
  expect(read.value.redacted).toBe(true);
  expect(JSON.stringify(read.value)).not.toContain(envelope.email);
  await expectAccessible(page);
});
