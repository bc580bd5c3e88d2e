import { unzipSync } from 'fflate';
import { age } from './ageing.ts';
import { PACK_INDEX_NAME } from '../../src/lib/messages/contract-pack.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { LANGUAGE_LABEL } from '../../src/lib/messages/languages.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SHELF_EASY } from '../../src/lib/messages/shelf-easy.ts';
import { SHELF_EN } from '../../src/lib/messages/shelf-en.ts';
import { SHELF_JA } from '../../src/lib/messages/shelf.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { picture } from './picture.ts';
import { expectReadableLarge } from './large-text.ts';
import { mailedCode, openLibrary } from './shelf-door.ts';
import { expect, expectAccessible, test, type SentEnvelope, type Stage } from './stage.ts';

test.use({ viewport: { width: 360, height: 740 } });

const L = SHELF_JA;

async function concluded(
  stage: Stage,
  title: string,
  names: readonly string[],
  email?: string,
): Promise<SentEnvelope> {
  const sent = await stage.send(
    names.map((name) => ({ name, pages: 1 })),
    title,
    email === undefined ? {} : { email },
  );
  await stage.holder(sent.token).readAndConsent();
  await stage.signForMunicipality(sent);
  return sent;
}

test('M61: a contractor keeps the contract on the phone, opens the library by a mailed code, saves the pack and reads offline', async ({
  page,
  stage,
  context,
}) => {
  test.slow();
  const road = await concluded(stage, '舗装補修工事', ['工事請負契約書.pdf', '特記仕様書.pdf']);

  await test.step('from the completion page it is kept without an account', async () => {
    await page.goto(`${stage.facts.url}/s#${road.token}`);
    await expect(page.getByRole('heading', { name: SIGN_JA.download.title })).toBeVisible();
    await picture(page, 'library-completion');
    await page.getByRole('button', { name: L.keep.act }).click();
    await expect(page.getByText(L.keep.done, { exact: true })).toBeVisible();
    await picture(page, 'library-completion-kept');
    await expectAccessible(page);
    await expectReadableLarge(page, 'library-1');
    await page.getByRole('link', { name: L.keep.see }).click();
    await expect(page.getByRole('heading', { name: L.door.title })).toBeVisible();
    await expect(page.getByRole('link', { name: /舗装補修工事/ })).toBeVisible();
    await expect(page.getByText(L.duty)).toBeVisible();
    await picture(page, 'library-door-kept');
    await expectAccessible(page);
    await expectReadableLarge(page, 'library-2');
  });

  await test.step('the door: an address, a wrong code, the right one', async () => {
    await page.getByRole('button', { name: L.door.send }).click();
    await expect(page.getByText(L.door.emailWrong)).toBeVisible();
    await expect(page.getByRole('textbox', { name: L.door.email })).toBeFocused();
    await page.getByRole('textbox', { name: L.door.email }).fill(` ${road.email} `);
    await page.getByRole('button', { name: L.door.send }).click();
    await expect(page.getByRole('textbox', { name: L.door.code })).toBeFocused();
    await picture(page, 'library-code');
    await expectAccessible(page);
    const code = await mailedCode(stage, road.email);
    await page.getByRole('textbox', { name: L.door.code }).fill('12345');
    await page.getByRole('button', { name: L.door.open }).click();
    await expect(page.getByText(L.door.codeWrong)).toBeVisible();
    await page.getByRole('textbox', { name: L.door.code }).fill(code === '000000' ? '111111' : '000000');
    await page.getByRole('button', { name: L.door.open }).click();
    await expect(page.getByText(REFUSAL_JA.CODE_WRONG.happened)).toBeVisible();
    await page.getByRole('textbox', { name: L.door.code }).fill(code);
    await page.getByRole('button', { name: L.door.open }).click();
    await expect(page.getByText(L.list.found(1), { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: /舗装補修工事/ })).toContainText('12,345,600円');
    await expect(page.getByText(L.list.left(14))).toBeVisible();
    await picture(page, 'library-list');
    await expectAccessible(page);
    await expectReadableLarge(page, 'library-3');
  });

  await test.step('L18, L19: found by ranges in combination, and not beside them', async () => {
    await page.getByText(L.search.title, { exact: true }).click();
    await page.getByLabel(L.search.min).fill('20,000,000');
    await page.getByLabel(L.search.counterparty).fill('滝沢');
    await page.getByRole('button', { name: L.search.submit }).click();
    await expect(page.getByText(L.list.noHits)).toBeVisible();
    await page.getByLabel(L.search.min).fill('１２３４５６００');
    await page.getByLabel(L.search.max).fill('1');
    await page.getByRole('button', { name: L.search.submit }).click();
    await expect(page.getByText(L.search.amountOrder)).toBeVisible();
    await page.getByLabel(L.search.max).fill('12345600');
    await picture(page, 'library-search');
    await expectAccessible(page);
    await expectReadableLarge(page, 'library-4');
    await page.getByRole('button', { name: L.search.submit }).click();
    await expect(page.getByRole('link', { name: /舗装補修工事/ })).toBeVisible();
  });

  await test.step('L20: the pack has every file by name, and their index', async () => {
    await page.getByRole('link', { name: /舗装補修工事/ }).click();
    await expect(page.getByRole('heading', { name: '舗装補修工事' })).toBeVisible();
    await picture(page, 'library-contract');
    await expectAccessible(page);
    await expectReadableLarge(page, 'library-5');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: L.pack.one }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
    const files = unzipSync(Buffer.concat(chunks));
    const names = Object.keys(files);
    expect(names).toHaveLength(6);
    expect(names[0]).toMatch(/^\d{8}_滝沢市（試験用）_12345600\.pdf$/);
    expect(names.at(-1)).toBe(PACK_INDEX_NAME);
    const index = new TextDecoder().decode(files[PACK_INDEX_NAME]);
    for (const name of names.slice(0, -1)) expect(index).toContain(name);
    await expect(page.getByText(L.pack.ready(6))).toBeVisible();
    await picture(page, 'library-pack');
    await page.getByRole('button', { name: COMMON_JA.ui.close }).click();
  });

  await test.step('three languages', async () => {
    for (const [language, words] of [
      ['easy', SHELF_EASY],
      ['en', SHELF_EN],
      ['ja', SHELF_JA],
    ] as const) {
      await page.getByLabel(LANGUAGE_LABEL).selectOption(language);
      await expect(page.getByText(words.duty)).toBeVisible();
      if (language === 'ja') break;
      await picture(page, `library-contract-${language}`);
      await expectAccessible(page);
      await expectReadableLarge(page, 'library-6');
      await page.getByRole('link', { name: words.back }).click();
      await expect(page.getByText(words.list.found(1), { exact: true })).toBeVisible();
      await picture(page, `library-list-${language}`);
      await expectAccessible(page);
      await expectReadableLarge(page, 'library-7');
      await page.goBack();
    }
  });

  await test.step('without a network the kept contract is listed, opened, and removed', async () => {
    await page.waitForFunction(
      async () => (await navigator.serviceWorker.ready).active?.state === 'activated',
    );
    await page.goto(`${stage.facts.url}/library`);
    await page.getByRole('tab', { name: L.tabs.kept }).click();
    await expect(page.getByRole('link', { name: /舗装補修工事/ })).toBeVisible();
    await picture(page, 'library-kept');
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('tab', { name: L.tabs.kept }).click();
    await page.getByRole('link', { name: /舗装補修工事/ }).click();
    await page
      .getByRole('link', { name: new RegExp(`${L.contract.roles.certificate}.*特記仕様書`) })
      .first()
      .click();
    await expect(page.locator('canvas').first()).toBeVisible();
    await expectReadableLarge(page, 'library-8');
    await page.goBack();
    await page.getByRole('button', { name: L.keep.drop }).click();
    await page.getByRole('button', { name: L.keep.dropAct, exact: true }).click();
    await expect(page.getByRole('button', { name: L.keep.act })).toHaveCount(0);
    await context.setOffline(false);
  });
});

test('M42, M61: after the 14 days the mailed link leads to the library, which still has the contract', async ({
  page,
  stage,
}) => {
  test.slow();
  const paint = await concluded(stage, '塗装工事', ['契約書.pdf']);
  // The fourteen days begin when the mail leaves.
  await stage.mail(paint.email, ({ subject }) => subject.startsWith('電子署名完了のお知らせ'));
  await age(stage, paint, 'download');
  await page.goto(`${stage.facts.url}/s#${paint.token}`);
  await expect(page.getByText(SIGN_JA.download.closedShelf)).toBeVisible();
  await picture(page, 'library-closed-link');
  await expectAccessible(page);
  await page.getByRole('link', { name: SIGN_JA.download.shelf }).click();
  await openLibrary(page, stage, paint.email);
  await page.getByRole('link', { name: /塗装工事/ }).click();
  await page.getByRole('link', { name: new RegExp(`${L.contract.roles.contract} 契約書`) }).click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await picture(page, 'library-file');
  await expectAccessible(page);
  await page.goBack();
  await page.getByRole('link', { name: L.back }).click();
  await page.getByRole('button', { name: L.account.close }).click();
  await picture(page, 'library-close');
  await page.getByRole('button', { name: L.account.closeAct, exact: true }).click();
  await expect(page.getByRole('heading', { name: L.door.title })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: L.door.title })).toBeVisible();
});

test('M61: an address without contracts is mailed a code like any other, and sees what waits for it alone', async ({
  page,
  stage,
}) => {
  const waiting = await stage.send([{ name: '契約書.pdf', pages: 1 }], '橋梁補修工事');
  await page.goto(stage.facts.url);
  await picture(page, 'library-home');
  await page.getByRole('link', { name: COMMON_JA.footerShelf, exact: true }).click();
  await expect(page.getByRole('heading', { name: L.door.title })).toBeVisible();
  await picture(page, 'library-door');
  await page.getByLabel(L.door.shared).check();
  await page.getByRole('textbox', { name: L.door.email }).fill(waiting.email);
  await page.getByRole('button', { name: L.door.send }).click();
  await page.getByRole('textbox', { name: L.door.code }).fill(await mailedCode(stage, waiting.email));
  await page.getByRole('button', { name: L.door.open }).click();
  await expect(page.getByText(L.list.none)).toBeVisible();
  await expect(page.getByText(L.waiting.title(1))).toBeVisible();
  await picture(page, 'library-none');
  await expectAccessible(page);
  await expectReadableLarge(page, 'library-9');
  expect(await page.content()).not.toContain(waiting.token);
  await page.getByRole('button', { name: L.account.signOut }).click();
  await expect(page.getByRole('textbox', { name: L.door.email })).toHaveValue(waiting.email);
});
