import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoAccount } from '../../supabase/embedded/demo-accounts.ts';

/** What a victim says of itself once it is ready. */
export interface VictimFacts {
  readonly url: string;
  readonly inboxUrl: string;
  readonly publishableKey: string;
  readonly adminUrl: string;
  readonly anchorsPem: string;
  readonly accounts: readonly (DemoAccount & { readonly password: string; readonly totpSecret: string })[];
}

/** A stack in a process of its own, on one folder and the same ports, that can be killed and started again. */
export class StackProcess {
  readonly #args: readonly string[];
  #child: ChildProcess | null = null;
  #up: Promise<VictimFacts> = Promise.reject(new Error('not started'));

  /** @param gateUrl - where its functions ask whether they are to die. */
  constructor(dataDir: string, ports: readonly [number, number, number], gateUrl: string) {
    this.#args = [path.join(import.meta.dirname, 'victim.ts'), dataDir, ...ports.map(String), gateUrl];
    this.#up.catch(() => undefined);
  }

  /** Fulfilled when the stack of this moment is ready; rejected where it did not start. */
  get up(): Promise<VictimFacts> {
    return this.#up;
  }

  start(): Promise<VictimFacts> {
    const child = spawn(process.execPath, this.#args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    this.#up = new Promise((resolve, reject) => {
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString('utf8');
        const line = out.split('\n').find((l) => l.startsWith('{') && l.endsWith('}'));
        if (line !== undefined) resolve(JSON.parse(line) as VictimFacts);
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`the stack ended with ${String(code ?? signal)}`)),
      );
    });
    this.#up.catch(() => undefined);
    return this.#up;
  }

  /**
   * Kills the stack with SIGKILL.
   *
   * @param all - also everything that it started, at the same instant (a power cut); else the parent alone, whose
   *   children must notice by themselves.
   */
  async kill(all: boolean): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const pids = all ? [...descendants(child.pid), child.pid] : [child.pid];
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
      }
    }
    await gone;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}

/** Every process below this one, deepest first, from /proc. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let stat: string;
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    } catch {
      continue; // it ended while the list was read
    }
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((c) => [...below(c), c]);
  return below(pid);
}
