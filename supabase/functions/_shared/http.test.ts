import { expect, test } from 'vitest';
import * as v from 'valibot';
import { clientIp, contentDisposition, newApp, readBody, readJson, safeFileName } from './http.ts';
import { uniqueNames } from './archive.ts';

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

test.each([
  ['../../etc/passwd', '_.._etc_passwd'],
  ['契約\r\nX: y.pdf', '契約__X_ y.pdf'],
  ['con\u202efdp.exe', 'con_fdp.exe'],
  ['', '_'],
  [' . ', '_'],
])('makes a file name of %j that no system takes for a path', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('cuts a long name before its extension', () => {
  const name = safeFileName(`${'契'.repeat(300)}.pdf`);
  expect([...name]).toHaveLength(120);
  expect(name.endsWith('契.pdf')).toBe(true);
});

test('a quote or a percent sign in a name cannot end the header parameter', () => {
  expect(contentDisposition('attachment', `a"b%c'd.pdf`)).toBe(
    `attachment; filename="a_b_c'd.pdf"; filename*=UTF-8''a_b%25c%27d.pdf`,
  );
});

test('equal names in an archive are told apart, in any letter case', () => {
  expect(uniqueNames(['契約.pdf', '契約.pdf', 'A.pdf', 'a.PDF'])).toEqual([
    '契約.pdf',
    '契約 (2).pdf',
    'A.pdf',
    'a (2).PDF',
  ]);
});
