/**
 * `node tests/second-opinion/pyhanko.ts PYTHON`: asks pyHanko about every vector and compares its bottom line, and
 * whether digest and value hold, with ours. Every difference must be in `pyhanko-differences.json` with its reason; one
 * that is not, and one that is there and no longer occurs, fails. Bombs are not asked about: each bound is ours, and
 * pyHanko works on them without end. The last line counts.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../src/lib/core/verify/index.ts';
import { VECTORS } from '../vectors/catalogue.ts';
import { BOMBS } from '../vectors/bound-vectors.ts';
import { writeVectors } from '../vectors/write.ts';

/** What pyHanko says of one signature; `refused` names the error where it says nothing. */
type Opinion = Readonly<{ passes: boolean; intact?: boolean; refused?: string }>;
type Difference = Readonly<{ kind: string; reason: string }>;

// pyHanko does not open files that break the format's rules; ours are then UNREADABLE or undecided at best.
function theirs(opinions: readonly Opinion[]): string {
  if (opinions.length === 0 || opinions.some(({ refused }) => refused !== undefined)) return 'refused';
  const isBroken = opinions.some(({ intact }) => intact === false);
  return isBroken ? 'broken' : opinions.every(({ passes }) => passes) ? 'passed' : 'not passed';
}

function ours({ verdict, signatures }: Report): string {
  if (signatures.some(({ integrity }) => integrity === 'broken')) return 'broken';
  return verdict === 'TOTAL-PASSED' ? 'passed' : 'not passed';
}

/** What they differ in, or null. A file that pyHanko refuses to judge did not pass: that agrees with all but "passed". */
function difference(here: string, there: string): string | null {
  if (here === there || (there === 'refused' && here !== 'passed')) return null;
  return `ours ${here}, theirs ${there}`;
}

const [python] = process.argv.slice(2);
if (python === undefined) {
  console.error('usage: node tests/second-opinion/pyhanko.ts PYTHON');
  process.exit(2);
}
const expected = JSON.parse(
  await readFile(path.join(import.meta.dirname, 'pyhanko-differences.json'), 'utf8'),
) as Readonly<Record<string, Difference>>;
const folder = await mkdtemp(path.join(tmpdir(), 'shomei-vectors-'));
let [agreed, listed, failed] = [0, 0, 0];
try {
  const manifest = await writeVectors(
    folder,
    VECTORS.filter((vector) => !BOMBS.includes(vector)),
  );
  const answer = execFileSync(python, [path.join(import.meta.dirname, 'pyhanko-opinion.py'), folder], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const opinions = JSON.parse(answer.toString('utf8')) as Readonly<Record<string, readonly Opinion[]>>;
  for (const { name, report } of manifest) {
    const here = ours(JSON.parse(await readFile(path.join(folder, report), 'utf8')) as Report);
    const kind = difference(here, theirs(opinions[name] ?? []));
    if (kind === (expected[name]?.kind ?? null)) {
      if (kind === null) agreed++;
      else listed++;
      continue;
    }
    failed++;
    const detail = JSON.stringify(opinions[name]);
    console.log(
      `${name}: ${kind ?? 'no difference any more'}; listed: ${expected[name]?.kind ?? 'none'}\n  ${detail}`,
    );
  }
  for (const name of Object.keys(expected)) {
    if (manifest.some((entry) => entry.name === name)) continue;
    failed++;
    console.log(`${name}: listed, but there is no such vector`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(
  `pyHanko: ${String(agreed)} agree, ${String(listed)} differ for a listed reason, ${String(failed)} otherwise`,
);
console.log(`${String(agreed + listed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
