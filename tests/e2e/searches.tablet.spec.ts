import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { LEDGER_SCREEN_JA } from '../../src/lib/messages/ledger-screen.ts';
import { SAVED_SEARCH_JA } from '../../src/lib/messages/saved-search.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const T = SAVED_SEARCH_JA;
const LIST = CONSOLE_JA.list;
const of = (act: string, name: string): RegExp => new RegExp(`^${act}\\s*：${name}$`);

test('M60: a search is kept under a name, begins the list on every device, is renamed and deleted', async ({
  page,
  stage,
  browser,
}) => {
  const mine = await stage.draft([{ name: 'a.pdf', pages: 1 }], '保存した条件の橋梁工事');
  const other = await stage.draft([{ name: 'b.pdf', pages: 1 }], '別の舗装工事');
  const entry = (title: string) => page.getByRole('link', { name: title, exact: true });
  await page.goto(`${stage.facts.url}/console`);
  await expect(entry(other.title)).toBeVisible();
  await page.getByLabel(LIST.text).fill('保存した条件の');
  await page.getByRole('button', { name: LIST.submit, exact: true }).click();
  await expect(entry(other.title)).toBeHidden();

  await page.getByRole('button', { name: T.keep }).click();
  await page.getByRole('button', { name: T.save, exact: true }).click();
  await expect(page.getByText(T.nameMissing)).toBeVisible();
  await page.getByLabel(T.name).fill('橋梁');
  await page.getByText(T.start).click();
  await picture(page, 'searches-keep');
  await expectAccessible(page);
  await page.getByRole('button', { name: T.save, exact: true }).click();
  await expect(page.getByLabel(T.choose, { exact: true })).toHaveValue(/./);

  // Another device of the same member begins with it, and everything is one choice away.
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const desk = await context.newPage();
  await desk.setViewportSize({ width: 1280, height: 800 });
  await desk.goto(`${stage.facts.url}/console`);
  await expect(desk.getByRole('link', { name: mine.title, exact: true })).toBeVisible();
  await expect(desk.getByRole('link', { name: other.title, exact: true })).toBeHidden();
  await picture(desk, 'searches-list');
  await desk.getByLabel(T.choose, { exact: true }).selectOption(T.none);
  await expect(desk.getByRole('link', { name: other.title, exact: true })).toBeVisible();
  await context.close();

  await page.getByRole('button', { name: T.arrange }).click();
  await page.getByLabel(T.name).fill('橋の工事');
  await page.getByRole('button', { name: of(T.rename, '橋梁') }).click();
  await expect(page.getByText(T.saved)).toBeVisible();
  await picture(page, 'searches-arrange');
  await expectAccessible(page);
  await page.getByRole('button', { name: of(T.remove, '橋の工事') }).click();
  await expect(page.getByLabel(T.choose, { exact: true })).toBeHidden();
  await page.goto(`${stage.facts.url}/console`);
  await expect(entry(other.title)).toBeVisible();
});

test('M60: the ledger keeps searches of its own', async ({ page, stage }) => {
  const L = LEDGER_SCREEN_JA;
  await page.goto(`${stage.facts.url}/console/ledger`);
  await page.getByLabel(L.counterparty, { exact: true }).fill('試験建設');
  await page.getByRole('button', { name: L.submit, exact: true }).click();
  await page.getByRole('button', { name: T.keep }).click();
  await page.getByLabel(T.name).fill('試験建設の契約');
  await page.getByRole('button', { name: T.save, exact: true }).click();
  await expect(page.getByLabel(T.choose, { exact: true })).toHaveValue(/./);
  await page.reload();
  await page.getByLabel(T.choose, { exact: true }).selectOption('試験建設の契約');
  await expect(page.getByLabel(L.counterparty, { exact: true })).toHaveValue('試験建設');
  await expectFits(page);
  await page.getByRole('button', { name: T.arrange }).click();
  await page.getByRole('button', { name: of(T.remove, '試験建設の契約') }).click();
  await expect(page.getByLabel(T.choose, { exact: true })).toBeHidden();
});
