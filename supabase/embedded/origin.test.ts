import http from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuthGate } from './auth/auth-gate.ts';
import type { FunctionsHost } from './functions/host.ts';
import { close, listen, originHandler } from './origin.ts';
import { choosePort } from './ports.ts';
import { openStaticApp } from './static-app.ts';

let server: http.Server;
let url: string;
let reached: string[];
let forwarded: Record<string, string>;

beforeEach(async () => {
  reached = [];
  const handler = originHandler({
    lite: {
      fetch: async (r) => (reached.push(new URL(r.url).pathname), new Response('lite')),
      keepRevokes() {},
      close: async () => undefined,
    },
    auth: {
      fetch: async (r: Request) => (reached.push(new URL(r.url).pathname), new Response('auth')),
      refuseEndedSession: async () => null,
    } as unknown as AuthGate,
    functions: {
      ready: Promise.resolve(),
      proxy: (
        _q: http.IncomingMessage,
        response: http.ServerResponse,
        path: string,
        headers: Record<string, string>,
      ) => {
        forwarded = headers;
        response.end(path);
      },
    } as unknown as FunctionsHost,
    app: openStaticApp('/nonexistent'),
    publishableKey: 'sb_publishable_test',
    pages: new Map([['/trust-list.json', (_q, response) => void response.end('{"version":1}')]]),
  });
  server = http.createServer(handler);
  const port = await choosePort(0, '');
  await listen(server, port, '127.0.0.1');
  url = `http://127.0.0.1:${port}`;
});
afterEach(() => close(server));

test.each(['/_system/info', '/rest/v1', '/auth/v1', '/graphql/v1/x', '/rest/v2/x', '/_studio'])(
  '%s does not reach the services',
  async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
    expect(reached).toEqual([]);
  },
);

test.each([
  '/rest/v1/../../_system/info',
  '/rest/v1/%2e%2e/%2E%2E/_system/info',
  '/storage/v1/.././../_system',
  '/rest/v1/\\..\\..\\_system',
  '/functions/v1/../jobs/tick',
  'http://other.example/rest/v1/x',
])('%s, which means another path than it says, reaches nothing', async (path) => {
  const status = await new Promise((resolve, reject) => {
    // `fetch` would resolve the path itself.
    http.get(url, { path }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
  expect(status).toBe(400);
  expect(reached).toEqual([]);
});

test.each(['/rest/v1/envelope', '/storage/v1/object/x', '/auth/v1/health'])(
  '%s reaches its service',
  async (path) => {
    expect((await fetch(url + path)).status).toBe(200);
    expect(reached).toEqual([path]);
  },
);

test("a function sees the socket's address, whatever the caller claims", async () => {
  const answer = await fetch(`${url}/functions/v1/signing/view?x=1`, {
    headers: { 'x-forwarded-for': '198.51.100.7' },
  });
  expect(await answer.text()).toBe('/signing/view?x=1');
  expect(forwarded['x-forwarded-for']).toBe('127.0.0.1');
});

test('the browser learns the publishable key and the trust list, under the policy', async () => {
  const config = await fetch(`${url}/app-config.json`);
  expect(await config.json()).toEqual({ supabaseKey: 'sb_publishable_test' });
  expect(config.headers.get('x-content-type-options')).toBe('nosniff');
  expect(config.headers.get('content-security-policy')).toContain("object-src 'none'");
  expect(await (await fetch(`${url}/trust-list.json`)).json()).toEqual({ version: 1 });
});

test('a page takes no POST', async () => {
  expect((await fetch(`${url}/verify`, { method: 'POST' })).status).toBe(405);
});
