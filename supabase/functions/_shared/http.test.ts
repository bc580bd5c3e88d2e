import { expect, test } from 'vitest';
import * as v from 'valibot';
import { clientIp, contentDisposition, newApp, readBody, readJson } from './http.ts';

const headers = (value: string): Headers => new Headers({ 'x-forwarded-for': value });

test.each([
  ['203.0.113.9', 1, '203.0.113.9'],
  ['1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
  ['1.1.1.1, 203.0.113.9, 10.0.0.1', 2, '203.0.113.9'],
  ['2001:db8::1', 1, '2001:db8::1'],
  ['[2001:db8::1]:443', 1, '2001:db8::1'],
  ['203.0.113.9:5555', 1, '203.0.113.9'],
  ['<script>', 1, '0.0.0.0'],
  ['', 1, '0.0.0.0'],
])('of "%s" behind %i proxies, the client is %s', (value, proxies, ip) => {
  expect(clientIp(headers(value), proxies)).toBe(ip);
});

test.each([
  ['a\\u0000b', 400],
  ['a\\ud800b', 400],
  ['a\\udc00b', 400],
  ['a\\ud842\\udfb7b', 200],
  ['a\\\\u0000b', 200],
])('the JSON text "%s", which no database text can hold, or can, is answered %i', async (text, status) => {
  const app = newApp(() => undefined);
  app.post('/x', async (c) => c.json(await readJson(c, v.object({ a: v.string() }))));
  const answer = await app.request('/x', { method: 'POST', body: `{"a":"${text}"}` });
  expect(answer.status).toBe(status);
});

test('a body above the limit is refused before it is read to its end', async () => {
  let pulled = 0;
  const body = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request('http://x.example', { method: 'POST', body, duplex: 'half' } as RequestInit);
  await expect(readBody(request, 2500, 'UPLOAD_PART_MISMATCH')).rejects.toMatchObject({
    code: 'UPLOAD_PART_MISMATCH',
  });
  expect(pulled).toBeLessThan(10);
});

test('a quote or a percent sign in a name cannot end the header parameter', () => {
  expect(contentDisposition('attachment', `a"b%c'd.pdf`)).toBe(
    `attachment; filename="a_b_c'd.pdf"; filename*=UTF-8''a_b%25c%27d.pdf`,
  );
});
