import type { VerifyAnswer, VerifyQuestions } from './verify-messages.ts';

/** The verifier in a worker of its own: a large or hostile file never blocks the page. */
export class VerifyClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: VerifyAnswer) => void>();
  #last = 0;
  /** The worker has died or never loaded; it answers nothing more. */
  isDead = false;

  constructor() {
    this.#worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', (event: MessageEvent<VerifyAnswer>) => {
      this.#waiting.get(event.data.id)?.(event.data);
      this.#waiting.delete(event.data.id);
    });
    // A worker that cannot even load answers nobody: every question then fails, none hangs.
    this.#worker.addEventListener('error', (event) => {
      this.isDead = true;
      for (const [id, answer] of this.#waiting) answer({ id, ok: false, cause: event.message });
      this.#waiting.clear();
    });
  }

  /**
   * Asks one question of `VerifyQuestions`.
   *
   * @throws Error where the worker failed (our bug, or no memory) or a file could not be read: no document makes it
   *   throw.
   */
  ask<Kind extends keyof VerifyQuestions>(
    kind: Kind,
    question: VerifyQuestions[Kind]['ask'],
  ): Promise<VerifyQuestions[Kind]['answer']> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      if (this.isDead) {
        reject(new Error('WORKER_DEAD'));
        return;
      }
      this.#waiting.set(id, (answer) => {
        if (answer.ok) resolve(answer.value);
        else reject(new Error(answer.cause));
      });
      this.#worker.postMessage({ id, kind, ...question });
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}
