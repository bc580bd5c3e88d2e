import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack, type StackAccount } from '../../supabase/embedded/stack.ts';
import { concludeByHttp, signInStaff } from '../demo/flow.ts';
import type { Row } from './documents.ts';
import { largeDocument } from './large-document.ts';

/** One envelope a line: so many documents of so many megabytes each. */
const ENVELOPES = [
  { documents: 1, megabytes: 1 },
  { documents: 1, megabytes: 20 },
  { documents: 1, megabytes: 47 },
  { documents: 6, megabytes: 1 },
] as const;

/**
 * What the functions' process takes for whole contracts, step by step: seconds, and its peak of resident memory
 * since the step before. Each envelope has a stack of its own, so that none inherits another's memory.
 *
 * Memory can be measured on Linux alone; elsewhere the column is empty.
 */
export async function benchSealing(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const envelope of ENVELOPES) rows.push(...(await concludeOne(envelope)));
  return rows;
}

async function concludeOne({ documents, megabytes }: (typeof ENVELOPES)[number]): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sealing-'));
  const file = join(folder, 'document.pdf');
  writeFileSync(file, await largeDocument(megabytes * 1_000_000));
  const stack = await startStack({ dataDir: join(folder, 'data'), app: false, tickMs: 500 });
  const rows: Row[] = [];
  try {
    const pid = functionsPid();
    let began = performance.now();
    resetPeak(pid);
    const say = (line: string): void => {
      const seconds = (performance.now() - began) / 1000;
      const step = line.replace(/[:（(].*/, '');
      rows.push({
        documents: `${String(documents)} × ${String(megabytes)} MB`,
        step,
        took: `${seconds.toFixed(1)} s`,
        peak: peak(pid),
      });
      began = performance.now();
      resetPeak(pid);
    };
    const find = (role: StackAccount['role']): StackAccount => {
      const found = stack.accounts.find((one) => one.municipality === 'morioka' && one.role === role);
      if (found === undefined) throw new Error(`no account ${role}`);
      return found;
    };
    const stage = { ...stack, drafter: find('drafter'), signer: find('signer'), say };
    await concludeByHttp(stage, await signInStaff(stage), Array<string>(documents).fill(file), new Date());
    return rows;
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Deno process that this one started; null where there is no /proc. */
function functionsPid(): string | null {
  try {
    return (
      readdirSync('/proc').find((name) => {
        if (!/^\d+$/.test(name)) return false;
        const [, command, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat(name)) ?? [];
        return command === 'deno' && parent === String(process.pid);
      }) ?? null
    );
  } catch {
    return null; // not Linux
  }
}

function stat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ''; // it ended while the list was read
  }
}

function peak(pid: string | null): string {
  if (pid === null) return '';
  const kilobytes = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return `${String(Math.round(Number(kilobytes) / 1024))} MB`;
}

/** Lets the kernel's peak begin anew (proc(5), clear_refs). */
function resetPeak(pid: string | null): void {
  if (pid !== null) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
