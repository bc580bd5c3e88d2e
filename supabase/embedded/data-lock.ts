import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { StackError } from './stack-error.ts';

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

/**
 * Takes the data folder for this process; a lock left by a killed process is taken over.
 *
 * @param dataDir - an existing folder.
 * @returns gives the folder back; calling it twice does nothing.
 * @throws StackError `DATA_IN_USE` while another living process holds the folder.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, 'stack.lock');
  for (let attempt = 0; ; attempt++) {
    try {
      const fd = openSync(file, 'wx', 0o600);
      writeSync(fd, JSON.stringify({ pid: process.pid, startedAt: startTick(process.pid) }));
      closeSync(fd);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = holderOf(file);
      if (holder && alive(holder)) {
        throw new StackError(
          'DATA_IN_USE',
          `Another instance (process ${holder.pid}) is running on ${dataDir}. Stop it, or choose another folder with --data.`,
        );
      }
      if (attempt > 3) throw error;
      rmSync(file, { force: true });
    }
  }
  let held = true;
  return () => {
    if (held) rmSync(file, { force: true });
    held = false;
  };
}
