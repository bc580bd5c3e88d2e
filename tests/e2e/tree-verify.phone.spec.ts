import { LANGUAGE_LABEL, LANGUAGE_NAMES } from '../../src/lib/messages/languages.ts';
import { VERIFY_WORDS_EN } from '../../src/lib/messages/verify-words-en.ts';
import { VERIFY_WORDS_JA } from '../../src/lib/messages/verify-words.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, test } from './stage.ts';
import { expectTree } from './tree.ts';

test.use({ viewport: { width: 360, height: 740 } });

for (const [language, { page: p, desk: d, common }] of [
  ['ja', VERIFY_WORDS_JA],
  ['en', VERIFY_WORDS_EN],
] as const) {
  test(`L30: a screen reader is led through verifying (${language})`, async ({ page, stage }) => {
    await page.goto(`${stage.facts.url}/verify`);
    await expect(page.getByRole('combobox', { name: LANGUAGE_LABEL })).toBeVisible();
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
    await expect(page.locator('body')).toMatchAriaSnapshot(`
      - link "${common.skipToMain}"
      - banner:
        - combobox "${LANGUAGE_LABEL}":
          - option "${LANGUAGE_NAMES[language]}" [selected]
      - main:
        - heading "${p.title}" [level=1]
        - group "${d.drop.label}":
          - button "${d.drop.choose}"
          - button "${d.drop.folder}"
        - status
        - group: ${d.find.title}
        - group: /${d.trust.title}/
      - contentinfo:
        - navigation "${common.footerLabel}"
    `);
    await expectTree(page);

    const file = async (name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from(await samplePdf(name, 1)),
    });
    await page.getByTestId('files').setInputFiles(await file('contract.pdf'));
    await expect(page.getByTestId('conclusion')).toBeVisible();
    // What came of it is said without being looked for.
    await expect(page.getByRole('status').filter({ hasText: p.summary(1) })).toBeAttached();
    await expect(page.getByRole('article')).toHaveAccessibleName(/contract\.pdf/);
    await expectTree(page);
    await page.getByText(p.details).click();
    await expectTree(page);

    // Several files are a list, each opened by a control that bears its name.
    await page.getByTestId('files').setInputFiles(await file('plan.pdf'));
    await expect(page.getByRole('status').filter({ hasText: p.summary(2) })).toBeAttached();
    await expectTree(page);
  });
}
