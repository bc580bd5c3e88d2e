import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvCell } from '../../src/cli/csv-row.ts';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { DEFAULT_POLICY, anchorOctets, collect, judge, type Facts } from '../../src/lib/core/verify/index.ts';
import { JUDGED_AT, sealedSample, type SealedSample } from './sealed-sample.ts';

const COMMAND = resolve(import.meta.dirname, '../../src/cli/verify.ts');
let sample: SealedSample;
let folder: string;

beforeAll(async () => {
  sample = await sealedSample();
  folder = mkdtempSync(join(tmpdir(), 'verify-command-'));
  mkdirSync(join(folder, 'in', 'deeper'), { recursive: true });
  const broken = new Uint8Array(sample.sealed.final);
  const at = Buffer.from(broken).indexOf('/MediaBox') + 12;
  broken[at] = (broken[at] ?? 0) ^ 1;
  writeFileSync(join(folder, 'sealed.pdf'), sample.sealed.final);
  writeFileSync(join(folder, 'in', 'sealed.pdf'), sample.sealed.final);
  writeFileSync(join(folder, 'in', 'deeper', 'broken.PDF'), broken);
  writeFileSync(join(folder, 'in', 'notes.txt'), 'no PDF');
  writeFileSync(join(folder, 'trust.json'), JSON.stringify(sample.trust));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly file: string;
  readonly verdict: string;
  readonly match?: { readonly certificate: string };
}

function run(
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string; lines: readonly Line[] }> {
  const all = [COMMAND, '--at', JUDGED_AT.toISOString(), '--trust', join(folder, 'trust.json'), ...args];
  return new Promise((done) => {
    execFile(process.execPath, all, (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
      const code = typeof error?.code === 'number' ? error.code : 0;
      done({ code, stdout, stderr, lines: lines.map((line) => JSON.parse(line) as Line) });
    });
  });
}

test('a sound file is one JSON line and exit status 0', async () => {
  const { code, lines } = await run('--json', join(folder, 'sealed.pdf'));
  expect(code).toBe(0);
  expect(lines.map(({ verdict }) => verdict)).toEqual(['TOTAL-PASSED']);
});

test('a folder is walked for PDFs, and one that is not sound makes exit status 1', async () => {
  const { code, lines } = await run('--json', join(folder, 'in'));
  expect(code).toBe(1);
  expect(lines.map(({ verdict }) => verdict).sort()).toEqual(['TOTAL-FAILED', 'TOTAL-PASSED']);
});

test('more files than are judged alone come in their order, each in its row of CSV', async () => {
  const many = join(folder, 'many');
  mkdirSync(many);
  const names = Array.from({ length: 24 }, (_, i) => `=${String(i).padStart(2, '0')}.pdf`);
  for (const [i, name] of names.entries())
    writeFileSync(join(many, name), i % 2 === 0 ? sample.sealed.final : sample.base);
  const { code, stdout } = await run('--csv', many);
  const rows = stdout.split('\r\n');
  expect(code).toBe(1);
  expect(rows[0]?.startsWith('\uFEFF')).toBe(true);
  expect(rows.slice(1, -1).map((row) => row.split(',').slice(0, 2))).toEqual(
    names.map((name, i) => [join(many, name), i % 2 === 0 ? 'TOTAL-PASSED' : 'NO-SIGNATURE']),
  );
});

test('a cell that a spreadsheet would run is text', () => {
  expect(['=1+1', '+1', '-1', '@x', 'a"b', 'a,b', 'plain'].map((cell) => csvCell(cell))).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    '"a""b"',
    '"a,b"',
    'plain',
  ]);
});

test('a file that cannot be opened makes exit status 2 and does not hide the others', async () => {
  const { code, lines, stderr } = await run(
    '--json',
    join(folder, 'missing.pdf'),
    join(folder, 'sealed.pdf'),
  );
  expect(code).toBe(2);
  expect(lines).toHaveLength(1);
  expect(stderr).toContain('missing.pdf');
  expect(stderr).not.toContain('at ');
});

test('a certificate that is none leaves the comparison absent and the exit status 1', async () => {
  const { code, lines } = await run(
    '--json',
    '--certificate',
    join(folder, 'sealed.pdf'),
    join(folder, 'sealed.pdf'),
  );
  expect(code).toBe(1);
  expect(lines[0]?.match?.certificate).toBe('absent');
});

test('a verdict replays from the facts as JSON', async () => {
  const facts = await collect(sample.sealed.final, nodeDigest, anchorOctets(sample.trust));
  const replayed = JSON.parse(JSON.stringify(facts)) as Facts;
  expect(judge(replayed, DEFAULT_POLICY, sample.trust, JUDGED_AT)).toEqual(
    judge(facts, DEFAULT_POLICY, sample.trust, JUDGED_AT),
  );
});
