import { COMMON_EASY } from '../../src/lib/messages/common-easy.ts';
import { COMMON_EN } from '../../src/lib/messages/common-en.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { expect, expectAccessible, test } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

const LANGUAGES = [
  { language: 'easy', lang: 'ja', words: SIGN_EASY, common: COMMON_EASY },
  { language: 'en', lang: 'en', words: SIGN_EN, common: COMMON_EN },
] as const;

for (const { language, lang, words, common } of LANGUAGES) {
  test(`M6: a contractor reads and signs in the language of choice (${language}), at 360 pixels`, async ({
    page,
    stage,
  }) => {
    test.slow();
    const envelope = await stage.send([{ name: 'contract.pdf', pages: 2 }]);
    await page.goto(`${stage.facts.url}/s#${envelope.token}`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByRole('heading', { name: words.landing.title })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expectAccessible(page);

    // The choice is this device's, and survives.
    await page.reload();
    await expect(page.getByRole('heading', { name: words.landing.title })).toBeVisible();
    await page.getByRole('button', { name: words.landing.begin }).click();

    const guide = page.getByRole('dialog', { name: words.guide.title });
    await expect(guide.getByRole('button', { name: common.ui.close }).first()).toBeVisible();
    await expectAccessible(page);
    await guide.getByRole('button', { name: words.guide.close, exact: true }).last().click();
    await expect(page.getByRole('tab', { name: new RegExp(words.reading.read) })).toBeVisible();
    // The whole window is in the language, what stands above the screen too.
    await expect(page.getByTestId('test-banner')).toHaveText(common.testOnly);
    await expectAccessible(page);

    await page.getByRole('button', { name: words.reading.checklist }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: words.checklist.note }).click();
    await page.getByRole('button', { name: words.note.confirm }).click();
    await page.getByRole('button', { name: words.checklist.principal }).click();
    await page.getByRole('button', { name: words.principal.confirm }).click();
    await page.getByRole('button', { name: words.checklist.operator }).click();
    await page.getByRole('radio', { name: words.operator.principal, exact: true }).check();
    await page.getByRole('button', { name: words.operator.confirm }).click();
    await page.getByRole('button', { name: words.reading.finish, exact: true }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: words.finish.confirm }).click();
    await expect(page.getByText(words.status.done)).toBeVisible();

    await stage.signForMunicipality(envelope);
    await expect(page.getByText(words.download.concluded, { exact: true })).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
  });
}

test('M6: lines of やさしい日本語 break between words, never inside one, at 360 pixels', async ({
  page,
  stage,
}) => {
  const { url } = stage.facts;
  await page.goto(url);
  await page.getByLabel(LANGUAGE_LABEL).selectOption('easy');
  // The choice is kept once its words have come; whoever leaves before has not chosen.
  const spaced = page.locator('html[data-spaced]');
  await expect(spaced).toBeAttached();
  for (const place of ['', '/library', '/apply', '/help', '/help/manual']) {
    await page.goto(`${url}${place}`);
    await expect(spaced).toBeAttached();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(brokenWords), place).toEqual([]);
  }
});

/** Words of the paragraphs of a page whose ends stand on different lines. Runs in the page. */
function brokenWords(): string[] {
  const broken: string[] = [];
  for (const paragraph of document.querySelectorAll('main :is(p, li)')) {
    if (paragraph.closest('[lang=ja]:not(html), button, table, dl') !== null) continue;
    const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      // Punctuation and readings in brackets may begin or end a line; a longer run has to break somewhere.
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[ぁ-ゖァ-ヺー一-龯]{2,16}/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1)
          broken.push(word);
      }
    }
  }
  return broken;
}
