import { CASES_JA } from '../../src/lib/messages/cases.ts';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { FIELD_JA } from '../../src/lib/messages/console.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { TEMPLATES_JA } from '../../src/lib/messages/templates.ts';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const T = TEMPLATES_JA;
const F = CONSOLE_JA.form;

test('M80: a template is kept, fills a draft, and lets it go only with its documents; a draft becomes a template', async ({
  page,
  stage,
}) => {
  test.slow();
  const { url } = stage.facts;
  // Something to belong to: the newest case whose application is accepted.
  const made = await stage.draft([{ name: '見本.pdf', pages: 1 }]);
  await page.goto(`${url}/console/templates`);
  await page.getByRole('button', { name: T.add }).click();
  await page.getByRole('button', { name: T.save, exact: true }).click();
  await expect(page.getByText(T.wrong.name)).toBeVisible();
  const name = `工事 ${Date.now().toString(36)}`;
  await page.getByLabel(T.name).fill(name);
  await page.getByRole('button', { name: T.insert(T.placeholder.caseNumber) }).click();
  await page.getByRole('textbox', { name: T.pattern }).pressSequentially(' 請負契約');
  await page.getByLabel(T.deadlineDays).fill('２１');
  await page.getByLabel(T.documents).fill('契約書\n仕様書');
  await picture(page, 'template-form');
  await expectAccessible(page);
  await page.getByRole('button', { name: T.save, exact: true }).click();
  await expect(page.getByText(T.saved)).toBeVisible();
  await picture(page, 'templates');
  await expectFits(page);

  await page.goto(`${url}/console/new`);
  await page.getByRole('combobox', { name: CASES_JA.choice.label }).selectOption({ index: 1 });
  await page.getByLabel(T.choose, { exact: true }).selectOption(name);
  await expect(page.getByLabel(FIELD_JA.deadlineOn)).toHaveValue(addDays(japanDate(new Date()), 21));
  await page.getByRole('radio', { name: F.unitPrice }).check();
  await page.getByLabel(FIELD_JA.contractOn).fill(japanDate(new Date()));
  await page.getByLabel(FIELD_JA['municipality.signerId']).selectOption({ index: 1 });
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: '契約書.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await samplePdf('契約書', 1)) },
    ]);
  await expect(page.getByText(`仕様書（${T.missing}）`)).toBeVisible();
  await expect(page.getByText(`契約書（${T.there}）`)).toBeVisible();
  await picture(page, 'template-draft');
  await page.getByRole('button', { name: F.send, exact: true }).click();
  await expect(page.getByText(REFUSAL_JA.TEMPLATE_DOCUMENTS_MISSING.happened)).toBeVisible();
  // What the draft follows outlives a reload.
  await page.reload();
  await expect(page.getByLabel(T.choose, { exact: true })).toHaveValue(/./);

  await page.goto(`${url}/console/envelopes/${made.id}/edit`);
  await page.getByRole('link', { name: T.keep }).click();
  await expect(page.getByLabel(T.documents)).toHaveValue('見本');
  await page.getByLabel(T.name).fill(name);
  await page.getByRole('button', { name: T.save, exact: true }).click();
  await expect(page.getByText(REFUSAL_JA.TEMPLATE_NAME_TAKEN.happened)).toBeVisible();
  await page.getByRole('button', { name: T.cancel, exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`^${T.close}\\s*：${name}$`) }).click();
  await expect(page.getByText(T.closed)).toBeVisible();
});
