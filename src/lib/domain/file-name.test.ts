import { expect, test } from 'vitest';
import { safeFileName, uniqueNames } from './file-name.ts';

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

test('equal names in an archive are told apart, in any letter case', () => {
  expect(uniqueNames(['契約.pdf', '契約.pdf', 'A.pdf', 'a.PDF'])).toEqual([
    '契約.pdf',
    '契約 (2).pdf',
    'A.pdf',
    'a (2).PDF',
  ]);
});
