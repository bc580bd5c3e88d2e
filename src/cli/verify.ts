import { readFile } from 'node:fs/promises';
import process from 'node:process';
import {
  isFullyMatched,
  matchCertificate,
  readCertificatePdf,
  type CertificateMatch,
  type LoadedCertificate,
} from '../lib/core/certificate/index.ts';
import {
  DEFAULT_POLICY,
  EMPTY_TRUST_LIST,
  anchorOctets,
  collect,
  judge,
  mergeTrustLists,
  readTrustList,
  type Report,
  type TrustList,
} from '../lib/core/verify/index.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { CLOSING_SENTENCE_JA } from '../lib/messages/report.ts';
import { nodeDigest } from './node-digest.ts';
import { readOptions, type Options } from './options.ts';
import { pdfPaths } from './pdf-paths.ts';
import { plainReport } from './plain-report.ts';

const EXIT = { valid: 0, notValid: 1, usage: 2 } as const;

// Whoever reads the report may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.notValid);
});

process.exitCode = await main(process.argv.slice(2));

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
  return certificates ? await verifyAll(options, trust, at, certificates) : EXIT.usage;
}

async function verifyAll(
  options: Options,
  trust: TrustList,
  at: Date,
  certificates: readonly LoadedCertificate[],
): Promise<number> {
  let exit: number = EXIT.valid;
  let total = 0;
  let passed = 0;
  for await (const { path, state } of pdfPaths(options.paths)) {
    const bytes = state === 'file' ? await read(path) : undefined;
    if (!bytes) {
      say(state === 'empty' ? CLI_JA.emptyFolder(path) : CLI_JA.cannotOpen(path));
      exit = EXIT.usage;
      continue;
    }
    total++;
    const report = await judged(bytes, trust, at);
    const match =
      options.certificates.length > 0
        ? await matchCertificate(bytes, report, certificateFor(report, certificates), nodeDigest)
        : null;
    if (report.verdict === 'TOTAL-PASSED' && (!match || isFullyMatched(match))) passed++;
    else exit = Math.max(exit, EXIT.notValid);
    process.stdout.write(
      `${options.json ? jsonLine(path, report, match) : plain(path, bytes, report, match)}\n`,
    );
  }
  if (!options.json) {
    const added = trust.anchors.filter((anchor) => anchor.added === true).length;
    if (trust.anchors.length === 0) process.stdout.write(`${CLI_JA.noAnchors}\n`);
    else if (added > 0) process.stdout.write(`${CLI_JA.addedAnchors(added)}\n`);
    if (total > 1) process.stdout.write(`${CLI_JA.summary(total, passed)}\n`);
    process.stdout.write(`${CLOSING_SENTENCE_JA}\n`);
  }
  return exit;
}

async function judged(bytes: Uint8Array, trust: TrustList, at: Date): Promise<Report> {
  return judge(await collect(bytes, nodeDigest, anchorOctets(trust)), DEFAULT_POLICY, trust, at);
}

function jsonLine(file: string, report: Report, match: CertificateMatch | null): string {
  return JSON.stringify({ file, ...report, ...(match && { match }) });
}

function plain(path: string, bytes: Uint8Array, report: Report, match: CertificateMatch | null): string {
  return `${plainReport(path, report, match, readCertificatePdf(bytes).ok)}\n`;
}

// The certificate that names the document's ID; the first one where none does, so that the mismatch is said.
function certificateFor(
  report: Report,
  certificates: readonly LoadedCertificate[],
): LoadedCertificate | null {
  const own = certificates.find(({ content }) => report.certificateIds.includes(content.certificateId));
  return own ?? certificates[0] ?? null;
}

async function loadTrust(paths: readonly string[]): Promise<TrustList | undefined> {
  let trust: TrustList | undefined;
  for (const path of paths) {
    const bytes = await read(path);
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
    const bytes = await read(path);
    if (!bytes) {
      say(CLI_JA.cannotOpen(path));
      return undefined;
    }
    const content = readCertificatePdf(bytes);
    // Not a certificate: the comparison answers "absent", which is no match.
    if (content.ok) loaded.push({ content: content.value, report: await judged(bytes, trust, at) });
    else say(CLI_JA.notCertificate(path));
  }
  return loaded;
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
