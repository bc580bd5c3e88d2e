import path from 'node:path';
import { startStack, type Stack } from './stack.ts';
import { StackError } from './stack-error.ts';
import { readCommandLine, USAGE } from './stack-options.ts';

const NODE_MAJOR = 22;

function report(stack: Stack): void {
  const width = Math.max(...stack.accounts.map((a) => a.email.length));
  console.log(`
App            ${stack.url}`);
  if (stack.network) {
    console.log(`On the network ${stack.network.url}
  first visit  ${stack.network.setupUrl}  (installs the development TLS root)`);
  }
  console.log(`Inbox          ${stack.inboxUrl}
Codes          ${stack.url}/demo-accounts

Demo accounts (password ${stack.accounts[0]?.password ?? ''}, the same for all; code of this moment)
${stack.accounts.map((a) => `  ${a.email.padEnd(width)}  ${a.code()}`).join('\n')}

Press Enter for new codes, Ctrl-C to stop.`);
}

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
    throw new StackError(
      'NODE_OLD',
      `Node ${process.versions.node} is too old to run this directly. "npm ci" installs a newer one for npm's scripts; then use "npm start".`,
    );
  }
  const command = readCommandLine(process.argv.slice(2), path.resolve(import.meta.dirname, '../..'));
  if (command.help) {
    console.log(USAGE);
    return;
  }
  const startedAt = performance.now();
  const stack = await startStack({ ...command.stack, log: (line) => console.log(line) });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping ...');
    void stack.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  console.log(`Ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  report(stack);
  if (process.stdin.isTTY) process.stdin.on('data', () => report(stack));
}

main().catch((error: unknown) => {
  console.error(
    error instanceof StackError ? error.message : `Something unexpected failed: ${(error as Error).message}`,
  );
  if (process.env['SHOMEI_DEBUG']) console.error(error);
  process.exit(1);
});
