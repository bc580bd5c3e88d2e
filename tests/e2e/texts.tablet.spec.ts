import type { Page } from '@playwright/test';
import { NOTICE_PLACE_JA, PLACEHOLDER_JA, TEXTS_JA } from '../../src/lib/messages/texts.ts';
import { PHONE } from './desk.ts';
import { signIn } from './one-time-codes.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits, test } from './stage.ts';

const T = TEXTS_JA;
const TAKIZAWA = '032166';

const buttonOf = (page: Page, act: string, label: string) =>
  page.getByRole('button', { name: new RegExp(`^${act}\\s*：${label}$`) });
const saveOf = (page: Page, label: string) => buttonOf(page, T.save, label);

test('M87: an administrator writes own words, sees them in a preview, in a mail, on the phone and in the answers, and goes back to ours', async ({
  page,
  stage,
  browser,
}) => {
  test.slow();
  await signIn(page, stage.facts, 'admin', 'takizawa');
  await page.goto(`${stage.facts.url}/console/texts`);
  await page.getByLabel(T.subject).fill('［財務課より］');
  await saveOf(page, T.subject).click();
  await expect(page.getByText(T.saved)).toBeVisible();

  const paragraph = page.getByLabel(T.paragraph);
  await paragraph.fill('{password}');
  await saveOf(page, T.paragraph).click();
  await expect(page.getByText(T.unknown('{password}'))).toBeVisible();
  await paragraph.fill('https://evil.example をごらんください。');
  await saveOf(page, T.paragraph).click();
  await expect(page.getByText(T.link)).toBeVisible();
  await expectAccessible(page);
  await paragraph.fill('仕様書は窓口でもお渡しします。締切：');
  await page
    .getByRole('button', { name: T.insert(PLACEHOLDER_JA.deadline) })
    .last()
    .click();
  await expect(paragraph).toHaveValue('仕様書は窓口でもお渡しします。締切：{deadline}');
  await page.getByRole('button', { name: T.preview }).click();
  const preview = page.getByRole('region', { name: T.previewTitle });
  await expect(preview).toContainText('締切：2027年1月14日');
  await expect(preview).toContainText('［財務課より］');
  await picture(page, 'texts-mail');
  await saveOf(page, T.paragraph).click();
  await expect(page.getByText(T.saved)).toBeVisible();

  await page.getByRole('tab', { name: T.notice }).click();
  await page.getByLabel(NOTICE_PLACE_JA.sign).fill('{municipalityName}の年末年始の休みは12月29日からです。');
  await saveOf(page, NOTICE_PLACE_JA.sign).click();
  await expect(page.getByText(T.saved)).toBeVisible();
  await page.getByRole('tab', { name: T.faq }).click();
  await page.getByLabel(T.chooseQuestion, { exact: true }).selectOption('15');
  await page.getByLabel(T.answer).fill('ICカードは要りません。\n\n{contact}');
  await saveOf(page, T.answer).click();
  await expect(page.getByText(T.saved)).toBeVisible();
  await picture(page, 'texts-faq');
  await expectAccessible(page);

  const envelope = await stage.send([{ name: '契約書.pdf', pages: 1 }]);
  const mail = await stage.mail(envelope.email);
  expect(mail.subject).toContain(`${envelope.title}への署名依頼が届いています［財務課より］`);
  expect(mail.text).toMatch(/仕様書は窓口でもお渡しします。締切：20\d\d年/);
  expect(mail.text).toContain('企画総務部財務課\n契約係（試験用）\n電話 019-000-0001');
  const phone = await (await browser.newContext(PHONE)).newPage();
  await phone.goto(`${stage.facts.url}/s#${envelope.token}`);
  await expect(phone.getByText('滝沢市（試験用）の年末年始の休みは12月29日からです。')).toBeVisible();
  await picture(phone, 'texts-sign');
  await phone.goto(`${stage.facts.url}/help/faq/${TAKIZAWA}`);
  await expect(phone.getByRole('region', { name: /^Q15/ })).toContainText('019-000-0001');
  await expectAccessible(phone);
  await expectFits(phone);

  await buttonOf(page, T.reset, T.answer).click();
  await expect(page.getByText(T.standardInUse)).toBeVisible();
  await page.getByText(T.history).click();
  await expect(page.getByText(T.backToStandard)).toBeVisible();
  await phone.reload();
  await expect(phone.getByRole('region', { name: /^Q15/ })).not.toContainText('019-000-0001');
  // The other tests see our words again.
  await page.getByRole('tab', { name: T.notice }).click();
  await buttonOf(page, T.reset, NOTICE_PLACE_JA.sign).click();
  await page.getByRole('tab', { name: T.mail, exact: true }).click();
  await buttonOf(page, T.reset, T.subject).click();
  await buttonOf(page, T.reset, T.paragraph).click();
  await expect(page.getByText(T.standardInUse)).toHaveCount(2);
});
