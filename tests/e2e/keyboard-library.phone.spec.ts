import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { NOTICE_SWITCH } from '../../src/lib/messages/notice-switch.ts';
import { PASSKEY_WORDS } from '../../src/lib/messages/passkey.ts';
import { SHELF_JA as L } from '../../src/lib/messages/shelf.ts';
import { newPushBrowser } from '../functions/push-browser.ts';
import { expectFocusAt, expectFocusShown, press, reach, write } from './keyboard.ts';
import { mailedCode } from './shelf-door.ts';
import { expect, test } from './stage.ts';
import { subscribesAt } from './subscribing.ts';

const passkeys = PASSKEY_WORDS.ja;
const notices = NOTICE_SWITCH.ja;

test.use({ viewport: { width: 360, height: 740 } });

test('L30: the whole library can be walked with the keyboard alone, and the focus is never lost', async ({
  page,
  stage,
  context,
}) => {
  test.slow();
  // Browsers give no passkey to a bare IP address.
  const url = stage.facts.url.replace('127.0.0.1', 'localhost');
  await context.grantPermissions(['notifications'], { origin: url });
  await subscribesAt(page, `${stage.facts.pushUrl}/keys`, newPushBrowser());
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const road = await stage.send([{ name: '契約書.pdf', pages: 2 }], '舗装補修工事');
  await stage.holder(road.token).readAndConsent();
  await stage.signForMunicipality(road);

  const { keyboard } = page;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const title = (name: string = L.title) => page.getByRole('heading', { level: 1, name, exact: true });
  const email = page.getByRole('textbox', { name: L.door.email });
  const code = page.getByRole('textbox', { name: L.door.code });
  const contract = page.getByRole('link', { name: /舗装補修工事/ });

  await page.goto(`${url}/library`);
  await expect(page.getByRole('heading', { name: L.door.title })).toBeVisible();

  await test.step('the door: another address, then the code', async () => {
    await press(page.getByRole('link', { name: COMMON_JA.skipToMain }));
    await expectFocusAt(page.locator('main'));
    await press(button(L.door.send));
    await expectFocusAt(email);
    await write(email, 'another@contractor.example');
    await keyboard.press('Enter');
    await expectFocusAt(code);
    await press(button(L.door.change));
    await expectFocusAt(email);
    await write(email, road.email);
    await press(page.getByRole('checkbox', { name: L.door.shared }), 'Space');
    await press(button(L.door.send));
    await expectFocusAt(code);
    await press(button(L.door.open));
    await expectFocusAt(code);
    await write(code, await mailedCode(stage, road.email));
    await keyboard.press('Enter');
    await expect(page.getByText(L.list.found(1), { exact: true })).toBeVisible();
    await expectFocusAt(title());
  });

  await test.step('the tabs, by their arrows: the focus stays on the tab', async () => {
    const tab = (name: string) => page.getByRole('tab', { name });
    await reach(tab(L.tabs.shelf));
    await keyboard.press('ArrowRight');
    await expect(page.getByText(L.keep.none)).toBeVisible();
    await expectFocusAt(tab(L.tabs.kept));
    await keyboard.press('ArrowLeft');
    await expect(contract).toBeVisible();
    await expectFocusAt(tab(L.tabs.shelf));
  });

  await test.step('the search: what is wrong, what is found, and everything again', async () => {
    const fold = page.locator('summary', { hasText: L.search.title });
    await press(fold);
    await write(page.getByLabel(L.search.min), '20000000');
    await write(page.getByLabel(L.search.max), '1');
    await keyboard.press('Enter');
    await expect(page.getByText(L.search.amountOrder)).toBeVisible();
    await expectFocusAt(page.getByLabel(L.search.min));
    await write(page.getByLabel(L.search.max), '30000000');
    await press(button(L.search.submit));
    await expect(page.getByText(L.list.noHits)).toBeVisible();
    await expectFocusShown(page);
    await press(button(L.search.clear));
    await expect(contract).toBeVisible();
    await expectFocusAt(fold);
  });

  await test.step('a contract and its file', async () => {
    await press(contract);
    await expectFocusAt(title('舗装補修工事'));
    await press(page.getByRole('link', { name: new RegExp(`${L.contract.roles.contract} 契約書`) }));
    await expectFocusAt(title('契約書.pdf'));
    await expect(page.locator('canvas').first()).toBeVisible();
    const pages = page.getByRole('region', { name: '契約書.pdf' });
    await press(button(COMMON_JA.pdf.zoomIn), 'Space');
    await expectFocusShown(page);
    await reach(pages);
    await keyboard.press('End');
    await expect.poll(() => pages.evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
    const saved = page.waitForEvent('download');
    await press(button(L.contract.save));
    await saved;
    await expectFocusAt(button(L.contract.save));
    await press(page.getByRole('link', { name: L.contract.back }));
    await expectFocusAt(title('舗装補修工事'));
  });

  await test.step('the pack: its dialog holds the focus, and gives it back', async () => {
    const pack = button(L.pack.one);
    const download = page.waitForEvent('download');
    await press(pack);
    const dialog = page.getByRole('dialog', { name: L.pack.title });
    await download;
    await expect(dialog.getByRole('button', { name: L.pack.zip })).toBeVisible();
    for (let step = 0; step < 5; step += 1) {
      await keyboard.press('Tab');
      await expect(dialog.locator(':focus')).toHaveCount(1);
    }
    const again = page.waitForEvent('download');
    await press(dialog.getByRole('button', { name: L.pack.zip }));
    await again;
    await keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expectFocusAt(pack);
  });

  await test.step('kept on the device, and taken away again', async () => {
    const section = page.getByRole('heading', { name: L.keep.title, exact: true });
    await press(button(L.keep.act));
    await expect(page.getByText(L.keep.done, { exact: true })).toBeVisible();
    await expectFocusAt(section);
    await press(button(L.keep.drop));
    await press(button(L.keep.cancel));
    await expectFocusAt(button(L.keep.drop));
    await keyboard.press('Enter');
    await press(button(L.keep.dropAct));
    await expect(button(L.keep.act)).toBeVisible();
    await expectFocusAt(section);
    await press(page.getByRole('link', { name: L.back }));
    await expectFocusAt(title());
  });

  await test.step('the notices', async () => {
    await press(button(notices.turnOn));
    await expect(page.getByText(notices.on)).toBeVisible();
    await expectFocusAt(button(notices.turnOff));
    await keyboard.press('Space');
    await expect(page.getByText(notices.off)).toBeVisible();
    await expectFocusAt(button(notices.turnOn));
  });

  await test.step('a passkey: its name, and its removal', async () => {
    const fold = page.locator('summary', { hasText: passkeys.title });
    const name = page.getByLabel(passkeys.name);
    await press(fold);
    await expect(page.getByText(passkeys.none)).toBeVisible();
    await press(button(passkeys.add));
    await expectFocusAt(name);
    await keyboard.type('試験用の端末');
    await keyboard.press('Enter');
    await expect(page.getByText(passkeys.added)).toBeVisible();
    await expectFocusShown(page);
    const remove = page.getByRole('button', { name: new RegExp(`^${passkeys.remove}.*試験用の端末$`) });
    await press(remove);
    await press(button(passkeys.cancel));
    await expectFocusAt(remove);
    await keyboard.press('Enter');
    await press(page.getByRole('dialog').getByRole('button', { name: passkeys.remove }));
    await expect(page.getByText(passkeys.none)).toBeVisible();
    await expectFocusAt(fold);
  });

  await test.step('closed and opened again, and the account deleted', async () => {
    await press(button(L.account.signOut));
    await expectFocusAt(title());
    await reach(email);
    await expect(email).toHaveValue(road.email);
    const before = await mailedCode(stage, road.email);
    await keyboard.press('Enter');
    await expectFocusAt(code);
    await write(code, await mailedCode(stage, road.email, [before]));
    await keyboard.press('Enter');
    await expect(contract).toBeVisible();
    await expectFocusAt(title());
    await press(button(L.account.close));
    await press(button(L.account.cancel));
    await expectFocusAt(button(L.account.close));
    await keyboard.press('Enter');
    await press(button(L.account.closeAct));
    await expect(page.getByRole('heading', { name: L.door.title })).toBeVisible();
    await expectFocusAt(title());
  });
});
