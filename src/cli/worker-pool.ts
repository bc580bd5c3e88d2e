import { availableParallelism } from 'node:os';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import { pdfPaths, type Found } from './pdf-paths.ts';
import { verifiedFile, type Run, type Verified } from './verified-file.ts';

// A third gains little: what is left is reading from the disk.
const MOST_WORKERS = 2;
// A worker takes longer to start than this many files take to judge.
const ALONE = 16;

type Answer = Readonly<{ id: number; result: Verified; error?: string }>;

/** One path and what came of it, in the order of the paths. */
export type Outcome = Readonly<{ found: Found; result: Verified }>;

/**
 * Judges every PDF that the paths lead to, in order. The first ones are judged here; where there are many, the others
 * by workers, each given one file at a time, so that memory does not grow with the folder.
 *
 * @param entry - the module that workers run: the command itself, which then calls `serve`.
 * @throws what a file's judging threw.
 */
export async function* verifiedAll(paths: readonly string[], run: Run, entry: URL): AsyncGenerator<Outcome> {
  const source = pdfPaths(paths);
  const judgeHere = async (found: Found): Promise<Verified> =>
    found.state === 'file' ? verifiedFile(found.path, run) : null;
  const size = Math.min(MOST_WORKERS, availableParallelism());
  // With one core a worker would only take turns with this thread.
  const alone = size > 1 ? ALONE : Infinity;
  for (let i = 0; i < alone; i++) {
    const next = await source.next();
    if (next.done === true) return;
    yield { found: next.value, result: await judgeHere(next.value) };
  }
  const pool = Array.from({ length: size }, () => new PoolWorker(entry, run));
  try {
    const waiting: Promise<Outcome>[] = [];
    let turn = 0;
    for await (const found of source) {
      const worker = pool[turn++ % size];
      if (!worker) return;
      waiting.push(
        (found.state === 'file' ? worker.judge(found.path) : Promise.resolve(null)).then((result) => ({
          found,
          result,
        })),
      );
      const first = waiting.length >= 2 * size ? waiting.shift() : undefined;
      if (first) yield await first;
    }
    for (const outcome of waiting) yield await outcome;
  } finally {
    await Promise.all(pool.map((worker) => worker.end()));
  }
}

/** Answers the pool's questions: what a worker does. */
export function serve(): void {
  const run = workerData as Run;
  parentPort?.on('message', ({ id, path }: Readonly<{ id: number; path: string }>) => {
    verifiedFile(path, run).then(
      (result) => parentPort?.postMessage({ id, result } satisfies Answer),
      (error: unknown) =>
        parentPort?.postMessage({ id, result: null, error: String(error) } satisfies Answer),
    );
  });
}

class PoolWorker {
  readonly #worker: Worker;
  readonly #asked = new Map<
    number,
    { resolve: (result: Verified) => void; reject: (cause: Error) => void }
  >();
  #next = 0;

  constructor(entry: URL, run: Run) {
    this.#worker = new Worker(entry, { workerData: run });
    this.#worker.on('message', ({ id, result, error }: Answer) => {
      const asked = this.#asked.get(id);
      this.#asked.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error));
    });
    this.#worker.on('error', (cause) => {
      for (const { reject } of this.#asked.values()) reject(cause instanceof Error ? cause : new Error());
      this.#asked.clear();
    });
  }

  judge(path: string): Promise<Verified> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#worker.postMessage({ id, path });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
