import { parentPort, workerData } from 'node:worker_threads';
import { fuzz, type Plan } from './run.ts';
import { samples } from './samples.ts';

// The fuzzing thread: says which mutant it begins, so that the thread that watches can name one that never ends.
const { plan } = workerData as { readonly plan: Plan };
const outcome = await fuzz(await samples(), plan, (index, label) => {
  parentPort?.postMessage({ kind: 'begins', index, label });
});
parentPort?.postMessage({ kind: 'ends', outcome });
