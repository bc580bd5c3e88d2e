import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startAuthority, type Authority } from '../../supabase/embedded/authority/index.ts';
import type { Row } from './documents.ts';
import { largeDocument } from './large-document.ts';
import type { SealContext, SealMeasured } from './measure-seal.ts';

const HERE = import.meta.dirname;
const REPOSITORY = resolve(HERE, '../..');
const SIZES = [
  ['100 KB', 100_000],
  ['1 MB', 1_000_000],
  ['10 MB', 10_000_000],
  ['50 MB', 50_000_000],
] as const;

/** What a seal may take without the authority's answer, warm, and how far memory may rise over the loaded runtime. */
const LIMITS: Readonly<Record<string, { readonly ms?: number; readonly megabytes?: number }>> = {
  '100 KB': { ms: 15 },
  '50 MB': { ms: 50, megabytes: 120 },
};

/** One program that seals: a label, and the command that measures it on a file. */
interface Sealer {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * One seal by size, each program in a process of its own on the same file with the same key: ours with and without a
 * time-stamp, @libpdf/core and pyHanko without (PAdES B-B), since their requests would be measured with it.
 *
 * Peers are installed apart: `tests/bench/peers` by its own lock file, pyHanko by `.ci/pyhanko-venv`. Where that
 * fails their rows say so.
 */
export async function benchSeals(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-seals-'));
  const authority = await startAuthority({ dataDir: join(folder, 'authority') });
  try {
    const context = join(folder, 'context.json');
    writeFileSync(context, JSON.stringify(contextOf(authority)));
    const sealers: readonly Sealer[] = [
      node('Shomei, B-T', 'measure-seal.ts', 'timestamped'),
      node('Shomei, B-B', 'measure-seal.ts', 'plain'),
      node('SHA-256 alone', 'measure-seal.ts', 'sha256'),
      ...(await peers()),
    ];
    const rows: Row[] = [];
    for (const [size, octets] of SIZES) {
      const file = join(folder, 'document.pdf');
      writeFileSync(file, await largeDocument(octets));
      let own: SealMeasured | undefined;
      for (const sealer of sealers) {
        const measured = await measure(sealer, file, context);
        if (sealer.label === 'Shomei, B-B') own = measured;
        rows.push(rowOf(size, sealer.label, measured, sealer.label.startsWith('Shomei') ? undefined : own));
      }
    }
    return rows;
  } finally {
    await authority.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 1,000 documents sealed by the job itself, one after the other in one process: memory after each hundred. */
export async function benchThousand(): Promise<Row[]> {
  const output = await run(process.execPath, ['--expose-gc', join(HERE, 'measure-thousand.ts')]);
  return JSON.parse(output) as Row[];
}

function contextOf(authority: Authority): SealContext {
  const { tsaUrl, sealKeyPkcs8, sealCertificatesPem } = authority;
  return { tsaUrl, sealKeyPkcs8, sealCertificatesPem };
}

function node(label: string, script: string, act: string): Sealer {
  return { label, command: process.execPath, args: ['--expose-gc', join(HERE, script), act] };
}

async function peers(): Promise<Sealer[]> {
  const folder = join(HERE, 'peers');
  if (!existsSync(join(folder, 'node_modules'))) {
    await run('npm', ['ci', '--prefix', folder]).catch((error: unknown) => console.error(String(error)));
  }
  const found = [node('@libpdf/core, B-B', 'peers/libpdf.mjs', 'plain')];
  const python = await run('bash', [join(REPOSITORY, '.ci/pyhanko-venv')]).catch(() => '');
  if (python !== '') {
    found.push({ label: 'pyHanko, B-B', command: python.trim(), args: [join(folder, 'pyhanko_seal.py')] });
  } else console.error('pyHanko is not to be had here');
  return found;
}

async function measure(sealer: Sealer, file: string, context: string): Promise<SealMeasured | undefined> {
  const output = await run(sealer.command, [...sealer.args, file, context]).catch((error: unknown) => {
    console.error(`${sealer.label}: ${String(error).slice(0, 500)}`);
    return undefined;
  });
  return output === undefined ? undefined : (JSON.parse(output) as SealMeasured);
}

/** Not synchronously, since the authority answers from this process. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((done, reject) => {
    execFile(command, args, { maxBuffer: 16 << 20 }, (error, stdout) => {
      if (error) reject(error);
      else done(stdout);
    });
  });
}

function rowOf(
  size: string,
  by: string,
  measured: SealMeasured | undefined,
  own: SealMeasured | undefined,
): Row {
  if (measured === undefined) return { size, by, 'first run': 'failed or not installed' };
  const limit = by === 'Shomei, B-T' ? LIMITS[size] : undefined;
  const verdicts = [
    limit?.ms === undefined ? '' : held(measured.warmMs, limit.ms, 'ms'),
    limit?.megabytes === undefined ? '' : held(measured.peakMb, limit.megabytes, 'MB'),
  ].filter((verdict) => verdict !== '');
  const times = (value: number, ours: number): string => `×${(value / ours).toFixed(1)}`;
  return {
    size,
    by,
    'first run': `${measured.coldMs.toFixed(0)} ms`,
    'warm, best of 9': `${measured.warmMs.toFixed(1)} ms`,
    processor: `${measured.cpuMs.toFixed(1)} ms`,
    'peak above runtime': `${measured.peakMb.toFixed(0)} MB`,
    'beside ours':
      own === undefined
        ? ''
        : `${times(measured.warmMs, own.warmMs)} time, ${times(measured.peakMb, own.peakMb)} memory`,
    limit: verdicts.join(', '),
  };
}

function held(value: number, limit: number, unit: string): string {
  return `≤ ${String(limit)} ${unit} ${value <= limit ? 'held' : 'NOT HELD'}`;
}
