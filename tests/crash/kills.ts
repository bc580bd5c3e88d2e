import type { StackProcess } from './stack-process.ts';

/** Where in a contract's way a kill is aimed; sealing and concluding get most of them. */
export const STAGES = ['draft', 'upload', 'send', 'contractor', 'municipality', 'conclude'] as const;
export type Stage = (typeof STAGES)[number];

/** One planned kill: at most `delayMs` after its stage began, alone or with every process of the stack. */
export interface Kill {
  readonly stage: Stage;
  readonly delayMs: number;
  readonly all: boolean;
}

/** A kill that was carried out. */
export interface Killed extends Kill {
  readonly at: Date;
}

const WEIGHTS: Readonly<Record<Stage, number>> = {
  draft: 1,
  upload: 1,
  send: 2,
  contractor: 6,
  municipality: 6,
  conclude: 4,
};
/** How long each stage takes here, so that kills fall inside it: the clock is the only aim that needs no hook. */
const SPAN_MS: Readonly<Record<Stage, number>> = {
  draft: 200,
  upload: 500,
  send: 600,
  contractor: 900,
  municipality: 1000,
  conclude: 1600,
};

/** Plans one kill from the seeded generator. */
export function planKill(random: () => number): Kill {
  const total = STAGES.reduce((sum, stage) => sum + WEIGHTS[stage], 0);
  let left = random() * total;
  const stage = STAGES.find((s) => (left -= WEIGHTS[s]) < 0) ?? 'conclude';
  return { stage, delayMs: Math.round(random() * SPAN_MS[stage]), all: random() < 0.5 };
}

/** Carries out one planned kill when its stage comes, and starts the stack again. */
export class Killer {
  readonly #stack: StackProcess;
  readonly #plan: Kill;
  #killed: Killed | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(stack: StackProcess, plan: Kill) {
    this.#stack = stack;
    this.#plan = plan;
  }

  /** To be called when a stage begins: arms the kill where it is the planned one. */
  entering(stage: Stage): void {
    if (stage !== this.#plan.stage || this.#killed !== null) return;
    this.#done = new Promise((resolve, reject) => {
      setTimeout(() => {
        this.#killed = { ...this.#plan, at: new Date() };
        this.#stack
          .kill(this.#plan.all)
          .then(() => this.#stack.start())
          .then(() => resolve(), reject);
      }, this.#plan.delayMs);
    });
    this.#done.catch(() => undefined);
  }

  /** Fulfilled when the kill (if it was reached) is over and the stack is up again. */
  async settled(): Promise<Killed | null> {
    await this.#done;
    return this.#killed;
  }
}
