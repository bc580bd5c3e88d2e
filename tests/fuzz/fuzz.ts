/**
 * `npm run fuzz -- [--mutants N] [--seed S] [--keep DIR]`: mutants of sound files, each judged. Prints the seed and what
 * came of it; exit status 1 where a rule was broken. The same seed makes the same choices, but the samples' keys are
 * fresh at each run and shift a few octets: what broke a rule is kept in DIR as it was.
 */
import { parseArgs } from 'node:util';
import { JUDGED_AT } from '../verify/sealed-sample.ts';
import { watched } from './watched.ts';

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
});
const mutants = Number(values.mutants);
const seed = Number(values.seed);
if (!Number.isSafeInteger(mutants) || mutants < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run fuzz -- [--mutants N] [--seed S] [--keep DIR]');
  process.exit(2);
}
const begin = performance.now();
const outcome = await watched(
  { mutants, seed, at: JUDGED_AT, ...(values.keep !== undefined && { keep: values.keep }) },
  (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${String(done)} of ${String(mutants)}`);
  },
);
const tookS = Math.round((performance.now() - begin) / 1000);
for (const fault of outcome.faults) console.log(fault);
const kinds = Object.entries(outcome.kinds).map(([kind, count]) => `${kind} ${String(count)}`);
console.log(`kinds: ${kinds.join(', ')}`);
const verdicts = Object.entries(outcome.verdicts).map(([verdict, count]) => `${verdict} ${String(count)}`);
console.log(`seed ${String(seed)}, ${String(mutants)} mutants in ${String(tookS)} s: ${verdicts.join(', ')}`);
console.log(
  `slowest ${String(Math.round(outcome.slowestMs))} ms, rules broken: ${String(outcome.faults.length)}`,
);
process.exitCode = outcome.faults.length === 0 ? 0 : 1;
