import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lockFile } from './file-lock.ts';
import { StackError } from './stack-error.ts';

const LOCK = 'stack.lock';
const OURS = [LOCK, 'secrets.json', 'postgres'];

/**
 * Takes the data folder for this process, making it where there is none.
 *
 * @returns gives the folder back.
 * @throws StackError `DATA_IN_USE` while another living process holds it, `DATA_FOREIGN` where it holds something else,
 *   `DATA_UNWRITABLE`.
 */
export function openDataDir(dataDir: string): () => void {
  if (existsSync(dataDir)) {
    const entries = readdirSync(dataDir);
    if (entries.length > 0 && !entries.some((e) => OURS.includes(e))) {
      throw new StackError(
        'DATA_FOREIGN',
        `${dataDir} holds other files. Choose an empty folder with --data.`,
      );
    }
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
  } catch (cause) {
    throw new StackError(
      'DATA_UNWRITABLE',
      `${dataDir} cannot be written to. Choose another folder with --data.`,
      { cause },
    );
  }
  const lock = lockFile(path.join(dataDir, LOCK));
  if (!lock.held) {
    throw new StackError(
      'DATA_IN_USE',
      `Another instance (process ${lock.pid}) is running on ${dataDir}. Stop it, or choose another folder with --data.`,
    );
  }
  return lock.release;
}

/**
 * Empties the data folder but for the lock that this process holds in it. The database goes first and at one stroke, so
 * that a kill in between never leaves one without its password.
 */
export function emptyDataDir(dataDir: string): void {
  const database = path.join(dataDir, 'postgres');
  if (existsSync(database)) renameSync(database, `${database}.new.${process.pid}`);
  for (const entry of readdirSync(dataDir)) {
    if (entry !== LOCK) rmSync(path.join(dataDir, entry), { recursive: true, force: true });
  }
}
