import { expect, test } from 'vitest';
import { mobileNumber } from './mobile-number.ts';

test.each([
  '09012345678',
  '090-1234-5678',
  '０９０－１２３４－５６７８',
  '090ー1234ー5678',
  '(090) 1234 5678',
  '+81 90-1234-5678',
  '+81 (0)90-1234-5678',
  '+8109012345678',
  '010-81-90-1234-5678',
])('L5: %s is one number, however it is written', (written) => {
  expect(mobileNumber(written)).toBe('+819012345678');
});

test.each([
  '',
  '03-1234-5678',
  '0120-123-456',
  '050-1234-5678',
  '090-1234-567',
  '090-1234-56789',
  '9012345678',
])('L5: %j takes no SMS', (written) => {
  expect(mobileNumber(written)).toBeNull();
});

test('L5: a number of another country stays as it is; SQL decides whether a code goes there', () => {
  expect(mobileNumber('+1 202-555-0123')).toBe('+12025550123');
  expect(mobileNumber('+81 3 1234 5678')).toBeNull();
});

test('L5: what only looks like a number is none', () => {
  for (const hostile of ['090-1234-5678;ext=1', '090１２３４567Ⅷ', '+8190\u200b12345678', '0'.repeat(500)]) {
    expect(mobileNumber(hostile)).toBeNull();
  }
});
