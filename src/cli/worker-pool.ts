import { availableParallelism } from 'node:os';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import { pdfPaths, type Found } from './pdf-paths.ts';
import { verifiedFile, type Run, type Verified } from './verified-file.ts';

// A third core gains little: what is left is reading from the disk.
const MOST_CORES = 2;
// A worker takes longer to start than this many files take to judge.
const ALONE = 16;
// While the platform's threads check one file's signatures, another is read.
const AT_ONCE = 2;
// Files that a worker has before it, so that it never waits for this thread, which judges too.
const AHEAD = 6;

type Judge = (path: string) => Promise<Verified>;

type Answer = Readonly<{ id: number; result: Verified; error?: string }>;

/** One path and what came of it, in the order of the paths. */
export type Outcome = Readonly<{ found: Found; result: Verified }>;

/**
 * Judges every PDF that the paths lead to, in order: in this thread and, where there are many and another core, in a
 * worker beside it. Each holds two files at a time, so that memory does not grow with the folder.
 *
 * @param entry - the module that workers run: the command itself, which then calls `serve`.
 * @throws what a file's judging threw.
 */
export async function* verifiedAll(paths: readonly string[], run: Run, entry: URL): AsyncGenerator<Outcome> {
  const source = pdfPaths(paths);
  const first: Found[] = [];
  while (first.length <= ALONE) {
    const next = await source.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  const take = async (): Promise<Found | undefined> => {
    const next = first.shift() ?? (await source.next()).value;
    return next === undefined ? undefined : next;
  };
  const besides = first.length > ALONE ? Math.min(MOST_CORES, availableParallelism()) - 1 : 0;
  const workers = Array.from({ length: besides }, () => new PoolWorker(entry, run));
  let isStopped = false;
  const outcomes = new ReadableStream<Promise<Outcome>>({
    async start(stream) {
      const pull = async (judge: Judge): Promise<void> => {
        for (let found = await take(); found && !isStopped; found = await take()) {
          const outcome = outcomeOf(found, judge);
          stream.enqueue(outcome);
          // Whoever reads the outcome is told; this one has only to stop.
          await outcome.catch(() => (isStopped = true));
        }
      };
      const judges = [
        ...workers.flatMap((worker) => times(AHEAD, (path) => worker.judge(path))),
        ...times(AT_ONCE, (path) => verifiedFile(path, run)),
      ];
      await Promise.all(judges.map(pull));
      stream.close();
    },
  });
  try {
    for await (const outcome of outcomes) yield await outcome;
  } finally {
    isStopped = true;
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

async function outcomeOf(found: Found, judge: Judge): Promise<Outcome> {
  return { found, result: found.state === 'file' ? await judge(found.path) : null };
}

function times(count: number, judge: Judge): Judge[] {
  return Array.from({ length: count }, () => judge);
}

/** Answers the pool's questions: what a worker does. */
export function serve(): void {
  const run = workerData as Run;
  const last: Promise<unknown>[] = [];
  parentPort?.on('message', ({ id, path }: Readonly<{ id: number; path: string }>) => {
    const at = id % AT_ONCE;
    last[at] = (last[at] ?? Promise.resolve())
      .then(() => verifiedFile(path, run))
      .then(
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
