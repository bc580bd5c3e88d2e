import type { DigestPort } from '../bytes/digest.ts';
import { toHex } from '../bytes/hex.ts';
import type { Report } from '../verify/report.ts';

/** Signed revisions whose hashes are taken at most: a hostile file may claim any number of signatures. */
const MOST_REVISIONS = 32;

/**
 * SHA-256 of the whole file and of the file up to the end of each revision that a signature or a document time-stamp
 * closes: what certificates, ledgers and sheets name a concluded contract by, also after later time-stamps.
 *
 * @param bytes - the whole file. @param report - what `judge` said of it.
 * @returns lower-case hexadecimal digits, each once, the whole file's first.
 */
export async function revisionHashes(
  bytes: Uint8Array,
  report: Report,
  digest: DigestPort,
): Promise<readonly string[]> {
  const lengths = report.signatures
    .filter(({ coverage, coveredLength }) => coverage !== 'partial' && coveredLength < bytes.length)
    .map(({ coveredLength }) => coveredLength);
  const ends = [...new Set(lengths)].slice(0, MOST_REVISIONS);
  const digests = await digest(
    'SHA-256',
    ends.map((length) => [bytes.subarray(0, length)]),
  );
  return [...new Set([report.sha256, ...digests.map((one) => toHex(one))])];
}
