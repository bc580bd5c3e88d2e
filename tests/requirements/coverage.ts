/**
 * `npm run coverage:requirements`: every requirement of the briefing and the law with the tests behind it.
 *
 * Exits 1 while one that is to be met has no test, and where a test names an ID that does not exist.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { REQUIREMENTS } from './requirements.ts';
import { idsIn, titlesIn, type Title } from './titles.ts';

const root = path.resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '*.test.ts', '*.spec.ts', '*.test.sql'], {
  cwd: root,
  encoding: 'utf8',
});
process.chdir(root);
const behind = new Map<string, Title[]>();
for (const file of files
  .split('\n')
  .filter((name) => name !== '' && !name.startsWith('tests/requirements/'))) {
  for (const title of titlesIn(file)) {
    for (const id of new Set(idsIn(title.title))) behind.set(id, [...(behind.get(id) ?? []), title]);
  }
}

let missing = 0;
for (const { id, asks, later, operator } of REQUIREMENTS) {
  const tests = behind.get(id) ?? [];
  behind.delete(id);
  const state = tests.length > 0 ? `${tests.length}` : operator ? 'operator' : later ? 'later' : 'NONE';
  if (state === 'NONE') missing += 1;
  console.log(`${id.padEnd(4)} ${state.padEnd(9)} ${asks}${operator ? ` → ${operator}` : ''}`);
  for (const { file, title } of tests) console.log(`${' '.repeat(15)}${file}: ${title}`);
}
for (const [id, tests] of behind) {
  console.log(`${id} does not exist: ${tests.map(({ file }) => file).join(', ')}`);
}
console.log(`\n${REQUIREMENTS.length} requirements, ${missing} without a test`);
process.exitCode = missing === 0 && behind.size === 0 ? 0 : 1;
