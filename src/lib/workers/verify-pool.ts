import { VerifyClient } from './verify-client.ts';
import type { VerifyQuestions } from './verify-messages.ts';

/** Workers at most: each reads one file at a time, and memory holds as many files as there are workers. */
const MOST_WORKERS = 4;

/** Workers for this device: one core stays with the page. */
export function poolSize(cores: number | undefined): number {
  return Math.max(1, Math.min(MOST_WORKERS, (cores ?? 2) - 1));
}

/** Several verifiers that work through questions in their order; each has one question at a time. */
export class VerifyPool {
  readonly #size: number;
  readonly #idle: VerifyClient[] = [];
  readonly #waiting: ((client: VerifyClient) => void)[] = [];
  readonly #clients = new Set<VerifyClient>();
  #trust: VerifyQuestions['trust']['ask'] | null = null;

  /** @param size - as `poolSize` answers it. The first worker begins to load at once, the others when there is work. */
  constructor(size: number) {
    this.#size = size;
    this.#idle.push(this.#open());
  }

  /** Sets the trust list of every worker, those to come too, once no question is under way. */
  async trust(ask: VerifyQuestions['trust']['ask']): Promise<VerifyQuestions['trust']['answer']> {
    const [first, ...others] = [...this.#clients];
    if (first === undefined) throw new Error('POOL_CLOSED');
    const answer = await first.ask('trust', ask);
    if (!answer.ok) return answer;
    this.#trust = ask;
    await Promise.all(others.map((client) => client.ask('trust', ask)));
    return answer;
  }

  /** Asks as soon as a worker is free. @throws as `VerifyClient.ask`. */
  async ask<Kind extends Exclude<keyof VerifyQuestions, 'trust'>>(
    kind: Kind,
    question: VerifyQuestions[Kind]['ask'],
  ): Promise<VerifyQuestions[Kind]['answer']> {
    const client = await this.#take();
    try {
      return await client.ask(kind, question);
    } finally {
      this.#give(client);
    }
  }

  get size(): number {
    return this.#size;
  }

  close(): void {
    for (const client of this.#clients) client.close();
    this.#clients.clear();
    this.#idle.length = 0;
  }

  #open(): VerifyClient {
    const client = new VerifyClient();
    this.#clients.add(client);
    return client;
  }

  async #take(): Promise<VerifyClient> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#clients.size < this.#size) {
      const client = this.#open();
      // A worker that does not load (no network on a first visit) is done without.
      const isReady = await (
        this.#trust === null ? Promise.resolve() : client.ask('trust', this.#trust)
      ).then(
        () => true,
        () => false,
      );
      if (isReady || this.#clients.size === 1) return client;
      this.#clients.delete(client);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(client: VerifyClient): void {
    let next = client;
    if (client.isDead) {
      // What killed it (no memory) ended with it; the next question begins in a fresh one.
      client.close();
      this.#clients.delete(client);
      next = this.#open();
      if (this.#trust !== null) void next.ask('trust', this.#trust).catch(() => undefined);
    }
    const waiting = this.#waiting.shift();
    if (waiting) waiting(next);
    else this.#idle.push(next);
  }
}
