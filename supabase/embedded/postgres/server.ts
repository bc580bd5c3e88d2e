import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { StackError } from '../stack-error.ts';
import { makeOwned, type PostgresPlace } from './binaries.ts';

/** A running database server. */
export type PostgresServer = Readonly<{
  port: number;
  /** Connection address of the superuser `supabase_admin`: for the stack itself, never for migrations. */
  adminUrl: string;
  /** Connection address of the non-superuser `postgres`: what a Supabase project owns. */
  ownerUrl: string;
  /** Fast, orderly shutdown. */
  stop(): Promise<void>;
  /** What a power cut does. */
  kill(): void;
  /** Fulfilled when the server ended, wanted or not. */
  ended: Promise<void>;
}>;

function run(place: PostgresPlace, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(place.native, 'bin', program), args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
      ...place.account,
    });
    let said = '';
    child.stdout.on('data', (d: Buffer) => (said += d.toString()));
    child.stderr.on('data', (d: Buffer) => (said += d.toString()));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${program} ended with ${code}: ${said.trim()}`)),
    );
  });
}

/** Removes what killed first starts left half-made; what cannot be removed yet goes at a later start. */
function clearGrowing(place: PostgresPlace): void {
  const folder = path.dirname(place.data);
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${path.basename(place.data)}.new`)) continue;
    try {
      rmSync(path.join(folder, entry), { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

/**
 * Makes the database cluster where there is none. It grows beside its place and is renamed when whole, so that a
 * killed first start leaves nothing half-made.
 *
 * @throws StackError `POSTGRES_INIT`.
 */
export async function initCluster(place: PostgresPlace, password: string): Promise<void> {
  if (existsSync(path.join(place.data, 'PG_VERSION'))) return;
  clearGrowing(place);
  rmSync(place.data, { recursive: true, force: true });
  // A name of its own: an initdb whose parent was killed may still be writing under an earlier one.
  const growing = `${place.data}.new.${process.pid}`;
  makeOwned(growing, place);
  const passwordFile = `${growing}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    // initdb reads the password before it drops anything, but runs as the unprivileged account: hand the file over.
    if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
    await run(place, 'initdb', [
      '-D',
      growing,
      '-U',
      'supabase_admin',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
    ]);
  } catch (cause) {
    throw new StackError(
      'POSTGRES_INIT',
      `The database could not be made in ${place.data}: ${(cause as Error).message}`,
      { cause },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(growing, place.data);
}

/**
 * Whether the process that a pid file names is a server on this very data; null where the system cannot tell.
 * After a reboot the number may belong to anybody, and `pg_ctl stop` would interrupt them.
 */
function servesData(pid: number, data: string): boolean | null {
  if (!existsSync('/proc/self/cmdline')) return null;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    return false; // the process is gone
  }
}

/**
 * Stops a server left behind by a killed parent; the caller holds the data folder.
 *
 * @returns whether there was one.
 */
export async function stopOrphan(place: PostgresPlace): Promise<boolean> {
  const pidFile = path.join(place.data, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  if (servesData(pid, place.data) === false) {
    rmSync(pidFile, { force: true });
    return false;
  }
  try {
    await run(place, 'pg_ctl', ['-D', place.data, '-m', 'fast', '-w', '-t', '30', 'stop']);
    return true;
  } catch {
    return false; // it ended by itself meanwhile; where it has not, starting says so
  }
}

// The server's keeper: when the parent is gone its standard input closes, and the server is stopped in order.
const KEEPER =
  'exec 3<&0; "$@" 3<&- </dev/null & pid=$!; ( cat <&3 >/dev/null; kill -INT $pid 2>/dev/null ) & exec 3<&-; wait $pid';

/**
 * Starts the server on 127.0.0.1 and waits until it answers.
 *
 * @throws StackError `POSTGRES_START` with the end of the server's log.
 */
export async function startServer(
  place: PostgresPlace,
  options: { port: number; password: string; logFile: string },
): Promise<PostgresServer> {
  const { port, password, logFile } = options;
  const log = openSync(logFile, 'w', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=64MB',
    'jit=off',
    'log_timezone=UTC',
    'timezone=UTC',
  ];
  const command = [
    path.join(place.native, 'bin', 'postgres'),
    '-D',
    place.data,
    '-p',
    String(port),
    ...settings.flatMap((s) => ['-c', s]),
  ];
  const child: ChildProcess = spawn('/bin/sh', ['-c', KEEPER, 'keeper', ...command], {
    stdio: ['pipe', log, log],
    cwd: '/',
    detached: true, // Ctrl-C reaches the parent alone, which stops things in order
    ...place.account,
  });
  closeSync(log);
  child.stdin?.on('error', () => undefined); // the pipe may break when the server ends first
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => {
      running = false;
      child.stdin?.destroy();
      resolve();
    });
  });
  const url = (user: string) => `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    child.stdin?.end();
    await ended;
  };
  try {
    await untilAnswering(url('supabase_admin'), () => running);
  } catch (cause) {
    await stop();
    throw new StackError(
      'POSTGRES_START',
      `The database did not start. Its log ends: ${readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' / ')}`,
      { cause },
    );
  }
  return {
    port,
    adminUrl: url('supabase_admin'),
    ownerUrl: url('postgres'),
    stop,
    kill: () => {
      if (running && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    },
    ended,
  };
}

async function untilAnswering(url: string, running: () => boolean): Promise<void> {
  const until = Date.now() + 60_000; // crash recovery of a large log may take a while
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (!running() || Date.now() > until) throw error;
    } finally {
      await sql.end({ timeout: 1 });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
