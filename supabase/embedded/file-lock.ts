import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

type Holder = { pid: number; startedAt: string };

/** The kernel's start tick of a process: tells a living holder from another process that got its number. */
function startTick(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no /proc on this system, or the process is gone: the number alone decides
  }
}

function alive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const tick = startTick(holder.pid);
  return tick === '' || holder.startedAt === '' || tick === holder.startedAt;
}

function holderOf(file: string): Holder | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' ? { pid: value.pid, startedAt: value.startedAt ?? '' } : null;
  } catch {
    return null; // torn by a kill while it was written: nobody holds it
  }
}

/** The lock is ours, or another living process's. `release` may be called twice. */
export type FileLock = Readonly<{ held: true; release: () => void } | { held: false; pid: number }>;

/**
 * Takes a lock file for this process; one left by a killed process is taken over.
 *
 * @param file - in an existing folder.
 */
export function lockFile(file: string): FileLock {
  for (let attempt = 0; ; attempt++) {
    try {
      const fd = openSync(file, 'wx', 0o600);
      writeSync(fd, JSON.stringify({ pid: process.pid, startedAt: startTick(process.pid) }));
      closeSync(fd);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error;
      const holder = holderOf(file);
      if (holder && alive(holder)) return { held: false, pid: holder.pid };
      rmSync(file, { force: true });
    }
  }
  let ours = true;
  return {
    held: true,
    release: () => {
      if (ours) rmSync(file, { force: true });
      ours = false;
    },
  };
}
