import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startInbox, type Inbox } from './inbox.ts';
import { choosePort } from './ports.ts';

let inbox: Inbox;
let port: number;
let mailDir: string;

beforeAll(async () => {
  mailDir = mkdtempSync(path.join(tmpdir(), 'shomei-inbox-'));
  port = await choosePort(0, '');
  inbox = await startInbox({ port, smtpPort: await choosePort(0, ''), mailDir });
});
afterAll(async () => {
  await inbox.stop();
  rmSync(mailDir, { recursive: true, force: true });
});

/** Status of an answer; null where the connection is cut. */
function ask(headers: Record<string, string>, to = '/api/email'): Promise<number | null> {
  return new Promise((resolve) => {
    const request = http.request({ host: '127.0.0.1', port, path: to, headers });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('error', () => resolve(null));
    request.end();
  });
}

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
const SOCKET = '/socket.io/?EIO=4&transport=websocket';

test('the inbox shows its page by its own address', async () => {
  expect(await ask({ host: `127.0.0.1:${port}` })).toBe(200);
  expect(await ask({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(200);
});

test('a site that another tab has open cannot read the mails', async () => {
  const host = `127.0.0.1:${port}`;
  for (const origin of ['https://site.example', 'null', 'http://127.0.0.1:1', `https://${host}.site.example`])
    expect(await ask({ host, origin })).toBe(403);
});

test('a name that was pointed at this machine is not the inbox', async () => {
  for (const host of [`site.example:${port}`, 'site.example', '127.0.0.1', `127.0.0.1.site.example:${port}`])
    expect(await ask({ host })).toBe(403);
});

test('news of mails go to the page alone', async () => {
  const key = { 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
  const host = `127.0.0.1:${port}`;
  expect(await ask({ ...upgrade, ...key, host, origin: `http://${host}` }, SOCKET)).toBe(101);
  expect(await ask({ ...upgrade, ...key, host, origin: 'https://site.example' }, SOCKET)).toBeNull();
  expect(await ask({ ...upgrade, ...key, host: `site.example:${port}` }, SOCKET)).toBeNull();
});

test('an inbox that comes back after an outage keeps to itself again', async () => {
  await inbox.stop();
  await inbox.resume();
  expect(await ask({ host: 'site.example' })).toBe(403);
  expect(await ask({ host: `127.0.0.1:${port}` })).toBe(200);
});

test('nobody can ask before the inbox keeps to itself', async () => {
  await inbox.stop();
  const { listen } = net.Server.prototype;
  const guardedWhenOpened: boolean[] = [];
  const spy = vi.spyOn(net.Server.prototype, 'listen').mockImplementation(function (
    this: net.Server,
    ...args: unknown[]
  ) {
    if (this instanceof http.Server) guardedWhenOpened.push(Object.hasOwn(this, 'emit'));
    return Reflect.apply(listen, this, args);
  });
  await inbox.resume();
  spy.mockRestore();
  expect(guardedWhenOpened).toEqual([true]);
});
