import { expect, test } from 'vitest';
import { mendRestError } from './rest-errors.ts';

const sup = (message: string) =>
  Response.json({ code: 'SUP', message, details: null, hint: null }, { status: 500 });

test.each([
  ['PostgresError: new row for relation "x" violates check constraint "y"', '23514'],
  ['PostgresError: could not serialize access due to concurrent update', '40001'],
  ['PostgresError: query returned no rows', 'P0002'],
  ['PostgresError: SOME_REFUSAL', 'P0001'],
])('"%s" is the caller\'s and answers 400 with %s', async (message, code) => {
  const response = await mendRestError(sup(message));
  expect(response.status).toBe(400);
  expect(((await response.json()) as { code: string }).code).toBe(code);
});

test('a fault of our own stays a 500', async () => {
  expect((await mendRestError(sup('TypeError: x is undefined'))).status).toBe(500);
  expect((await mendRestError(new Response('oops', { status: 500 }))).status).toBe(500);
});

test('an answer that is not a 500 passes unchanged', async () => {
  const response = Response.json({ code: 'ENVELOPE_NOT_FOUND' }, { status: 404 });
  expect(await mendRestError(response)).toBe(response);
});
