/*
 * `npm run dev`: the stack without the built app, and Vite's development server in front of it on one origin. Options
 * are those of `npm start`; `--port` is Vite's. Functions start again when their sources change.
 */
import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import { createServer } from 'vite';
import { choosePort } from './ports.ts';
import { startStack } from './stack.ts';
import { StackError } from './stack-error.ts';
import { DEFAULT_PORT, readCommandLine, USAGE } from './stack-options.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TO_THE_STACK = [
  '/auth/v1',
  '/rest/v1',
  '/storage/v1',
  '/functions/v1',
  '/app-config.json',
  '/trust-list.json',
  '/trust-list.jws',
  '/trust-keys.json',
  '/demo-accounts',
];
const FUNCTION_SOURCES = ['supabase/functions', 'src/lib/core', 'src/lib/domain', 'src/lib/messages'];
const SETTLE_MS = 200;

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2), ROOT);
  if (command.help) {
    console.log(USAGE);
    return;
  }
  if (command.stack.network) {
    throw new StackError('OPTION_UNKNOWN', '--host serves the built app: use "npm start -- --host".');
  }
  const port = await choosePort(command.stack.port ?? DEFAULT_PORT, '--port');
  const url = `http://127.0.0.1:${port}`;
  const stack = await startStack({
    ...command.stack,
    app: false,
    port: 0,
    publicOrigin: url,
    log: (line) => console.log(line),
  });
  const proxy = Object.fromEntries(
    TO_THE_STACK.map((prefix) => [prefix, { target: stack.url, xfwd: false }]),
  );
  const vite = await createServer({
    root: ROOT,
    server: { host: '127.0.0.1', port, strictPort: true, proxy },
  });
  await vite.listen();

  let timer: NodeJS.Timeout | undefined;
  const watchers = FUNCTION_SOURCES.filter((folder) => existsSync(path.join(ROOT, folder))).map((folder) =>
    watch(path.join(ROOT, folder), { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return;
      clearTimeout(timer);
      timer = setTimeout(() => void stack.restartFunctions(), SETTLE_MS);
    }),
  );

  console.log(`\nApp    ${url}\nInbox  ${stack.inboxUrl}\nCodes  ${url}/demo-accounts\n\nCtrl-C to stop.`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    void vite
      .close()
      .then(() => stack.stop())
      .then(() => process.exit(0));
  };
  process.removeAllListeners('SIGTERM'); // Vite's own would exit before the stack has stopped
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  process.exit(1);
});
