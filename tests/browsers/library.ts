import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SHELF_JA as L } from '../../src/lib/messages/shelf.ts';
import { mailedCode } from '../e2e/shelf-door.ts';
import { soon, type Driver } from './driver.ts';
import { named, whole, type Flow } from './flow.ts';

const TITLE = '舗装補修工事';
const CONTRACT = '工事請負契約書.pdf';

/** Whether the reading screen shows a page with something on it, and not a white sheet. */
const DRAWN = `[...document.querySelectorAll('canvas')].some((one) => {
  if (one.width === 0 || one.height === 0) return false;
  const { data } = one.getContext('2d').getImageData(0, 0, one.width, one.height);
  return data.some((value, index) => index % 4 === 0 && value < 128 && data[index + 3] > 128);
})`;

/** M61: by a mailed code; a contract is found, read, saved as a file, and kept on the device without the library. */
export const useLibrary: Flow = async (driver, stage, shoot) => {
  const sent = await stage.send(
    [CONTRACT, '特記仕様書.pdf'].map((name) => ({ name, pages: 1 })),
    TITLE,
  );
  const holder = stage.holder(sent.token);
  await holder.readAndConsent();
  await stage.signForMunicipality(sent);
  const { sha256Hex } = await holder.octets(`/documents/${sent.documentIds[0] ?? ''}/concluded`);

  await driver.open(`${stage.facts.url}/library`);
  await driver.see(named(L.door.title));
  await driver.type(named(L.door.email), sent.email);
  await shoot('library-door');
  await driver.press('button', whole(L.door.send));
  await driver.see(named(L.door.sent(sent.email)));
  await driver.type(named(L.door.code), await mailedCode(stage, sent.email));
  await driver.press('button', whole(L.door.open));
  await driver.see(named(L.list.title(sent.email)));
  await driver.see(named(L.list.found(1)));
  await shoot('library-list');
  await driver.press('link', named(TITLE));
  await driver.see(named(L.contract.files));
  await shoot('library-contract');

  await readContract(driver);
  await shoot('library-file');
  await driver.press('button', whole(L.contract.save));
  await saved(driver, sha256Hex);
  await driver.press('link', whole(L.contract.back));

  await driver.press('button', whole(L.keep.act));
  await driver.see(named(L.keep.done));
  await shoot('library-kept');
  await driver.press('link', whole(L.back));
  await driver.press('button', whole(L.account.signOut));
  await driver.see(named(L.door.title));
  // Without the library, and after a new start of the page: what is read now comes from this device.
  await driver.reload();
  await driver.see(named(L.door.title));
  await driver.see(named(L.keep.list));
  await shoot('library-device');
  await driver.press('link', named(TITLE));
  await readContract(driver);
};

/** Opens the contract's document from the list of its files and waits until it is drawn. */
async function readContract(driver: Driver): Promise<void> {
  await driver.press('link', new RegExp(`${L.contract.roles.contract}\\s+${named(CONTRACT).source}`));
  await driver.see(named(L.contract.save));
  await soon('a drawn page', async () => ((await driver.ask<boolean>(DRAWN)) ? true : null));
}

/** Waits for a file of these octets among those that the page saved, and asks whether it is named as packs are. */
async function saved(driver: Driver, sha256Hex: string): Promise<void> {
  const name = await soon('the saved file', async () => {
    for (const entry of await readdir(driver.downloads)) {
      if (!entry.endsWith('.pdf')) continue;
      const bytes = await readFile(path.join(driver.downloads, entry));
      if (createHash('sha256').update(bytes).digest('hex') === sha256Hex) return entry;
    }
    return null;
  });
  assert.match(name, /^\d{8}_滝沢市（試験用）_12345600\.pdf$/);
}
