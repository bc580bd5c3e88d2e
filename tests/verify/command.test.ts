import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { Progress } from '../../src/cli/progress.ts';
import {
  newPublisherKey,
  publisherJwk,
  publisherKeySet,
  signTrustList,
} from '../../src/cli/sign-trust-list.ts';
import { readCsv } from '../../src/lib/domain/csv.ts';
import { CLI_JA } from '../../src/lib/messages/cli.ts';
import { LEDGER_JA, outcomeJa } from '../../src/lib/messages/ledger.ts';
import { DEFAULT_POLICY, anchorOctets, collect, judge, type Facts } from '../../src/lib/core/verify/index.ts';
import { CERTIFICATE_ID, JUDGED_AT, sealedSample, type SealedSample } from './sealed-sample.ts';

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

interface LedgerLine {
  readonly ledger: {
    readonly rows: readonly { outcome: string; files: readonly string[] }[];
    readonly filesWithoutRow: readonly string[];
    readonly gaps: readonly unknown[];
  };
}
interface Line {
  readonly file: string;
  readonly verdict: string;
  readonly match?: { readonly certificate: string };
  readonly trust: { readonly signature: string };
}

function run(
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string; lines: readonly Line[] }> {
  return runAlone([COMMAND, '--at', JUDGED_AT.toISOString(), '--trust', join(folder, 'trust.json'), ...args]);
}

function runAlone(
  all: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string; lines: readonly Line[] }> {
  return new Promise((done) => {
    execFile(process.execPath, all, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
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
  expect(rows.slice(1, -2).map((row) => row.split(',').slice(0, 2))).toEqual(
    names.map((name, i) => [join(many, name), i % 2 === 0 ? 'TOTAL-PASSED' : 'NO-SIGNATURE']),
  );
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

test('the list’s signature beside it is checked with the publisher’s key, and a wrong one is said', async () => {
  const key = newPublisherKey();
  const list = join(folder, 'signed.json');
  writeFileSync(list, JSON.stringify(sample.trust));
  writeFileSync(join(folder, 'signed.jws'), await signTrustList(readFileSync(list), key));
  writeFileSync(join(folder, 'keys.json'), await publisherKeySet([publisherJwk(key)]));
  const said = async (...more: string[]): Promise<string | undefined> => {
    const all = [COMMAND, '--json', '--at', JUDGED_AT.toISOString(), '--trust', list, ...more];
    const { lines } = await runAlone([...all, join(folder, 'sealed.pdf')]);
    return lines[0]?.trust.signature;
  };
  expect(await said('--trust-key', join(folder, 'keys.json'))).toBe('signed');
  expect(await said()).toBe('unknown-publisher');
  writeFileSync(list, JSON.stringify({ ...sample.trust, name: 'another' }));
  expect(await said('--trust-key', join(folder, 'keys.json'))).toBe('wrong-signature');
});

test('M47: a ledger is compared with the files: found, missing, unused, unknown to it', async () => {
  const row = (number: number, certificateId: string, status: string): string =>
    `令和8年度-000000${String(number)},${certificateId},${status}\n`;
  const ledger = join(folder, 'ledger.csv');
  writeFileSync(
    ledger,
    '管理番号,締結証明書ID,状態\n' +
      row(1, CERTIFICATE_ID, '締結済') +
      row(2, '2'.repeat(32), '取下げ') +
      row(4, '4'.repeat(32), '締結済'),
  );
  writeFileSync(join(folder, 'unknown.pdf'), sample.base);
  const paths = ['sealed.pdf', 'unknown.pdf'].map((name) => join(folder, name));
  const { code, lines } = await run('--json', '--ledger', ledger, ...paths);
  const { rows, filesWithoutRow, gaps } = (lines.at(-1) as unknown as LedgerLine).ledger;
  expect(code).toBe(1);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['found_by_id', 'number_unused', 'not_found']);
  expect(filesWithoutRow).toEqual([paths[1]]);
  expect(gaps).toEqual([{ prefix: '令和8年度-', from: 3, to: 3, digits: 7 }]);
  const csv = await run('--csv', '--ledger', ledger, ...paths);
  const records = readCsv(csv.stdout);
  const last = records.ok ? records.value.map(({ cells }) => cells.slice(-2)) : [];
  expect(last.slice(1)).toEqual([
    ['令和8年度-0000001', outcomeJa('found_by_id', 'concluded')],
    ['', LEDGER_JA.withoutRow],
    ['令和8年度-0000002', outcomeJa('number_unused', 'withdrawn')],
    ['令和8年度-0000004', outcomeJa('not_found', 'concluded')],
    ['令和8年度-0000003', LEDGER_JA.gap],
    ['', ''],
  ]);
});

test('a ledger that cannot be read exactly is refused with its line, before anything is judged', async () => {
  writeFileSync(join(folder, 'bad.csv'), '管理番号,締結証明書ID,状態\n1,,済\n');
  const { code, lines, stderr } = await run(
    '--json',
    '--ledger',
    join(folder, 'bad.csv'),
    join(folder, 'sealed.pdf'),
  );
  expect([code, lines]).toEqual([2, []]);
  expect(stderr).toContain(LEDGER_JA.line(2));
});

test('progress is written to a terminal alone, and not where the report is read on it', () => {
  const shown = (isTTY: boolean, isReportSeen: boolean): string => {
    let text = '';
    const progress = new Progress({ isTTY, write: (part) => (text += part) }, isReportSeen);
    progress.count(1);
    progress.count(2);
    progress.clear();
    return text;
  };
  expect(shown(true, false)).toBe(`\r${CLI_JA.progress(1)}\r${CLI_JA.progress(2)}\n`);
  expect([shown(false, false), shown(true, true)]).toEqual(['', '']);
});
