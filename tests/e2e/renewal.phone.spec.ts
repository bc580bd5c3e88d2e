import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { APP_STATE } from '../../src/lib/messages/app-state.ts';
import { HOME_JA } from '../../src/lib/messages/home.ts';
import { expect, expectAccessible, test } from './stage.ts';

interface Front {
  readonly url: string;
  /** What becomes of the app's files on their way to the browser. */
  newer: boolean;
  replaced: boolean;
  readonly close: () => void;
}

/**
 * Stands in front of the stack as a host that has just been given a newer version: `newer` changes the service worker,
 * `replaced` takes the parts away that the version before is made of, until a page is asked for again.
 */
async function openFront(target: string): Promise<Front> {
  const server = http.createServer((request, response) => {
    const address = request.url ?? '/';
    if (request.headers['sec-fetch-dest'] === 'document') front.replaced = false;
    if (front.replaced && address.startsWith('/_app/immutable/')) {
      response.writeHead(404).end();
      return;
    }
    void fetch(`${target}${address}`).then(async (answer) => {
      const headers = Object.fromEntries(answer.headers);
      delete headers['content-encoding'];
      delete headers['content-length'];
      response.writeHead(answer.status, headers);
      if (front.newer && address === '/service-worker.js') response.end(`${await answer.text()}\n// newer`);
      else if (answer.body === null) response.end();
      else Readable.from(answer.body).pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const front: Front = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    newer: false,
    replaced: false,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return front;
}

test('a newer version asks before it takes over, and is in charge after one tap', async ({ page, stage }) => {
  const front = await openFront(stage.facts.url);
  await page.goto(front.url);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  front.newer = true;
  await page.reload();
  await expect(page.getByRole('heading', { name: APP_STATE.ja.update.title })).toBeVisible();
  await expectAccessible(page);
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: APP_STATE.ja.update.act }).click();
  await reloaded;
  await expect(page.getByRole('heading', { name: HOME_JA.home.title })).toBeVisible();
  const waiting = await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting === null);
  expect(waiting).toBe(true);
  front.close();
});

test.describe('without a service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('a page whose parts a newer version has replaced is fetched anew by itself', async ({
    page,
    stage,
  }) => {
    const front = await openFront(stage.facts.url);
    await page.goto(front.url);
    await expect(page.getByRole('heading', { name: HOME_JA.home.title })).toBeVisible();
    front.replaced = true;
    await page.getByRole('link', { name: COMMON_JA.footerHelp }).click();
    await expect(page.getByRole('heading', { name: COMMON_JA.footerHelp })).toBeVisible();
    await expect(page).toHaveURL(`${front.url}/help`);
    expect(front.replaced).toBe(false);
    front.close();
  });
});
