import type { BatchFile } from '../data/batches.ts';
import { sha256Hex } from '../data/digest.ts';
import type { PlannedRow } from '../domain/envelope-batch.ts';

/** Chosen files by name, in NFC; the same file chosen twice is one file. */
export function byName(files: readonly File[]): ReadonlyMap<string, readonly File[]> {
  const named = new Map<string, File[]>();
  for (const file of files) {
    const name = file.name.normalize('NFC');
    const same = named.get(name) ?? [];
    if (!same.some((one) => one.size === file.size && one.lastModified === file.lastModified))
      same.push(file);
    named.set(name, same);
  }
  return named;
}

/** A planned row with its files as they are confirmed. */
export type HashedRow = Omit<PlannedRow, 'files'> & { readonly files: readonly BatchFile[] };

/**
 * Hashes what rows name, each file once.
 *
 * @param onprogress - told the share of rows that are done, 0 to 1.
 * @returns null where a file was moved or changed on disk between choosing and reading.
 */
export async function hashRows(
  rows: readonly PlannedRow[],
  files: ReadonlyMap<string, readonly File[]>,
  onprogress: (share: number) => void,
): Promise<readonly HashedRow[] | null> {
  const known = new Map<string, Omit<BatchFile, 'sheet'>>();
  const hashed: HashedRow[] = [];
  for (const row of rows) {
    const own: BatchFile[] = [];
    for (const { name, sheet } of row.files) {
      const file = known.get(name) ?? (await hash(name, files.get(name)?.[0]));
      if (file === null) return null;
      known.set(name, file);
      own.push({ ...file, sheet });
    }
    hashed.push({ ...row, files: own });
    onprogress(hashed.length / rows.length);
  }
  return hashed;
}

async function hash(name: string, file: File | undefined): Promise<Omit<BatchFile, 'sheet'> | null> {
  const bytes = await file?.arrayBuffer().catch(() => null);
  if (bytes === undefined || bytes === null) return null;
  return { name, size: bytes.byteLength, sha256Hex: await sha256Hex(new Uint8Array(bytes)) };
}
