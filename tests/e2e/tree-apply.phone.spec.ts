import { APPLY_JA } from '../../src/lib/messages/apply.ts';
import { APPLY_EASY } from '../../src/lib/messages/apply-easy.ts';
import { APPLY_EN } from '../../src/lib/messages/apply-en.ts';
import { COMMON_EASY } from '../../src/lib/messages/common-easy.ts';
import { COMMON_EN } from '../../src/lib/messages/common-en.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { REFUSAL_EASY } from '../../src/lib/messages/refusal-easy.ts';
import { REFUSAL_EN, REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { codeMailedTo } from './apply-form.ts';
import { expectReadableLarge } from './large-text.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, test } from './stage.ts';
import { expectFaulty, expectTree, slowly } from './tree.ts';

test.use({ viewport: { width: 360, height: 740 } });

const LANGUAGES = [
  { language: 'ja', words: APPLY_JA, common: COMMON_JA, refusal: REFUSAL_JA },
  { language: 'easy', words: APPLY_EASY, common: COMMON_EASY, refusal: { ...REFUSAL_JA, ...REFUSAL_EASY } },
  { language: 'en', words: APPLY_EN, common: COMMON_EN, refusal: REFUSAL_EN },
] as const;

for (const { language, words: w, common, refusal } of LANGUAGES) {
  const { wrong: field, caseTypes: caseType } = w;
  test(`L30: a screen reader is led through the application, and each step is read at twice the text size (${language})`, async ({
    page,
    stage,
  }) => {
    test.slow();
    const { facts } = stage;
    const address = `tree-${language}-${Date.now().toString(36)}@contractor.example`;
    const next = page.getByRole('button', { name: w.next, exact: true });
    await page.goto(`${facts.url}/apply`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByRole('heading', { level: 1, name: w.places.title })).toBeVisible();
    await expectTree(page);
    await page.getByRole('link', { name: w.places.form }).click();

    /** A step is known by its heading, which has the focus and says which of all it is. */
    const arrive = async (heading: string, number: number, all: number): Promise<void> => {
      const title = page.getByRole('heading', { level: 2, name: heading, exact: true });
      await expect(title).toHaveAccessibleDescription(w.progress(number, all));
      if (number > 1) await expect(title).toBeFocused();
      await expect(page.getByRole('progressbar', { name: w.progressLabel })).toHaveAttribute(
        'aria-valuetext',
        w.progress(number, all),
      );
      await expectTree(page);
      await expectReadableLarge(page, `apply-${language}-${String(number)}`);
    };

    await arrive(w.terms.heading, 1, 7);
    await next.click();
    const agree = page.getByRole('checkbox', { name: w.terms.agree });
    await expectFaulty(agree, refusal.DECLARATION_MISSING.next);
    await expect(agree).toBeFocused();
    await agree.check();
    await next.click();

    await arrive(w.case.heading, 2, 7);
    const number = page.getByRole('textbox', { name: w.case.number });
    await expect(number).toHaveAccessibleDescription(w.case.hint);
    await expect(number).toHaveAttribute('aria-required', 'true');
    const { caseNumber } = await stage.openCase();
    await number.fill(caseNumber);
    await next.click();

    await arrive(w.applicant.heading, 3, 7);
    await expect(page.locator('main')).toMatchAriaSnapshot(`
      - main:
        - heading [level=1]
        - progressbar "${w.progressLabel}"
        - heading "${w.applicant.heading}" [level=2]
        - term: ${w.applicant.caseTitle}
        - definition: /${caseNumber}/
        - term: ${w.applicant.caseType}
        - definition: ${caseType.construction}
        - term: ${w.applicant.department}
        - definition
        - textbox "${w.applicant.company} ${common.ui.required}"
        - textbox "${w.applicant.principalTitle} ${common.ui.optional}"
        - textbox "${w.applicant.principalName} ${common.ui.required}"
        - textbox "${w.applicant.contactName} ${common.ui.optional}"
        - textbox "${w.applicant.contactPhone} ${common.ui.optional}"
        - button "${w.back}"
        - button "${w.next}"
    `);
    await next.click();
    const company = page.getByRole('textbox', { name: w.applicant.company });
    await expectFaulty(company, field.REQUIRED);
    await expect(company).toBeFocused();
    await company.fill('株式会社滝沢試験工業');
    await page.getByRole('textbox', { name: w.applicant.principalName }).fill('滝沢 花子');
    await next.click();

    await arrive(w.email.heading, 4, 7);
    const email = page.getByRole('textbox', { name: w.email.email }).first();
    await page.getByRole('button', { name: w.email.send }).click();
    await expectFaulty(email, field.REQUIRED);
    await email.fill(address);
    const again = page.getByRole('textbox', { name: w.email.again });
    await page.getByRole('button', { name: w.email.send }).click();
    await expectFaulty(again, field.DIFFERENT);
    await expect(again).toBeFocused();
    await again.fill(address);
    await page.getByRole('button', { name: w.email.send }).click();
    await expect(page.getByRole('status').filter({ hasText: w.email.sent(address) })).toBeVisible();
    const code = page.getByRole('textbox', { name: w.email.code });
    await page.getByRole('button', { name: w.email.confirm, exact: true }).click();
    await expectFaulty(code, w.email.codeMissing);
    await code.fill(await codeMailedTo(facts.inboxUrl, address));
    await page.getByRole('button', { name: w.email.confirm, exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: w.email.confirmed })).toBeVisible();
    await next.click();

    await arrive(w.papers.heading, 5, 7);
    await next.click();
    const papers = page.getByRole('group');
    await expect(papers).toHaveCount(2);
    await expect(papers.first()).toBeFocused();
    for (const paper of await papers.all()) {
      await expect(paper).toHaveAccessibleDescription(w.papers.attach);
      await paper.getByLabel(w.papers.choose).setInputFiles({
        name: 'paper.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(await samplePdf('paper', 1)),
      });
      await expect(paper.getByText('paper.pdf')).toBeVisible();
      await expect(paper).not.toHaveAccessibleDescription(w.papers.attach);
    }
    await next.click();

    await arrive(w.accept.heading, 6, 7);
    await next.click();
    const declare = page.getByRole('checkbox', { name: w.accept.declare });
    await expectFaulty(declare, refusal.DECLARATION_MISSING.next);
    await expect(declare).toBeFocused();
    await declare.check();
    await next.click();
    const law = page.getByRole('checkbox').nth(1);
    await expectFaulty(law, refusal.ACCEPTANCE_MISSING.next);
    await expect(law).toBeFocused();
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await next.click();

    await arrive(w.confirm.heading, 7, 7);
    const submit = page.getByRole('button', { name: w.confirm.submit });
    const release = await slowly(page, '**/application/attachments/*/parts/*');
    // How much has been sent, and that it is under way.
    await page.route('**/submit', (route) => route.abort());
    await submit.click();
    await expect(page.getByRole('progressbar', { name: w.confirm.sending })).toHaveAttribute(
      'aria-valuenow',
      '0',
    );
    await expect(page.getByRole('status').filter({ hasText: `${w.confirm.sending} 0%` })).toBeAttached();
    await expect(submit).toHaveAttribute('aria-busy', 'true');
    release();
    await expect(page.getByRole('alert')).toContainText(refusal.OFFLINE.happened);
    await expect(page.getByRole('progressbar', { name: w.confirm.sending })).toHaveCount(0);
  });
}
