import { readFile } from 'node:fs/promises';
import {
  bestMatch,
  fileSeals,
  isFullyMatched,
  matchCertificate,
  readCertificatePdf,
  readEnvelopeSheetPdf,
  revisionHashes,
  type CertificateMatch,
  type CertificateOfConclusion,
  type LoadedCertificate,
} from '../lib/core/certificate/index.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  type Report,
  type TrustList,
} from '../lib/core/verify/index.ts';
import { CertificateIndex, type CertificateKeys } from '../lib/domain/certificate-index.ts';
import { csvLine } from '../lib/domain/csv.ts';
import type { LedgerFile } from '../lib/domain/ledger-reconciliation.ts';
import type { SheetFile } from '../lib/domain/sheet-listing.ts';
import { CLOSING_SENTENCE_JA } from '../lib/messages/closing.ts';
import type { OwnCertificate } from '../lib/messages/conclusion.ts';
import { reportCells } from '../lib/messages/report-row.ts';
import { nodeDigest } from './node-digest.ts';
import type { Format } from './options.ts';
import { plainReport } from './plain-report.ts';

/** A certificate of conclusion to compare with, and what finds it. */
export type NamedCertificate = LoadedCertificate & CertificateKeys & Readonly<{ path: string }>;

/** What every file of one run is judged by; a structured clone of it goes to each worker. */
export type Run = Readonly<{
  trust: TrustList;
  at: Date;
  certificates: readonly NamedCertificate[];
  /** Whether a certificate was named, be it one or not. */
  compares: boolean;
  format: Format;
  /** Whether lists of an envelope's documents are compared with the files. */
  lists: boolean;
  /** Whether a ledger is compared with the files. */
  reconciles: boolean;
}>;

/** A file judged: what to print, whether it is valid, and what a ledger and lists are compared with (contracts alone). */
export type VerifiedFile = Readonly<{
  text: string;
  isValid: boolean;
  ledgerFile: LedgerFile | null;
  sheetFile: SheetFile | null;
}>;
/** Null where it does not open. */
export type Verified = VerifiedFile | null;

/** Reads and judges one file. */
export async function verifiedFile(path: string, run: Run): Promise<Verified> {
  const bytes = await readOctets(path);
  if (!bytes) return null;
  const report = await judgedOctets(bytes, run.trust, run.at);
  const mustFind = run.compares || run.lists || run.reconciles;
  const own = ownCertificate(bytes, report);
  const isCertificate = own !== null;
  const hashes = mustFind ? await revisionHashes(bytes, report, nodeDigest) : [];
  const compared = run.compares && !isCertificate ? await comparison(bytes, report, hashes, run) : null;
  const match = compared?.match ?? null;
  const isMatched = match !== null && isFullyMatched(match);
  const isValid = report.verdict === 'TOTAL-PASSED' && (!match || isMatched);
  const ledgerFile =
    run.reconciles && !isCertificate
      ? {
          key: path,
          certificateIds: report.certificateIds,
          sha256Hexes: hashes,
          certified: isMatched ? certifiedOf(compared?.certificate) : null,
        }
      : null;
  const sheetFile =
    run.lists && !isCertificate
      ? { key: path, certificateIds: report.certificateIds, sha256Hexes: hashes, seals: fileSeals(report) }
      : null;
  if (run.format === 'json') {
    const certificate = own?.content && {
      certificateId: own.content.certificateId,
      redacted: own.content.redacted,
    };
    const line = {
      file: path,
      ...report,
      ...(certificate && { certificate }),
      ...(match && { match }),
      notice: CLOSING_SENTENCE_JA,
    };
    return { text: JSON.stringify(line), isValid, ledgerFile, sheetFile };
  }
  if (run.format === 'csv') {
    const certificateName = compared?.certificate?.path ?? '';
    const cells = reportCells(path, report, { match, isMatched, certificateName, own });
    return { text: run.reconciles ? JSON.stringify(cells) : csvLine(cells), isValid, ledgerFile, sheetFile };
  }
  return { text: `${plainReport(path, report, match, own)}\n`, isValid, ledgerFile, sheetFile };
}

/** What a file is as a certificate; `content` is null in the list of an envelope's documents. */
function ownCertificate(
  bytes: Uint8Array,
  report: Report,
): (OwnCertificate & { readonly content: CertificateOfConclusion | null }) | null {
  // What bears an ID on its pages is a contract, whatever it carries as an attachment.
  if (report.certificateIds.length > 0) return null;
  const read = readCertificatePdf(bytes);
  if (read.ok) return { redacted: read.value.redacted, content: read.value };
  return readEnvelopeSheetPdf(bytes).ok ? { redacted: false, content: null } : null;
}

/** Judges octets by the product's policy. */
export async function judgedOctets(bytes: Uint8Array, trust: TrustList, at: Date): Promise<Report> {
  return judge(await collect(bytes, nodeDigest, anchorOctets(trust)), DEFAULT_POLICY, trust, at);
}

/** A file's octets; undefined where it cannot be opened. */
export async function readOctets(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const { buffer, byteOffset, length } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

interface Comparison {
  readonly match: CertificateMatch;
  readonly certificate: NamedCertificate | null;
}

// The index of a run's certificates, made once in each thread.
const indexes = new WeakMap<Run, CertificateIndex<NamedCertificate>>();

// The only certificate given is compared with whatever is given, so that a mismatch is said.
async function comparison(
  bytes: Uint8Array,
  report: Report,
  sha256Hexes: readonly string[],
  run: Run,
): Promise<Comparison> {
  let index = indexes.get(run);
  if (!index) indexes.set(run, (index = new CertificateIndex(run.certificates)));
  const found = index.candidates({ certificateIds: report.certificateIds, sha256Hexes });
  const asked = found.length === 0 && run.certificates.length === 1 ? run.certificates : found;
  const best = await bestMatch(asked, (one) => matchCertificate(bytes, report, one, nodeDigest));
  return best ?? { match: await matchCertificate(bytes, report, null, nodeDigest), certificate: null };
}

function certifiedOf(certificate: LoadedCertificate | null | undefined): LedgerFile['certified'] {
  if (!certificate) return null;
  const { envelope, document } = certificate.content;
  const { managementLabel, counterpartyName, transactionOn, amountJpy } = envelope;
  return { managementLabel, documentName: document.name, counterpartyName, transactionOn, amountJpy };
}
