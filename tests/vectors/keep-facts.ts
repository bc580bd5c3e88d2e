/**
 * `node tests/vectors/keep-facts.ts [NAME…]`: keeps the facts and the report of vectors in `facts/`, where every later
 * judge must answer the same; without names, those that are kept already are made anew. Done where facts have a new
 * member, or where a change of verdict is meant: CHANGELOG then has a `Verdict:` line.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { VECTORS } from './catalogue.ts';
import { judged } from './write.ts';

const folder = path.join(import.meta.dirname, 'facts');
await mkdir(folder, { recursive: true });
const names = process.argv.slice(2);
if (names.length === 0) {
  for (const file of await readdir(folder)) {
    const { name } = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as { name: string };
    names.push(name);
  }
}
for (const name of names) {
  const vector = VECTORS.find((one) => one.name === name);
  if (!vector) throw new RangeError(`no vector is called ${name}`);
  const { facts, trust, at, report } = await judged(vector);
  const stem = name.replace(/[^A-Za-z0-9]+/g, '-');
  const text = JSON.stringify({ name, at: at.toISOString(), trust, facts, report });
  await writeFile(path.join(folder, `${stem}.json`), `${text}\n`);
}
