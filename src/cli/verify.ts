import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { readCertificatePdf, type LoadedCertificate } from '../lib/core/certificate/index.ts';
import {
  EMPTY_TRUST_LIST,
  mergeTrustLists,
  readTrustList,
  type TrustList,
} from '../lib/core/verify/index.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { CLOSING_SENTENCE_JA } from '../lib/messages/closing.ts';
import { csvHead } from './csv-row.ts';
import { readOptions, type Options } from './options.ts';
import { judgedOctets, readOctets, type Run } from './verified-file.ts';
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
  if (typeof options === 'string') {
    say(`${options}\n\n${CLI_JA.usage}`);
    return EXIT.usage;
  }
  if (options.help) {
    process.stdout.write(`${CLI_JA.usage}\n`);
    return EXIT.valid;
  }
  const trust = await loadTrust(options.trust);
  if (!trust) return EXIT.usage;
  const at = options.at ?? new Date();
  const certificates = await loadCertificates(options.certificates, trust, at);
  if (!certificates) return EXIT.usage;
  const compares = options.certificates.length > 0;
  return verifyAll(options, { trust, at, certificates, compares, format: options.format });
}

async function verifyAll(options: Options, run: Run): Promise<number> {
  let exit: number = EXIT.valid;
  let total = 0;
  let passed = 0;
  if (run.format === 'csv') process.stdout.write(`${csvHead()}\r\n`);
  for await (const { found, result } of verifiedAll(options.paths, run, new URL(import.meta.url))) {
    if (!result) {
      say(found.state === 'empty' ? CLI_JA.emptyFolder(found.path) : CLI_JA.cannotOpen(found.path));
      exit = EXIT.usage;
      continue;
    }
    total++;
    if (result.isValid) passed++;
    else exit = Math.max(exit, EXIT.notValid);
    process.stdout.write(`${result.text}${run.format === 'csv' ? '\r\n' : '\n'}`);
    if (process.stderr.isTTY && !process.stdout.isTTY) process.stderr.write(`\r${CLI_JA.progress(total)}`);
  }
  if (process.stderr.isTTY && !process.stdout.isTTY) say('');
  if (run.format === 'plain') close(run.trust, total, passed);
  return exit;
}

function close(trust: TrustList, total: number, passed: number): void {
  const added = trust.anchors.filter((anchor) => anchor.added === true).length;
  if (trust.anchors.length === 0) process.stdout.write(`${CLI_JA.noAnchors}\n`);
  else if (added > 0) process.stdout.write(`${CLI_JA.addedAnchors(added)}\n`);
  if (total > 1) process.stdout.write(`${CLI_JA.summary(total, passed)}\n`);
  process.stdout.write(`${CLOSING_SENTENCE_JA}\n`);
}

async function loadTrust(paths: readonly string[]): Promise<TrustList | undefined> {
  let trust: TrustList | undefined;
  for (const path of paths) {
    const bytes = await readOctets(path);
    const list = bytes && readTrustList(new TextDecoder().decode(bytes));
    if (!list?.ok) {
      say(bytes ? CLI_JA.badTrust(path) : CLI_JA.cannotOpen(path));
      return undefined;
    }
    trust = trust ? mergeTrustLists(trust, list.value) : list.value;
  }
  return trust ?? EMPTY_TRUST_LIST;
}

async function loadCertificates(
  paths: readonly string[],
  trust: TrustList,
  at: Date,
): Promise<readonly LoadedCertificate[] | undefined> {
  const loaded: LoadedCertificate[] = [];
  for (const path of paths) {
    const bytes = await readOctets(path);
    if (!bytes) {
      say(CLI_JA.cannotOpen(path));
      return undefined;
    }
    const content = readCertificatePdf(bytes);
    // Not a certificate: the comparison answers "absent", which is no match.
    if (content.ok) loaded.push({ content: content.value, report: await judgedOctets(bytes, trust, at) });
    else say(CLI_JA.notCertificate(path));
  }
  return loaded;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
