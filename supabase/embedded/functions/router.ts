/*
 * Runs in Deno: one process that hosts every function below FN_DIR, as the edge runtime's main worker does. A function
 * registers by `Deno.serve(handler)` or by a default export with `fetch`.
 */
type Handler = (request: Request, info?: unknown) => Response | Promise<Response>;
declare const Deno: {
  env: { get(name: string): string | undefined };
  stdin: { readable: AsyncIterable<Uint8Array> };
  exit(code: number): never;
  stat(path: string): Promise<unknown>;
  serve: unknown;
};

// The parent holds our standard input open; when it is gone, so are we.
void (async () => {
  for await (const _ of Deno.stdin.readable);
  Deno.exit(0);
})();

const folder = Deno.env.get('FN_DIR') ?? '';
const serve = Deno.serve as (
  options: { hostname: string; port: number; onListen: () => void },
  handler: Handler,
) => unknown;
let registered: Handler | undefined;
Deno.serve = (first: unknown, second?: unknown) => {
  const found = [first, second, (first as { handler?: unknown } | undefined)?.handler].find(
    (f) => typeof f === 'function',
  );
  registered = found as Handler | undefined;
  return { finished: new Promise(() => undefined), shutdown: async () => undefined, ref() {}, unref() {} };
};
Object.assign(globalThis, {
  EdgeRuntime: {
    waitUntil: (work: Promise<unknown>) => {
      work.catch((error: unknown) => console.error('[functions] background work failed:', error));
    },
  },
});

/** Why functions could not be imported, as last said. */
const failures = new Map<string, string>();

/** Says in one sentence why a function cannot be imported, and again only when the reason changes: ticks come often. */
function sayFailure(name: string, error: unknown): void {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  if (failures.get(name) === reason) return;
  failures.set(name, reason);
  console.error(`[functions] ${name} cannot be loaded: ${reason}`);
}

const loaded = new Map<string, Promise<Handler>>();
let last: Promise<unknown> = Promise.resolve();

/** Imports one function; imports run one after another, so that two registrations cannot be taken for each other. */
function load(name: string): Promise<Handler> {
  const known = loaded.get(name);
  if (known) return known;
  const loading = last.then(async () => {
    registered = undefined;
    const module = (await import(`file://${folder}/${name}/index.ts`)) as {
      default?: Handler | { fetch?: Handler };
    };
    const exported =
      typeof module.default === 'function' ? module.default : module.default?.fetch?.bind(module.default);
    const handler = registered ?? exported;
    if (!handler) throw new Error(`function ${name} registered no handler`);
    return handler;
  });
  last = loading.catch(() => undefined);
  loaded.set(name, loading);
  loading.catch(() => loaded.delete(name));
  return loading;
}

function workerError(): Response {
  return Response.json({ code: 'WORKER_ERROR', message: 'Function exited due to an error' }, { status: 500 });
}

async function exists(name: string): Promise<boolean> {
  try {
    await Deno.stat(`${folder}/${name}/index.ts`);
    return true;
  } catch {
    return false; // no such function
  }
}

serve(
  {
    hostname: '127.0.0.1',
    port: Number(Deno.env.get('FN_PORT')),
    onListen: () => console.log('functions ready'),
  },
  async (request, info) => {
    const name = new URL(request.url).pathname.split('/')[1] ?? '';
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || !(await exists(name))) {
      return Response.json(
        { code: 'NOT_FOUND', message: 'Requested function was not found' },
        { status: 404 },
      );
    }
    let handler: Handler;
    try {
      handler = await load(name);
      failures.delete(name);
    } catch (error) {
      sayFailure(name, error);
      return workerError();
    }
    try {
      return await handler(request, info);
    } catch (error) {
      console.error(`[functions/${name}]`, error);
      return workerError();
    }
  },
);
