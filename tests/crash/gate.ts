import http from 'node:http';
import { listen } from '../../supabase/embedded/origin.ts';
import type { Kill, Victim } from './kill-plan.ts';

/**
 * Where the functions' process asks, before each call of a port, whether it is to die there (see port-gate.ts); and
 * the hand that kills it.
 */
export class Gate {
  readonly #server: http.Server;
  readonly #carryOut: (victim: Victim, pid: number) => Promise<void>;
  #counts = new Map<string, number>();
  #armed: Kill[] = [];
  #next: Kill | null = null;
  #done: Promise<void> = Promise.resolve();
  readonly killed: Kill[] = [];
  url = '';

  /** @param carryOut - kills, and is done when the stack serves again; `pid` is the functions' process. */
  constructor(carryOut: (victim: Victim, pid: number) => Promise<void>) {
    this.#carryOut = carryOut;
    this.#server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        const message = JSON.parse(body) as { point: string } | { pid: number };
        if ('point' in message) response.end(this.#phaseOf(message.point));
        else this.#strike(message.pid);
      });
    });
  }

  async open(): Promise<void> {
    await listen(this.#server, 0, '127.0.0.1');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the gate has no port');
    this.url = `http://127.0.0.1:${String(address.port)}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** How often each call was made since the last `arm`. */
  get calls(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Kills that were armed and are not carried out: their call has not come, or the process is about to die. */
  get waiting(): readonly Kill[] {
    return this.#next === null ? this.#armed : [...this.#armed, this.#next];
  }

  /** Begins a contract: counts from nothing, with these kills beside those still waiting. */
  arm(kills: readonly Kill[]): void {
    this.#counts = new Map();
    this.#armed = [...this.#armed, ...kills];
  }

  /** Kills that wait take the first call of their kind from now on: a later one may be made once in a stack's life. */
  takeFirst(): void {
    this.#armed = this.#armed.map((kill) => ({ ...kill, nth: 1 }));
  }

  /** Gives up kills whose call has not come. */
  disarm(): void {
    this.#armed = [];
  }

  /** Fulfilled when no kill is under way. */
  async settled(): Promise<void> {
    await this.#done;
  }

  #phaseOf(point: string): string {
    const count = (this.#counts.get(point) ?? 0) + 1;
    this.#counts.set(point, count);
    // One at a time: whoever asks while another dies gets on, and dies with it or not.
    if (this.#next !== null) return '';
    const index = this.#armed.findIndex((kill) => kill.point === point && count >= kill.nth);
    const [kill] = index < 0 ? [] : this.#armed.splice(index, 1);
    if (kill === undefined) return '';
    this.#next = kill;
    return kill.phase;
  }

  #strike(pid: number): void {
    const kill = this.#next;
    if (kill === null) return;
    this.#done = this.#carryOut(kill.victim, pid).finally(() => {
      this.killed.push(kill);
      this.#next = null;
    });
    this.#done.catch(() => undefined); // awaited by `settled`
  }
}
