import { expect, test } from 'vitest';
import { JUDGED_AT } from '../verify/sealed-sample.ts';
import { watched } from './watched.ts';

test(
  'no mutant of a sound file throws, takes two seconds, or is shown as clean with covered octets changed',
  { timeout: 240_000 },
  async () => {
    const { faults, verdicts } = await watched({ mutants: 2000, seed: 1, at: JUDGED_AT });
    expect(faults).toEqual([]);
    // It is of sound files that they are mutants: some stay so, where nothing that is covered changed.
    expect(Object.keys(verdicts).length).toBeGreaterThan(2);
  },
);
