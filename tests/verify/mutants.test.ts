import { beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { judgeFile, sealedSample, type SealedSample } from './sealed-sample.ts';

let sample: SealedSample;
beforeAll(async () => {
  sample = await sealedSample();
});

/** A sequence of numbers from a seed (Park and Miller): the same mutants at each run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

test(
  'no mutant whose covered bytes changed passes, and none makes the verifier throw',
  { timeout: 240_000 },
  async () => {
    const { final } = sample.sealed;
    const { signatures } = await judgeFile(final, sample.trust);
    const ends = signatures.map(({ coveredLength }) => coveredLength);
    expect(ends.at(-1)).toBe(final.length);
    const gaps = [
      ...Buffer.from(final)
        .toString('latin1')
        .matchAll(/\/Contents <([0-9a-f]+)>/gi),
    ].map((match) => ({
      from: match.index + 10,
      to: match.index + match[0].length - 1,
    }));
    expect(gaps.length).toBe(signatures.length);
    const next = sequence(20_260_114);
    const passed: string[] = [];
    for (let i = 0; i < 400; i++) {
      const at = next(final.length);
      const size = 1 + next(64);
      const kind = next(4);
      const value = next(256);
      let mutant: Uint8Array;
      if (kind < 2) {
        mutant = new Uint8Array(final);
        // The hexadecimal of a signature value is covered by nothing; every other byte is.
        if (gaps.some(({ from, to }) => at >= from && at < to) || mutant[at] === value) continue;
        mutant[at] = value;
      } else if (kind === 2) mutant = concatBytes(final.subarray(0, at), final.subarray(at + size));
      else mutant = concatBytes(final.subarray(0, at), final.subarray(0, size), final.subarray(at));
      const report = await judgeFile(mutant, sample.trust);
      if (report.verdict === 'TOTAL-PASSED')
        passed.push(`${String(kind)} ${String(at)} ${String(size)} ${String(value)}`);
    }
    expect(passed).toEqual([]);
  },
);
