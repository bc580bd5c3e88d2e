import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';
import { JUDGED_AT, sealedSample, type SealedSample } from './sealed-sample.ts';

let folder: string;
let sample: SealedSample;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-alone-'));
  sample = await sealedSample();
  const outDir = join(folder, 'built');
  await build({ configFile: 'vite/cli.config.ts', logLevel: 'warn', build: { outDir } });
  mkdirSync(join(folder, 'empty', 'in'), { recursive: true });
  copyFileSync(join(outDir, 'verify.mjs'), join(folder, 'empty', 'verify.mjs'));
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the one file says how it is itself called', async () => {
  const alone = join(folder, 'empty');
  const { stdout } = await promisify(execFile)(process.execPath, ['verify.mjs', '--help'], { cwd: alone });
  expect(stdout).toContain('node verify.mjs [--json|--csv]');
});

test('the command as one file verifies a folder, workers and all, where nothing else is', async () => {
  const alone = join(folder, 'empty');
  writeFileSync(join(alone, 'trust.json'), JSON.stringify(sample.trust));
  for (let at = 0; at < 20; at++) writeFileSync(join(alone, 'in', `${String(at)}.pdf`), sample.sealed.final);
  const args = ['verify.mjs', '--json', '--trust', 'trust.json', '--at', JUDGED_AT.toISOString(), 'in'];
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (done) => {
      // Without what this process was given: plain Node, as on an auditor's machine.
      const options = { cwd: alone, env: { PATH: process.env['PATH'] }, maxBuffer: 1 << 28 };
      execFile(process.execPath, args, options, (error, out, err) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, stdout: out, stderr: err });
      });
    },
  );
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { verdict: string });
  expect([code, stderr]).toEqual([0, '']);
  expect(lines.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 20 }, () => 'TOTAL-PASSED'));
}, 120_000);
