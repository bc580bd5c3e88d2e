import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { cmsMutant, storeMutant } from './der.ts';
import { contentsMutant, mutant, Sequence, type Mutant } from './mutation.ts';
import { duplicatedObject, foreignIncrement, redrawn, renumbered, type Place } from './structure.ts';

/** A sound file to mutate, and the list that believes it. */
export type Sample = Readonly<{ name: string; file: Uint8Array; trust: TrustList }>;

export type Outcome = Readonly<{
  verdicts: Readonly<Record<string, number>>;
  /** How many mutants of each kind were made. */
  kinds: Readonly<Record<string, number>>;
  slowestMs: number;
  /** One line for each mutant that broke a rule. */
  faults: readonly string[];
}>;

/** Which mutants to make; `keep` is a folder for those that break a rule. */
export type Plan = Readonly<{ mutants: number; seed: number; at: Date; keep?: string }>;

/** Longest time that one file may take, of the thread's own processor. */
export const MOST_MS = 2000;

/**
 * Judges that many mutants of the samples, in turn.
 *
 * The rules: none throws; none takes longer than two seconds; no signature is called intact of whose covered octets one
 * differs; and none is TOTAL-PASSED in which an octet that any signature covers differs, or whose pages were drawn anew.
 *
 * @param plan.at - the instant of judging.
 * @param begins - told the number and label of each mutant before it is judged, so that a watchdog can name it.
 */
export async function fuzz(
  samples: readonly Sample[],
  plan: Plan,
  begins: (index: number, label: string) => void = () => undefined,
): Promise<Outcome> {
  const next = new Sequence(plan.seed);
  const verdicts: Record<string, number> = {};
  const kinds: Record<string, number> = {};
  const faults: string[] = [];
  let slowestMs = 0;
  for (let i = 0; i < plan.mutants; i++) {
    const sample = samples[i % samples.length];
    const other = samples[(i + 1 + next.below(samples.length)) % samples.length];
    if (!sample || !other) break;
    const one = mutated(sample, other, next);
    kinds[one.kind] = (kinds[one.kind] ?? 0) + 1;
    const label = `${String(i)} ${sample.name} ${one.kind}@${String(one.from)}`;
    begins(i, label);
    const begin = process.threadCpuUsage();
    const report = await judged(one.bytes, sample.trust, plan.at);
    const used = process.threadCpuUsage(begin);
    const tookMs = (used.user + used.system) / 1000;
    slowestMs = Math.max(slowestMs, tookMs);
    const word = typeof report === 'string' ? 'thrown' : report.verdict;
    verdicts[word] = (verdicts[word] ?? 0) + 1;
    const broken = [
      ...(typeof report === 'string' ? [`threw ${report}`] : falselyTrusted(report, sample.file, one)),
      ...(tookMs > MOST_MS ? [`took ${String(Math.round(tookMs))} ms`] : []),
    ];
    for (const rule of broken) faults.push(`${label}: ${rule}`);
    if (broken.length > 0 && plan.keep !== undefined) keep(plan.keep, plan.seed, i, sample, one);
  }
  return { verdicts, kinds, slowestMs, faults };
}

// A place in the file is chosen blindly half of the time; else what stands there is known to the mutator.
function mutated(sample: Sample, other: Sample, next: Sequence): Mutant {
  const { file } = sample;
  const gaps = gapsOf(file);
  const gap = gaps[next.below(gaps.length)];
  const kind = next.below(16);
  const chosen =
    kind < 7 || !gap
      ? null
      : kind === 7
        ? contentsMutant(file, gap, next)
        : kind < 10
          ? cmsMutant(file, gap, next)
          : kind === 10
            ? storeMutant(file, next)
            : kind === 11
              ? duplicatedObject(file, next)
              : kind < 14
                ? renumbered(file, next)
                : kind === 14
                  ? foreignIncrement(file, other.file, next)
                  : redrawn(file, next);
  return chosen ?? mutant(file, next);
}

async function judged(bytes: Uint8Array, trust: TrustList, at: Date): Promise<Report | string> {
  try {
    return judge(await collect(bytes, nodeDigest, anchorOctets(trust)), DEFAULT_POLICY, trust, at);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

// A file cut back to an earlier state that was signed as it stood is clean by right: the certificate tells it apart.
function falselyTrusted(report: Report, original: Uint8Array, { bytes, kind }: Mutant): readonly string[] {
  const faults: string[] = [];
  const gaps = gapsOf(original);
  let isAnyChanged = false;
  for (const { coveredLength, integrity, fieldName } of report.signatures) {
    // The last value before the covered end is the signature's own: the one place that it does not cover.
    const own = gaps.findLast(([start, length]) => start + length <= coveredLength) ?? [0, 0];
    const isChanged = differs(original, bytes, coveredLength, own);
    isAnyChanged ||= isChanged;
    if (isChanged && integrity === 'intact')
      faults.push(`${fieldName} called intact, covered octets changed`);
  }
  if (report.verdict !== 'TOTAL-PASSED') return faults;
  if (isAnyChanged) faults.push('shown as clean, covered octets changed');
  if (kind === 'redrawn') faults.push('shown as clean, pages drawn anew');
  return faults;
}

function differs(a: Uint8Array, b: Uint8Array, end: number, [start, length]: Place): boolean {
  for (let at = 0; at < end; at++) if (a[at] !== b[at] && (at < start || at >= start + length)) return true;
  return false;
}

function keep(folder: string, seed: number, index: number, { trust }: Sample, { bytes }: Mutant): void {
  mkdirSync(folder, { recursive: true });
  const stem = path.join(folder, `${String(seed)}-${String(index)}`);
  writeFileSync(`${stem}.pdf`, bytes);
  writeFileSync(`${stem}.trust.json`, JSON.stringify(trust));
}

const known = new WeakMap<Uint8Array, readonly Place[]>();

/** Where the signature values are: [offset, length] with their brackets. */
function gapsOf(file: Uint8Array): readonly Place[] {
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
