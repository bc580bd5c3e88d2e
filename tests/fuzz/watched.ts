import { Worker } from 'node:worker_threads';
import type { Outcome, Plan } from './run.ts';

type Message =
  Readonly<{ kind: 'begins'; index: number; label: string }> | Readonly<{ kind: 'ends'; outcome: Outcome }>;

// Two seconds of its own processor are the rule, measured in the thread. What has used this much has no answer to give;
// it is not told by the clock, since a busy machine stretches that at will.
const HANG_MS = 15_000;

/**
 * Fuzzes in a thread of its own and watches it: a mutant that never ends cannot be measured from within.
 *
 * @returns the outcome; where a mutant hung, its label is a fault and what came before it is not counted.
 */
export function watched(plan: Plan, progress: (done: number) => void = () => undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./watched.worker.ts', import.meta.url), { workerData: { plan } });
    let current = 'the samples';
    let since = process.cpuUsage();
    const timer = setInterval(() => {
      const used = process.cpuUsage(since);
      if ((used.user + used.system) / 1000 > HANG_MS) finish(unanswered(current));
    }, 1000);
    const finish = (outcome: Outcome): void => {
      clearInterval(timer);
      void worker.terminate();
      resolve(outcome);
    };
    worker.on('message', (message: Message) => {
      since = process.cpuUsage();
      if (message.kind === 'ends') finish(message.outcome);
      else {
        current = message.label;
        if (message.index % 1000 === 0) progress(message.index);
      }
    });
    // A promise that nobody keeps ends the thread without an answer.
    worker.on('exit', () => {
      finish(unanswered(current));
    });
    worker.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
  });
}

function unanswered(label: string): Outcome {
  return { verdicts: {}, kinds: {}, slowestMs: HANG_MS, faults: [`${label}: no answer, ended`] };
}
