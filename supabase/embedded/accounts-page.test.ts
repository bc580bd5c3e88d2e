import http from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { accountsPage } from './accounts-page.ts';
import { close, listen } from './origin.ts';
import { choosePort } from './ports.ts';

async function statusFor(headers: http.OutgoingHttpHeaders): Promise<number | undefined> {
  const server = http.createServer(accountsPage([]));
  const port = await choosePort(0, '');
  await listen(server, port, '127.0.0.1');
  onTestFinished(() => close(server));
  return new Promise((resolve, reject) => {
    http
      .get(
        { host: '127.0.0.1', port, headers: { host: `127.0.0.1:${String(port)}`, ...headers } },
        (answer) => resolve(answer.resume().statusCode),
      )
      .on('error', reject);
  });
}

test('the demo accounts are shown to this machine, by its own name', async () => {
  expect(await statusFor({})).toBe(200);
  expect(await statusFor({ host: 'localhost:8000' })).toBe(200);
});

test.each([
  { host: 'rebound.example' },
  { host: '127.0.0.1.rebound.example' },
  { 'x-forwarded-for': '203.0.113.9' },
  { forwarded: 'for=203.0.113.9' },
])('the demo accounts are not shown to %j', async (headers) => {
  expect(await statusFor(headers)).toBe(403);
});
