/**
 * `npm test`: unit and function tests, the database's own tests, the verifier's vectors in Chromium, then the flows
 * in a browser.
 *
 * Each stage prints its own output; the last line adds up what the runners counted. A stage that fails does
 * not stop the next, so that one run tells everything. `npm test -- unit sql vectors e2e` runs the named stages only.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from './browser.ts';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'shomei-test-'));

/** Runs one command to its end with its output shown; answers its exit code and the lines of its stdout. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: number; out: string }>((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
      process.stdout.write(chunk);
    });
    child.on('error', (cause) => {
      console.error(String(cause));
      resolve({ code: 1, out });
    });
    child.on('exit', (code) => resolve({ code: code ?? 1, out }));
  });
}

/** A runner that ended badly without counting a failure (it crashed, or found no test) is one failure. */
function honest(totals: Totals, code: number): Totals {
  const silent = code !== 0 && totals.failed === 0;
  const empty = totals.passed === 0 && totals.failed === 0;
  return silent || empty ? { ...totals, failed: totals.failed + 1 } : totals;
}

async function unit(): Promise<Totals> {
  const file = path.join(scratch, 'vitest.json');
  const { code } = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readJson<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(file);
  return honest(
    {
      passed: report?.numPassedTests ?? 0,
      failed: report?.numFailedTests ?? 0,
      skipped: report?.numPendingTests ?? 0,
    },
    code,
  );
}

async function sql(): Promise<Totals> {
  const { code, out } = await run('node', ['supabase/embedded/pgtap.ts']);
  const lines = out.split('\n').map((line) => line.trim());
  return honest(
    {
      passed: lines.filter((line) => /^ok \d+/.test(line)).length,
      failed: lines.filter((line) => /^not ok \d+/.test(line)).length,
      skipped: 0,
    },
    code,
  );
}

async function vectors(): Promise<Totals> {
  const chromium = ensureChromium();
  const { code, out } = await run('node', ['tests/browsers/run.ts', 'chromium'], {
    SHOMEI_CHROMIUM: chromium,
  });
  const [, passed = 0, failed = 0] = (/^(\d+) passed, (\d+) failed/m.exec(out) ?? []).map(Number);
  return honest({ passed, failed, skipped: 0 }, code);
}

async function e2e(): Promise<Totals> {
  const chromium = ensureChromium();
  const built = await run('npm', ['run', '--silent', 'build']);
  if (built.code !== 0) return { passed: 0, failed: 1, skipped: 0 };
  const file = path.join(scratch, 'playwright.json');
  const { code } = await run(
    'playwright',
    ['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=list,json'],
    { SHOMEI_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  );
  const stats = readJson<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(
    file,
  )?.stats;
  return honest(
    {
      passed: stats?.expected ?? 0,
      failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
      skipped: stats?.skipped ?? 0,
    },
    code,
  );
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    console.error(`No report at ${path.basename(file)}: ${String(cause)}`);
    return null;
  }
}

const STAGES = { unit, sql, vectors, e2e } as const;
const wanted = process.argv.slice(2);
const names = (Object.keys(STAGES) as (keyof typeof STAGES)[]).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
);

let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of names) {
  console.log(`\n── ${name}`);
  const totals = await STAGES[name]();
  console.log(`${name}: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  passed += totals.passed;
  failed += totals.failed;
  skipped += totals.skipped;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && names.length > 0 ? 0 : 1;
