import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { denoBinary } from './deno-binary.ts';

export type FunctionsOptions = Readonly<{
  /** The project's folder; functions may read below it and reach 127.0.0.1 alone. */
  root: string;
  port: number;
  /** Deno's own cache. */
  denoDir: string;
  /** The functions' environment (docs/interfaces.md §6). */
  env: Readonly<Record<string, string>>;
  /** A module that runs before the functions: for tests that break their ports. */
  preload?: string | undefined;
  log: (line: string) => void;
}>;

const RESTART_MS = 300;

/**
 * Documents pass through this process in many short-lived pieces. A small young generation has them collected soon, and
 * glibc told to give free pages back (others ignore it) keeps them from staying resident: see docs/figures.md.
 */
const LEAN_V8 = '--v8-flags=--max-semi-space-size=2';
const LEAN_MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '60000',
  MALLOC_TRIM_THRESHOLD_: '1048576',
} as const;

/** The one Deno process that hosts the edge functions; started again when it ends by itself. */
export class FunctionsHost {
  readonly #options: FunctionsOptions;
  #child: ChildProcess;
  #ready: Promise<void> = Promise.resolve();
  #closing = false;
  #restarting = false;

  constructor(options: FunctionsOptions) {
    this.#options = options;
    this.#child = this.#start();
  }

  /** Fulfilled when the process of this moment listens. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  #start(): ChildProcess {
    const { root, port, denoDir, env, preload, log } = this.#options;
    const config = path.join(root, 'supabase/functions/deno.json');
    const args = [
      ...[
        'run',
        '--quiet',
        LEAN_V8,
        '--no-check',
        '--no-prompt',
        '--cached-only',
        '--no-lock',
        '--node-modules-dir=manual',
      ],
      ...(existsSync(config) ? ['--config', config] : ['--no-config']),
      ...(preload === undefined ? [] : ['--preload', preload]),
      ...['--allow-net=127.0.0.1,localhost', '--allow-env', `--allow-read=${root}`, '--allow-sys'],
      path.join(import.meta.dirname, 'router.ts'),
    ];
    const child = spawn(denoBinary(), args, {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches the parent alone, which stops things in order
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: denoDir,
        DENO_DIR: denoDir,
        DENO_NO_UPDATE_CHECK: '1',
        NO_COLOR: '1',
        ...LEAN_MALLOC,
        FN_PORT: String(port),
        FN_DIR: path.join(root, 'supabase/functions'),
        ...env,
      },
    });
    child.stdin.on('error', () => undefined); // the pipe breaks when the process ends first
    this.#ready = new Promise((resolve) => {
      const say = (data: Buffer): void => {
        for (const line of data.toString().split('\n')) {
          if (line === 'functions ready') resolve();
          else if (line.trim()) log(line);
        }
      };
      child.stdout.on('data', say);
      child.stderr.on('data', say);
    });
    child.once('exit', (code, signal) => {
      if (this.#closing || this.#restarting) return;
      log(`[functions] ended with ${code ?? signal}; starting again`);
      setTimeout(() => {
        if (!this.#closing && this.#child === child) this.#child = this.#start();
      }, RESTART_MS);
    });
    return child;
  }

  /**
   * Hands one request on.
   *
   * @param url - the path below /functions/v1, with its query.
   * @param headers - set over the caller's own.
   */
  proxy(
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
    headers: Readonly<Record<string, string>>,
  ): void {
    const onward = http.request(
      {
        host: '127.0.0.1',
        port: this.#options.port,
        path: url,
        method: request.method,
        headers: { ...request.headers, ...headers },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else {
        response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
        response.end(JSON.stringify({ code: 'FUNCTIONS_UNAVAILABLE', context: {} }));
      }
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  async #end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** Ends the process and starts it anew, with the sources of now; fulfilled when it listens. */
  async restart(): Promise<void> {
    if (this.#closing || this.#restarting) return;
    this.#restarting = true;
    await this.#end(this.#child);
    this.#restarting = false;
    if (!this.#closing) this.#child = this.#start();
    await this.#ready;
  }

  async stop(): Promise<void> {
    this.#closing = true;
    await this.#end(this.#child);
  }

  kill(): void {
    this.#closing = true;
    this.#child.kill('SIGKILL');
  }
}
