import { Worker } from 'node:worker_threads';
import type { Outcome, Plan } from './run.ts';

type Message =
  Readonly<{ kind: 'begins'; index: number; label: string }> | Readonly<{ kind: 'ends'; outcome: Outcome }>;

// Two seconds of its own processor are the rule, measured in the thread; a busy machine may stretch them, but a file
// that has no answer after a minute has none at all.
const HANG_MS = 60_000;

/**
 * Fuzzes in a thread of its own and watches it: a mutant that never ends cannot be measured from within.
 *
 * @returns the outcome; where a mutant hung, its label is a fault and what came before it is not counted.
 */
export function watched(plan: Plan, progress: (done: number) => void = () => undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./watched.worker.ts', import.meta.url), { workerData: { plan } });
    let current = 'the samples';
    let since = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - since < HANG_MS) return;
      finish({ verdicts: {}, kinds: {}, slowestMs: HANG_MS, faults: [`${current}: no answer, ended`] });
    }, 1000);
    const finish = (outcome: Outcome): void => {
      clearInterval(timer);
      void worker.terminate();
      resolve(outcome);
    };
    worker.on('message', (message: Message) => {
      since = performance.now();
      if (message.kind === 'ends') finish(message.outcome);
      else {
        current = message.label;
        if (message.index % 1000 === 0) progress(message.index);
      }
    });
    worker.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
  });
}
