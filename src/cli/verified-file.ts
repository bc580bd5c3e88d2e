import { readFile } from 'node:fs/promises';
import {
  isFullyMatched,
  matchCertificate,
  readCertificatePdf,
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
import { csvRow } from './csv-row.ts';
import { nodeDigest } from './node-digest.ts';
import type { Format } from './options.ts';
import { plainReport } from './plain-report.ts';

/** What every file of one run is judged by; a structured clone of it goes to each worker. */
export type Run = Readonly<{
  trust: TrustList;
  at: Date;
  certificates: readonly LoadedCertificate[];
  /** Whether a certificate was named, be it one or not. */
  compares: boolean;
  format: Format;
}>;

/** A file judged: what to print and whether it is valid; null where it does not open. */
export type Verified = Readonly<{ text: string; isValid: boolean }> | null;

/** Reads and judges one file. */
export async function verifiedFile(path: string, run: Run): Promise<Verified> {
  const bytes = await readOctets(path);
  if (!bytes) return null;
  const report = await judgedOctets(bytes, run.trust, run.at);
  const match = run.compares
    ? await matchCertificate(bytes, report, certificateFor(report, run.certificates), nodeDigest)
    : null;
  const isValid = report.verdict === 'TOTAL-PASSED' && (!match || isFullyMatched(match));
  if (run.format === 'json')
    return { text: JSON.stringify({ file: path, ...report, ...(match && { match }) }), isValid };
  const isCertificate = readCertificatePdf(bytes).ok;
  if (run.format === 'csv') return { text: csvRow(path, report, match, isCertificate), isValid };
  return { text: `${plainReport(path, report, match, isCertificate)}\n`, isValid };
}

/** Judges octets by the product's policy. */
export async function judgedOctets(bytes: Uint8Array, trust: TrustList, at: Date): Promise<Report> {
  return judge(await collect(bytes, nodeDigest, anchorOctets(trust)), DEFAULT_POLICY, trust, at);
}

/** A file's octets; undefined where it cannot be opened. */
export async function readOctets(path: string): Promise<Uint8Array | undefined> {
  try {
    const { buffer, byteOffset, length } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

// The certificate that names the document's ID; the first one where none does, so that the mismatch is said.
function certificateFor(
  report: Report,
  certificates: readonly LoadedCertificate[],
): LoadedCertificate | null {
  const own = certificates.find(({ content }) => report.certificateIds.includes(content.certificateId));
  return own ?? certificates[0] ?? null;
}
