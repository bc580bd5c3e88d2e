import { INQUIRIES_JA } from '../../src/lib/messages/inquiries.ts';
import { INQUIRY_EASY, INQUIRY_EN, INQUIRY_JA } from '../../src/lib/messages/inquiry.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

const Q = INQUIRY_JA;
const L = INQUIRIES_JA;

test('M75: a contractor asks the department in charge from the signing screen, is told so by mail, and staff answer', async ({
  page,
  stage,
  browser,
}) => {
  test.slow();
  const envelope = await stage.send([{ name: '契約書.pdf', pages: 1 }]);
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('link', { name: SIGN_JA.contact.ask }).click();
  await expect(page.getByRole('heading', { name: Q.title, exact: true })).toBeVisible();
  expect(page.url()).not.toContain(envelope.token);
  await expect(page.getByLabel(Q.number)).toHaveValue(/^令和\d+年度-\d+$/);
  await expect(page.getByRole('link', { name: '019-000-0001' })).toBeVisible();
  await picture(page, 'inquiry');
  await expectAccessible(page);
  await expectFits(page);
  const number = await page.getByLabel(Q.number).inputValue();

  await page.getByRole('button', { name: Q.send }).click();
  await expect(page.getByText(Q.wrong.name)).toBeVisible();
  await expect(page.getByLabel(Q.name)).toBeFocused();
  const asked = `期限を延ばせますか ${Date.now().toString(36)}`;
  const email = `asker-${Date.now().toString(36)}@contractor.example`;
  await page.getByLabel(Q.name).fill('試験 太郎');
  await page.getByLabel(Q.email).fill(email);
  await page.getByLabel(Q.body).fill(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: Q.send }).click();
  await expect(page.getByText(Q.signingLink)).toBeVisible();
  await page.getByLabel(Q.body).fill(asked);
  await page.getByRole('button', { name: Q.send }).click();
  await expect(page.getByRole('heading', { name: Q.sentTitle })).toBeVisible();
  await picture(page, 'inquiry-sent');
  await expectAccessible(page);

  const receipt = await stage.mail(email);
  expect(receipt.subject).toContain('お問い合わせを受け付けました');
  expect(receipt.text).toContain('電話 019-000-0001');
  expect(receipt.text).not.toContain(asked);
  const letter = await stage.mail('keiyaku@takizawa.example', (mail) => mail.text?.includes(asked) === true);
  expect(letter.text).toContain(number);

  const desk = await (await browser.newContext({ viewport: { width: 820, height: 1180 } })).newPage();
  await signIn(desk, stage.facts, 'drafter', 'takizawa');
  await desk.goto(`${stage.facts.url}/console/inquiries`);
  const card = desk.getByRole('listitem').filter({ hasText: asked });
  await expect(card).toContainText(email);
  await picture(desk, 'inquiries');
  await expectAccessible(desk);
  await card.getByRole('button', { name: L.answer }).click();
  const dialog = desk.getByRole('dialog', { name: L.answerTitle });
  await dialog.getByLabel(L.note).fill('電話で回答');
  await dialog.getByRole('button', { name: L.answer }).click();
  await expect(desk.getByText(L.done)).toBeVisible();
  await expect(card).toHaveCount(0);
  await desk.getByLabel(L.filter).selectOption('answered');
  await expect(card).toContainText('電話で回答');
});

test('M75, M6: the form speaks three languages, and is found from the help', async ({ page, stage }) => {
  await page.goto(`${stage.facts.url}/help`);
  await page.getByRole('link', { name: Q.title }).click();
  await page.getByRole('link', { name: '盛岡市（試験用）' }).click();
  for (const [language, words] of [
    ['easy', INQUIRY_EASY],
    ['en', INQUIRY_EN],
  ] as const) {
    await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
    await expect(page.getByRole('heading', { name: words.title, exact: true })).toBeVisible();
    await page.getByLabel(words.department).selectOption({ index: 1 });
    await picture(page, `inquiry-${language}`);
    await expectAccessible(page);
    await expectFits(page);
  }
});
