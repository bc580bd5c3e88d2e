import { COMMON_EASY } from '../../src/lib/messages/common-easy.ts';
import { COMMON_EN } from '../../src/lib/messages/common-en.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { LANGUAGE_LABEL, LANGUAGE_NAMES } from '../../src/lib/messages/languages.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, test } from './stage.ts';
import { expectDialog, expectFaulty, expectTree, slowly } from './tree.ts';

test.use({ viewport: { width: 360, height: 740 } });

const LANGUAGES = [
  { language: 'ja', words: SIGN_JA, common: COMMON_JA },
  { language: 'easy', words: SIGN_EASY, common: COMMON_EASY },
  { language: 'en', words: SIGN_EN, common: COMMON_EN },
] as const;

for (const { language, words: w, common } of LANGUAGES) {
  test(`L30: a screen reader is led through the signing (${language})`, async ({ page, stage }) => {
    test.slow();
    const envelope = await stage.send(
      [
        { name: 'contract.pdf', pages: 2 },
        { name: 'plan.pdf', pages: 1 },
      ],
      undefined,
      {},
      true,
    );
    await page.goto(`${stage.facts.url}/s#${envelope.token}`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    const heading = page.getByRole('heading', { level: 1 });

    await test.step('landing', async () => {
      await expect(page).toHaveTitle(common.signing.title);
      await expect(heading).toHaveText(w.landing.title);
      await expect(page.locator('body')).toMatchAriaSnapshot(`
        - link "${common.skipToMain}"
        - banner:
          - link "${common.serviceName}"
          - combobox "${LANGUAGE_LABEL}":
            - option "${LANGUAGE_NAMES[language]}" [selected]
        - main:
          - heading "${w.landing.title}" [level=1]
          - heading "${envelope.title}" [level=2]
          - term: ${w.landing.sender}
          - definition
          - term: ${w.landing.documents}
          - definition:
            - list:
              - listitem: /contract.pdf/
              - listitem: /plan.pdf/
          - button "${w.landing.begin}"
        - contentinfo:
          - navigation "${common.footerLabel}"
      `);
      await expectTree(page);
    });

    await test.step('how far a document has come is said, and the screen’s heading has the focus', async () => {
      const release = await slowly(page, '**/documents/*/content');
      await page.getByRole('button', { name: w.landing.begin }).click();
      const guide = await expectDialog(page, w.guide.title);
      await expectTree(page);
      await guide.getByRole('button', { name: w.guide.close, exact: true }).last().click();
      await expect(heading).toHaveText(envelope.title);
      await expect(heading).toBeFocused();
      await expect(page.getByRole('progressbar', { name: w.loadingDocument })).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: w.loadingDocument })).toBeAttached();
      release();
      await expect(
        page.getByRole('tab', { name: `${w.reading.tab(1)} ${w.reading.read}`, exact: true }),
      ).toBeVisible();
    });

    await test.step('reading', async () => {
      await expect(page.locator('main')).toMatchAriaSnapshot(`
        - main:
          - heading "${envelope.title}" [level=1]
          - button "${w.reading.menu}"
          - tablist "${w.reading.tabs}":
            - tab "${w.reading.tab(1)} ${w.reading.read}" [selected]
            - tab "${w.reading.tab(2)} ${w.reading.unread}"
          - tabpanel:
            - group "${common.pdf.zoomGroup}":
              - button "${common.pdf.zoomOut}" [disabled]
              - button "${common.pdf.zoomIn}"
            - region "contract.pdf":
              - group "${common.pdf.page(1)}"
              - group "${common.pdf.page(2)}"
          - button /${w.reading.checklist}/
          - button "${w.reading.finish}" [disabled]
      `);
      await expectTree(page);
      const finish = page.getByRole('button', { name: w.reading.finish, exact: true });
      await expect(finish).toHaveAccessibleDescription(w.reading.remaining(5));
    });

    const list = page.getByRole('button', { name: new RegExp(w.reading.checklist) });
    await test.step('each item of the checklist is a dialog of its own; the focus comes back', async () => {
      await page.getByRole('tab', { name: new RegExp(w.reading.tab(2)) }).click();
      await expect(
        page.getByRole('tab', { name: `${w.reading.tab(2)} ${w.reading.read}`, exact: true }),
      ).toBeVisible();
      await list.click();
      const checklist = await expectDialog(page, w.checklist.title);
      await expect(checklist).toMatchAriaSnapshot(`
        - dialog "${w.checklist.title}":
          - heading "${w.checklist.title}" [level=2]
          - button "${common.ui.close}"
          - list:
            - listitem:
              - button "${w.checklist.done} ${w.checklist.openDocument(1, 'contract.pdf')}"
            - listitem:
              - button "${w.checklist.done} ${w.checklist.openDocument(2, 'plan.pdf')}"
            - listitem:
              - button "${w.checklist.todo} ${w.checklist.note}"
            - listitem:
              - button "${w.checklist.todo} ${w.checklist.principal}"
            - listitem:
              - button "${w.checklist.todo} ${w.checklist.operator}"
            - listitem:
              - button "${w.checklist.todo} ${w.checklist.guarantee}"
      `);
      await page.getByRole('button', { name: w.checklist.note }).click();
      await expectDialog(page, w.note.title);
      await page.getByRole('button', { name: w.note.confirm }).click();
      await page.getByRole('button', { name: w.checklist.principal }).click();
      await expectDialog(page, w.principal.title);
      await page.getByRole('button', { name: w.principal.confirm }).click();
      await page.getByRole('button', { name: w.checklist.operator }).click();
      const operator = await expectDialog(page, w.operator.title);
      await operator.getByRole('button', { name: w.operator.confirm }).click();
      const who = operator.getByRole('radiogroup', { name: w.operator.lead });
      await expectFaulty(who, w.operator.kindMissing);
      await expect(who).toBeFocused();
      const delegate = operator.getByRole('radio', { name: w.operator.delegate, exact: true });
      await expect(delegate).toHaveAccessibleDescription(w.operator.delegateHint);
      await delegate.check();
      await operator.getByRole('button', { name: w.operator.confirm }).click();
      const name = operator.getByRole('textbox', { name: w.operator.name });
      await expectFaulty(name, w.operator.nameMissing);
      await expect(name).toBeFocused();
      await operator.getByRole('radio', { name: w.operator.principal, exact: true }).check();
      await operator.getByRole('button', { name: w.operator.confirm }).click();
      await expectDialog(page, w.checklist.title);
      await page.keyboard.press('Escape');
      await expect(list).toBeFocused();
    });

    await test.step('the guarantee: errors at their fields, and how much has been sent', async () => {
      await list.click();
      await page.getByRole('button', { name: w.checklist.guarantee }).click();
      const dialog = await expectDialog(page, w.guarantee.title);
      const give = dialog.getByRole('button', { name: w.guarantee.give });
      await give.click();
      const kind = dialog.getByRole('radiogroup', { name: w.guarantee.kind });
      await expectFaulty(kind, w.guarantee.missing.kind);
      await expect(kind).toBeFocused();
      await dialog.getByRole('radio', { name: w.guarantee.kinds.security.label, exact: true }).check();
      await give.click();
      const paper = dialog.getByRole('group', { name: w.guarantee.files.security });
      await expect(paper).toHaveAccessibleDescription(new RegExp(w.guarantee.missing.file));
      await expect(paper).toBeFocused();
      await dialog.getByLabel(w.guarantee.paper.choose).setInputFiles({
        name: 'bond.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(await samplePdf('bond', 1)),
      });
      const release = await slowly(page, '**/signing/attachments/*/parts/*');
      await give.click();
      const progress = dialog.getByRole('progressbar', { name: w.guarantee.sending });
      await expect(progress).toHaveAttribute('aria-valuenow', '0');
      await expect(
        dialog.getByRole('status').filter({ hasText: `${w.guarantee.sending} 0%` }),
      ).toBeAttached();
      await expect(give).toHaveAttribute('aria-busy', 'true');
      release();
      await expect(dialog).toHaveCount(0);
    });

    await test.step('finishing: what is bound is listed, and the sending is said', async () => {
      await expect(page.getByText(w.reading.allDone)).toBeVisible();
      await page.getByRole('button', { name: w.reading.finish, exact: true }).click();
      const dialog = await expectDialog(page, w.finish.title);
      await expect(dialog).toMatchAriaSnapshot(`
        - dialog "${w.finish.title}":
          - heading "${w.finish.title}" [level=2]
          - term: ${w.finish.envelope}
          - definition: ${envelope.title}
          - term: ${w.finish.documents}
          - definition: contract.pdf plan.pdf
          - term: ${w.finish.principal}
          - definition
          - term: ${w.finish.operator}
          - definition: ${w.finish.self}
          - button "${w.back}"
          - button "${w.finish.confirm}"
      `);
      const release = await slowly(page, '**/signing/consent');
      await page.getByRole('button', { name: w.finish.confirm }).click();
      await expect(dialog.getByRole('status').filter({ hasText: w.finish.sending })).toBeAttached();
      release();
    });

    await test.step('after it: the heading is said, the way is a list, and what happens is live', async () => {
      await expect(heading).toHaveText(w.status.doneTitle);
      await expect(heading).toBeFocused();
      await expect(page.locator('main')).toMatchAriaSnapshot(`
        - main:
          - heading "${w.status.doneTitle}" [level=1]
          - status
          - status
          - heading "${w.status.stepsLabel}" [level=2]
          - list "${w.status.stepsLabel}":
            - listitem: /${w.status.steps[0] ?? ''}\\s${w.status.stepWords.done}/
            - listitem
            - listitem
            - listitem
            - listitem
      `);
      await expectTree(page);
    });
  });
}
