import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { StackError } from '../stack-error.ts';

/** The Deno process that hosts the edge functions. */
export type FunctionsHost = Readonly<{
  /** Fulfilled when the process listens for the first time. */
  ready: Promise<void>;
  /** Hands one request on; `url` is the path below /functions/v1. */
  proxy(
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
    headers: Record<string, string>,
  ): void;
  stop(): Promise<void>;
  kill(): void;
}>;

const RESTART_MS = 300;

function denoBinary(): string {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('deno/package.json'));
  const platform = `${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`;
  const found = [path.join(folder, '..', '@deno', platform, 'deno'), path.join(folder, 'deno')].find((f) =>
    existsSync(f),
  );
  if (!found)
    throw new StackError(
      'DENO_MISSING',
      'The functions\' runtime (npm package "deno") is not installed. Run "npm ci" once more.',
    );
  return found;
}

/**
 * Starts the functions' process and starts it again when it ends by itself.
 *
 * @param options.root - the project's folder; functions may read below it and reach 127.0.0.1 alone.
 * @param options.env - the functions' environment (docs/interfaces.md §6).
 */
export function startFunctions(options: {
  root: string;
  port: number;
  denoDir: string;
  env: Readonly<Record<string, string>>;
  log: (line: string) => void;
}): FunctionsHost {
  const { root, port, log } = options;
  const config = path.join(root, 'supabase/functions/deno.json');
  const args = [
    'run',
    '--quiet',
    '--no-check',
    '--no-prompt',
    '--cached-only',
    '--no-lock',
    '--node-modules-dir=manual',
    ...(existsSync(config) ? ['--config', config] : ['--no-config']),
    '--allow-net=127.0.0.1,localhost',
    '--allow-env',
    `--allow-read=${root}`,
    '--allow-sys',
    path.join(import.meta.dirname, 'router.ts'),
  ];
  let child: ChildProcess | undefined;
  let closing = false;
  let firstReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (firstReady = resolve));
  const start = (): void => {
    child = spawn(denoBinary(), args, {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches the parent alone
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: options.denoDir,
        DENO_DIR: options.denoDir,
        DENO_NO_UPDATE_CHECK: '1',
        NO_COLOR: '1',
        FN_PORT: String(port),
        FN_DIR: path.join(root, 'supabase/functions'),
        ...options.env,
      },
    });
    child.stdin?.on('error', () => undefined); // the pipe breaks when the process ends first
    const say = (data: Buffer): void => {
      for (const line of data.toString().split('\n')) {
        if (line === 'functions ready') firstReady();
        else if (line.trim()) log(line);
      }
    };
    child.stdout?.on('data', say);
    child.stderr?.on('data', say);
    child.once('exit', (code) => {
      if (closing) return;
      log(`[functions] ended with ${code}; starting again`);
      setTimeout(() => closing || start(), RESTART_MS);
    });
  };
  start();
  return {
    ready,
    proxy: (request, response, url, headers) => {
      const onward = http.request(
        {
          host: '127.0.0.1',
          port,
          path: url,
          method: request.method,
          headers: { ...request.headers, ...headers },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => {
        if (response.headersSent) response.destroy();
        else
          response
            .writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
            .end(JSON.stringify({ code: 'FUNCTIONS_UNAVAILABLE', context: {} }));
      });
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    },
    stop: async () => {
      closing = true;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
    kill: () => {
      closing = true;
      child?.kill('SIGKILL');
    },
  };
}
