import { basename } from 'node:path';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import type { TrustList } from '../lib/core/verify/index.ts';
import { csvLine } from '../lib/domain/csv.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { CLOSING_SENTENCE_JA } from '../lib/messages/closing.ts';
import { LEDGER_COLUMNS_JA, REPORT_COLUMNS_JA, textRow } from '../lib/messages/report-row.ts';
import { TRUST_LIST_JA } from '../lib/messages/trust.ts';
import { LedgerReport, loadLedger } from './ledger-report.ts';
import { loadCertificates } from './load-certificates.ts';
import { readOptions, type Options } from './options.ts';
import { Progress } from './progress.ts';
import { SheetReport } from './sheet-report.ts';
import { loadTrust } from './trust-files.ts';
import type { Run } from './verified-file.ts';
import { serve, verifiedAll } from './worker-pool.ts';

const EXIT = { valid: 0, notValid: 1, usage: 2 } as const;

if (isMainThread) {
  // Whoever reads the report may stop reading, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.notValid);
  });
  process.exitCode = await main(process.argv.slice(2));
} else serve();

/** Verifies what the command line names; answers the exit status. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') return refused(`${options}\n\n${usage()}`);
  if (options.help) {
    process.stdout.write(`${usage()}\n`);
    return EXIT.valid;
  }
  const trust = await loadTrust(options.trust, options.trustKeys);
  if (typeof trust === 'string') return refused(trust);
  const ledger = options.ledger === undefined ? null : await loadLedger(options.ledger);
  if (typeof ledger === 'string') return refused(ledger);
  const at = options.at ?? new Date();
  const loaded = await loadCertificates(options.certificates, trust, at, say);
  if (!loaded) return EXIT.usage;
  const { certificates, sheets } = loaded;
  const run: Run = {
    trust,
    at,
    certificates,
    // Lists alone ask no certificate of anybody.
    compares: options.certificates.length > 0 && (certificates.length > 0 || sheets.length === 0),
    lists: sheets.length > 0,
    format: options.format,
    reconciles: ledger !== null,
  };
  const sheetReport = new SheetReport(sheets, options.format);
  return verifyAll(options, run, ledger && new LedgerReport(ledger, options.format), sheetReport);
}

async function verifyAll(
  options: Options,
  run: Run,
  ledger: LedgerReport | null,
  sheets: SheetReport,
): Promise<number> {
  let exit: number = EXIT.valid;
  let total = 0;
  let passed = 0;
  const { format } = run;
  const columns = ledger ? [...REPORT_COLUMNS_JA, ...LEDGER_COLUMNS_JA] : REPORT_COLUMNS_JA;
  if (format === 'csv') process.stdout.write(`\uFEFF${csvLine(columns)}`);
  const progress = new Progress(process.stderr, process.stdout.isTTY && !ledger);
  for await (const { found, result } of verifiedAll(options.paths, run, new URL(import.meta.url))) {
    if (!result) {
      progress.clear();
      say(found.state === 'empty' ? CLI_JA.emptyFolder(found.path) : CLI_JA.cannotOpen(found.path));
      exit = EXIT.usage;
      continue;
    }
    total++;
    if (result.isValid) passed++;
    else exit = Math.max(exit, EXIT.notValid);
    ledger?.add(result.text, result.ledgerFile);
    sheets.add(result.sheetFile);
    if (format !== 'csv') process.stdout.write(`${result.text}\n`);
    else if (!ledger) process.stdout.write(result.text);
    progress.count(total);
  }
  progress.clear();
  const listed = sheets.close(columns.length);
  process.stdout.write(listed.text);
  if (!listed.isComplete) exit = Math.max(exit, EXIT.notValid);
  if (ledger) {
    const { text, isComplete } = ledger.close();
    process.stdout.write(text);
    if (!isComplete) exit = Math.max(exit, EXIT.notValid);
  } else if (format === 'csv') process.stdout.write(csvLine(textRow(CLOSING_SENTENCE_JA, columns.length)));
  if (format === 'plain') close(run.trust, total, passed);
  return exit;
}

function close(trust: TrustList, total: number, passed: number): void {
  const added = trust.anchors.filter((anchor) => anchor.added === true).length;
  if (trust.anchors.length === 0) process.stdout.write(`${CLI_JA.noAnchors}\n`);
  else {
    const signature = TRUST_LIST_JA[trust.signature ?? 'unsigned'];
    process.stdout.write(`${CLI_JA.trustAsOf(trust.name, trust.issuedAt, signature)}\n`);
    if (added > 0) process.stdout.write(`${CLI_JA.addedAnchors(added)}\n`);
  }
  if (total > 1) process.stdout.write(`${CLI_JA.summary(total, passed)}\n`);
  process.stdout.write(`${CLOSING_SENTENCE_JA}\n`);
}

/** How to call the command, be it from the repository or as the one file that runs alone. */
function usage(): string {
  const file = basename(process.argv[1] ?? '');
  return CLI_JA.usage(file.endsWith('.ts') ? 'npm run --silent verify --' : `node ${file}`);
}

function refused(text: string): number {
  say(text);
  return EXIT.usage;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
