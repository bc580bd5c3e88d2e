import { nodeDigest } from '../../src/cli/node-digest.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { contentsMutant, mutant, Sequence, type Mutant } from './mutation.ts';

/** A sound file to mutate, and where its signature values are: [offset, length] with their brackets. */
export type Sample = Readonly<{ name: string; file: Uint8Array; trust: TrustList }>;

export type Outcome = Readonly<{
  verdicts: Readonly<Record<string, number>>;
  slowestMs: number;
  /** One line for each mutant that broke a rule: it threw, took more than two seconds, or was shown as clean. */
  faults: readonly string[];
}>;

const MOST_MS = 2000;

/**
 * Judges that many mutants of the samples, in turn.
 *
 * The rules: none throws; none takes longer than two seconds; none in which a covered octet differs is TOTAL-PASSED
 * with that signature whole. A mutant equal to its sample, or changed in a signature value's padding alone, is not
 * asked the third.
 *
 * @param at - the instant of judging.
 */
export async function fuzz(
  samples: readonly Sample[],
  plan: Readonly<{ mutants: number; seed: number; at: Date }>,
  progress: (done: number) => void = () => undefined,
): Promise<Outcome> {
  const next = new Sequence(plan.seed);
  const verdicts: Record<string, number> = {};
  const faults: string[] = [];
  let slowestMs = 0;
  for (let i = 0; i < plan.mutants; i++) {
    const sample = samples[i % samples.length];
    if (!sample) break;
    const one = mutated(sample, next);
    const begin = performance.now();
    const report = await judged(one.bytes, sample.trust, plan.at);
    const tookMs = performance.now() - begin;
    slowestMs = Math.max(slowestMs, tookMs);
    const word = typeof report === 'string' ? 'thrown' : report.verdict;
    verdicts[word] = (verdicts[word] ?? 0) + 1;
    const label = `${String(i)} ${sample.name} ${one.kind}@${String(one.from)}`;
    if (typeof report === 'string') faults.push(`${label}: threw ${report}`);
    else if (isFalselyClean(report, sample.file, one.bytes)) faults.push(`${label}: shown as clean`);
    if (tookMs > MOST_MS) faults.push(`${label}: took ${String(Math.round(tookMs))} ms`);
    if ((i + 1) % 1000 === 0) progress(i + 1);
  }
  return { verdicts, slowestMs, faults };
}

function mutated(sample: Sample, next: Sequence): Mutant {
  const gaps = gapsOf(sample.file);
  const gap = gaps[next.below(gaps.length)];
  return next.below(5) === 0 && gap ? contentsMutant(sample.file, gap, next) : mutant(sample.file, next);
}

async function judged(bytes: Uint8Array, trust: TrustList, at: Date): Promise<Report | string> {
  try {
    return judge(await collect(bytes, nodeDigest, anchorOctets(trust)), DEFAULT_POLICY, trust, at);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

// A file cut back to an earlier state that was signed as it stood is clean by right: the certificate tells it apart.
function isFalselyClean(report: Report, original: Uint8Array, bytes: Uint8Array): boolean {
  if (report.verdict !== 'TOTAL-PASSED') return false;
  const reach = Math.max(...report.signatures.map(({ coveredLength }) => coveredLength));
  const values = gapsOf(original);
  const inValue = (at: number): boolean =>
    values.some(([start, length]) => at > start && at < start + length - 1);
  for (let at = 0; at < Math.min(reach, bytes.length); at++) {
    if (bytes[at] !== original[at] && !inValue(at)) return true;
  }
  return false;
}

const known = new WeakMap<Uint8Array, readonly (readonly [number, number])[]>();

function gapsOf(file: Uint8Array): readonly (readonly [number, number])[] {
  let gaps = known.get(file);
  if (!gaps) {
    const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1');
    gaps = [...text.matchAll(/\/Contents (<[0-9a-f]{64,}>)/gi)].map(
      (match) => [match.index + 10, match[1]?.length ?? 0] as const,
    );
    known.set(file, gaps);
  }
  return gaps;
}
