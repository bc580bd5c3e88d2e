import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { SIGN_EASY } from '../../src/lib/messages/sign-easy.ts';
import { SIGN_EN } from '../../src/lib/messages/sign-en.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { VERIFY_WORDS_EN } from '../../src/lib/messages/verify-words-en.ts';
import { VERIFY_WORDS_JA } from '../../src/lib/messages/verify-words.ts';
import { contractPdf } from './contract-pdf.ts';
import { expectReadableLarge } from './large-text.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, test } from './stage.ts';

const PAGES = [
  '/',
  '/help',
  '/help/compare',
  '/help/faq',
  '/help/faq/032166',
  '/help/inquiry',
  '/help/inquiry/032166',
  '/apply',
  '/library',
  '/login',
  '/nowhere',
];

test.use({ viewport: { width: 360, height: 740 } });

for (const [language, w] of [
  ['ja', SIGN_JA],
  ['easy', SIGN_EASY],
  ['en', SIGN_EN],
] as const) {
  test(`L30: every screen of signing is read and pressed at twice the text size (${language})`, async ({
    page,
    stage,
  }) => {
    test.setTimeout(300_000);
    const looks = (name: string): Promise<void> => expectReadableLarge(page, `${language}-${name}`);
    const envelope = await stage.send(
      [
        { name: '工事請負契約書.pdf', pages: 2, bytes: await contractPdf('工事請負契約書', 2) },
        { name: '特記仕様書.pdf', pages: 1, bytes: await contractPdf('特記仕様書', 1) },
      ],
      '令和8年度 市道中央線舗装補修工事（第2工区）及び附帯する道路照明灯更新工事',
      {},
      true,
    );
    await page.goto(`${stage.facts.url}/s#${envelope.token}`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByRole('heading', { level: 1, name: w.landing.title })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: w.contact.title })).toBeVisible();
    await looks('landing');
    await page.getByRole('button', { name: w.landing.begin }).click();
    await expect(page.getByRole('dialog', { name: w.guide.title })).toBeVisible();
    await looks('guide');
    await page.getByRole('dialog').getByRole('button', { name: w.guide.close, exact: true }).last().click();
    await expect(page.locator('canvas').first()).toBeVisible();
    await looks('reading');
    const list = page.getByRole('button', { name: new RegExp(w.reading.checklist) });
    const menu = page.getByRole('button', { name: w.reading.menu });
    await list.click();
    await expect(page.getByRole('dialog', { name: w.checklist.title })).toBeVisible();
    await looks('checklist');
    for (const [item, title] of [
      ['note', w.note.title],
      ['principal', w.principal.title],
      ['operator', w.operator.title],
      ['guarantee', w.guarantee.title],
    ] as const) {
      await page.getByRole('button', { name: w.checklist[item] }).click();
      const dialog = page.getByRole('dialog', { name: title, exact: true });
      await expect(dialog).toBeVisible();
      if (item === 'operator') {
        await dialog.getByRole('radio', { name: w.operator.delegate, exact: true }).check();
        await dialog.getByRole('button', { name: w.operator.confirm }).click();
      }
      if (item === 'guarantee') {
        await dialog.getByRole('radio', { name: w.guarantee.kinds.security.label, exact: true }).check();
        await dialog.getByRole('button', { name: w.guarantee.give }).click();
      }
      await looks(item);
      await page.keyboard.press('Escape');
      await list.click();
    }
    await page.keyboard.press('Escape');
    await menu.click();
    await expect(page.getByRole('menuitem', { name: w.reading.decline })).toBeVisible();
    await looks('menu');
    await page.keyboard.press('Escape');
    for (const [item, title] of [
      ['colleagues', w.colleagues.title],
      ['paper', w.paper.title],
      ['decline', w.declining.title],
    ] as const) {
      await menu.click();
      await page.getByRole('menuitem', { name: w.reading[item] }).click();
      await expect(page.getByRole('dialog', { name: title, exact: true })).toBeVisible();
      await looks(item);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await stage.holder(envelope.token).finishChecklist(envelope.documentIds);
    await stage.holder(envelope.token).giveSecurity('bond.pdf', await samplePdf('bond', 1));
    await page.reload();
    await page.getByRole('button', { name: w.guide.close, exact: true }).last().click();
    await page.getByRole('button', { name: w.reading.finish, exact: true }).click();
    await expect(page.getByRole('dialog', { name: w.finish.title })).toBeVisible();
    await looks('finish');
    await page.getByRole('button', { name: w.finish.confirm }).click();
    await expect(page.getByText(w.status.done)).toBeVisible();
    await looks('status');
  });
}

for (const [language, { page: p, desk: d }] of [
  ['ja', VERIFY_WORDS_JA],
  ['en', VERIFY_WORDS_EN],
] as const) {
  test(`L30: verifying is read and pressed at twice the text size (${language})`, async ({ page, stage }) => {
    await page.goto(`${stage.facts.url}/verify`);
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByRole('button', { name: d.drop.choose })).toBeEnabled();
    await page.getByText(d.find.title).click();
    await page.getByText(d.trust.title).first().click();
    await expectReadableLarge(page, `verify-${language}`);
    for (const name of ['contract.pdf', 'plan.pdf']) {
      await page.getByTestId('files').setInputFiles({
        name,
        mimeType: 'application/pdf',
        buffer: Buffer.from(await samplePdf(name, 1)),
      });
      if (name === 'contract.pdf') {
        await expect(page.getByTestId('conclusion')).toBeVisible();
        await page.getByText(p.details).click();
      } else await expect(page.getByRole('status').filter({ hasText: p.summary(2) })).toBeAttached();
      await expectReadableLarge(page, `verify-${language}-${name}`);
    }
  });
}

for (const language of ['ja', 'easy', 'en'] as const) {
  test(`L30: the top page, the library and the help are read and pressed at twice the text size (${language})`, async ({
    page,
    stage,
  }) => {
    await page.addInitScript((kept) => {
      localStorage.setItem('shomei-language', kept);
    }, language);
    for (const path of PAGES) {
      await page.goto(`${stage.facts.url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectReadableLarge(page, `page${path.replaceAll('/', '-')}-${language}`);
    }
  });
}
