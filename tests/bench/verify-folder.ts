import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import type { Row } from './documents.ts';
import { largeDocument } from './large-document.ts';

const FILES = 1_000;
const RESOURCES = path.join(import.meta.dirname, 'resources-at-exit.mjs');
const COMMAND = path.join(import.meta.dirname, '../../src/cli/verify.ts');

type Resources = Readonly<{ cpuMs: number; firstMb: number; lastMb: number }>;

/**
 * A folder of 1,000 concluded contracts of 100 KB, by the command on one core and on two, and by pdfsig as a process for
 * each: how many a second, and whether the command's memory grows along the folder.
 */
export async function benchVerifyFolder(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-folder-'));
  const authority = await startAuthority({ dataDir: path.join(folder, 'authority') });
  try {
    const at = new Date();
    const plan = { certificateId: '7fdf11d5126db4c1699470984eec8b02', signers: ['A', 'B'], claimedAt: at };
    const { final } = await sealDocument(await largeDocument(100_000), plan, authorityPorts(authority));
    const trust = path.join(folder, 'trust.json');
    writeFileSync(trust, JSON.stringify(authority.trustList));
    const files = path.join(folder, 'files');
    mkdirSync(files);
    const first = path.join(files, '0000.pdf');
    writeFileSync(first, final);
    for (let n = 1; n < FILES; n += 1) linkSync(first, path.join(files, `${String(n).padStart(4, '0')}.pdf`));
    // A minute on: the evidence is then not ahead of the instant of judging.
    const judgedAt = new Date(at.getTime() + 60_000).toISOString();
    const verify = ['--import', RESOURCES, COMMAND, '--json', '--trust', trust, '--at', judgedAt];
    const byCores = (act: string, cores: string, times: number): Row => {
      const folders = Array.from({ length: times }, () => files);
      return byCommand(act, ['-c', cores, process.execPath, ...verify, ...folders], times * FILES);
    };
    return [
      byCores('verify, one core', '0', 1),
      byCores('verify, two cores', '0,1', 1),
      // Memory comes to rest in the first thousand files.
      byCores('verify four times, one core', '0', 4),
      byCores('verify four times, two cores', '0,1', 4),
      byPdfsig(files),
    ];
  } finally {
    await authority.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function byCommand(act: string, args: readonly string[], count: number): Row {
  const begin = performance.now();
  const { stdout, stderr, error } = spawnSync('taskset', args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) return { act, result: 'not measured: taskset is not installed' };
  const took = performance.now() - begin;
  const passed = stdout.split('\n').filter((line) => line.includes('"verdict":"TOTAL-PASSED"')).length;
  const { cpuMs, firstMb, lastMb } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as Resources;
  return {
    ...rate(act, count, took, cpuMs),
    'memory, first third': `${String(Math.round(firstMb))} MB`,
    'last third': `${String(Math.round(lastMb))} MB`,
    result: `${String(passed)} TOTAL-PASSED`,
  };
}

function byPdfsig(files: string): Row {
  const act = 'pdfsig, one core';
  const begin = performance.now();
  const script = 'for file in "$1"/*.pdf; do pdfsig -nocert "$file" 2>/dev/null; done; times';
  const { stdout, error } = spawnSync('taskset', ['-c', '0', 'bash', '-c', script, 'bash', files], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const valid = stdout.match(/Signature is Valid\./g)?.length ?? 0;
  if (error || valid === 0) return { act, result: 'not installed' };
  const took = performance.now() - begin;
  const seconds = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuMs = seconds.reduce((sum, [, min, sec]) => sum + 60_000 * Number(min) + 1000 * Number(sec), 0);
  return { ...rate(act, FILES, took, cpuMs), result: `${String(valid)} valid` };
}

function rate(act: string, count: number, tookMs: number, cpuMs: number): Row {
  return {
    act,
    'files a second': (count / (tookMs / 1000)).toFixed(0),
    'processor, each': `${(cpuMs / count).toFixed(1)} ms`,
  };
}
