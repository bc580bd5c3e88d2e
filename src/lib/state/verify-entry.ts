import type { FileSummary, Judged, Listed, Matched } from '../workers/verify-messages.ts';
import { unpack } from '../workers/packed.ts';

/** One file on the verifier's desk. The file itself stays where it is; its report is kept packed. */
export interface VerifyEntry {
  readonly key: number;
  /** Path under the chosen folder, or the file's name. */
  readonly name: string;
  readonly file: File;
  readonly status: 'waiting' | 'judging' | 'judged' | 'failed' | 'changed';
  readonly summary: FileSummary | null;
  readonly packed: Uint8Array<ArrayBuffer> | null;
  /** For a contract: the certificate it was compared with and the answers. */
  readonly matched: (Matched & { readonly certificateKey: number; readonly certificateName: string }) | null;
  /** For a list of an envelope's documents: what the files on the desk say of it. Keys of files are those of entries. */
  readonly listed: Listed | null;
}

/** The group under which a file is counted and found in the table. */
export type EntryGroup = 'good' | 'caution' | 'bad' | 'pending';

/** What a file comes to: by the tone of its conclusion, since what a person reads and what is counted must be one. */
export function groupOf(entry: VerifyEntry): EntryGroup {
  if (entry.status === 'failed' || entry.status === 'changed') return 'caution';
  const [first] = conclusionOf(entry);
  return first?.tone ?? 'pending';
}

/** The sentences of a file's conclusion, with its certificate or what it lists where there is one. */
export function conclusionOf(entry: VerifyEntry): FileSummary['conclusion'] {
  return entry.listed?.conclusion ?? entry.matched?.conclusion ?? entry.summary?.conclusion ?? [];
}

/** Whether a judged file is a contract, neither a certificate of conclusion nor a list. */
export function isContract(summary: FileSummary): boolean {
  return summary.certificate === null && summary.sheet === null;
}

/** Keys of the certificates that contracts were compared with. */
export function partnersOf(entries: readonly VerifyEntry[]): ReadonlySet<number> {
  return new Set(entries.flatMap(({ matched }) => matched?.certificateKey ?? []));
}

/** A file's row as CSV, with its certificate where there is one. */
export function cellsOf(entry: VerifyEntry): readonly string[] {
  return entry.listed?.cells ?? entry.matched?.cells ?? entry.summary?.cells ?? [];
}

/** The whole report of a judged file; null where there is none. */
export async function reportOf(entry: VerifyEntry): Promise<Judged | null> {
  return entry.packed === null ? null : unpack<Judged>(entry.packed);
}

/**
 * A file's octets, exactly those that were judged: read again and hashed.
 *
 * @returns null where the file has changed since, or can no longer be read.
 */
export async function judgedBytes(entry: VerifyEntry): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = new Uint8Array(await entry.file.arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hex = [...digest].map((octet) => octet.toString(16).padStart(2, '0')).join('');
    return hex === entry.summary?.sha256Hex ? bytes : null;
  } catch (cause) {
    if (cause instanceof DOMException) return null; // moved, deleted or written since
    throw cause;
  }
}
