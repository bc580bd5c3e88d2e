/**
 * `npm run fuzz -- [--mutants N] [--seed S]`: mutants of sound files, each judged. Prints the seed and what came of
 * it; exit status 1 where a rule was broken. The same seed mutates the same places, but keys are fresh at each run.
 */
import { parseArgs } from 'node:util';
import { JUDGED_AT } from '../verify/sealed-sample.ts';
import { fuzz } from './run.ts';
import { samples } from './samples.ts';

const { values } = parseArgs({
  options: { mutants: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const mutants = Number(values.mutants);
const seed = Number(values.seed);
if (!Number.isSafeInteger(mutants) || mutants < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run fuzz -- [--mutants N] [--seed S]');
  process.exit(2);
}
const begin = performance.now();
const outcome = await fuzz(await samples(), { mutants, seed, at: JUDGED_AT }, (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${String(done)} of ${String(mutants)}`);
});
const tookS = Math.round((performance.now() - begin) / 1000);
for (const fault of outcome.faults) console.log(fault);
const verdicts = Object.entries(outcome.verdicts).map(([verdict, count]) => `${verdict} ${String(count)}`);
console.log(`seed ${String(seed)}, ${String(mutants)} mutants in ${String(tookS)} s: ${verdicts.join(', ')}`);
console.log(
  `slowest ${String(Math.round(outcome.slowestMs))} ms, rules broken: ${String(outcome.faults.length)}`,
);
process.exitCode = outcome.faults.length === 0 ? 0 : 1;
