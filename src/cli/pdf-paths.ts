import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A path to verify, or one that cannot be: `missing` does not open, `empty` is a folder without PDFs. */
export type Found = Readonly<{ path: string; state: 'file' | 'missing' | 'empty' }>;

/**
 * Files as given, and the PDFs in and under the folders given, in the order of their names. Links are not followed.
 */
export async function* pdfPaths(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind !== 'folder') {
      yield { path, state: kind };
      continue;
    }
    let isEmpty = true;
    for await (const file of walk(path)) {
      isEmpty = false;
      yield { path: file, state: 'file' };
    }
    if (isEmpty) yield { path, state: 'empty' };
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'missing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'missing';
    throw error;
  }
}

async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile() && entry.name.toLowerCase().endsWith('.pdf')) yield path;
  }
}
