/**
 * `node tests/vectors/keep-facts.ts NAME…`: keeps the facts and the report of vectors in `facts/`, where every later
 * judge must answer the same. A report is written anew only where the change is meant: CHANGELOG has a `Verdict:` line.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { VECTORS } from './catalogue.ts';
import { judged } from './write.ts';

const names = process.argv.slice(2);
const folder = path.join(import.meta.dirname, 'facts');
await mkdir(folder, { recursive: true });
for (const name of names) {
  const vector = VECTORS.find((one) => one.name === name);
  if (!vector) throw new RangeError(`no vector is called ${name}`);
  const { facts, trust, at, report } = await judged(vector);
  const stem = name.replace(/[^A-Za-z0-9]+/g, '-');
  const text = JSON.stringify({ name, at: at.toISOString(), trust, facts, report });
  await writeFile(path.join(folder, `${stem}.json`), `${text}\n`);
}
