import path from 'node:path';
import { StackError } from './stack-error.ts';

/** How one stack is started. Ports: 0 or absent means any free one. */
export type StackOptions = Readonly<{
  /** Folder that keeps database, stored objects, secrets and the development authority. */
  dataDir: string;
  port?: number;
  inboxPort?: number;
  smtpPort?: number;
  /** Port of the development authority, counted at the first start on a folder alone. */
  authorityPort?: number;
  /** Serve (and, where its sources changed, build) the app. `false` for tests that need the services alone. */
  app?: boolean;
  /** The origin that mail links carry, where it is not the stack's own. */
  publicOrigin?: string;
  /** Empty the data folder before starting. */
  fresh?: boolean;
  /** Serve the local network too, over HTTPS. */
  network?: boolean;
  networkPort?: number;
  networkSetupPort?: number;
  /** Milliseconds between two job ticks; 0 leaves the ticking to the caller. */
  tickMs?: number;
  /** Path of a module that runs in the functions' process before them: for tests that break their ports. */
  functionsPreload?: string;
  /** Set over the functions' environment (docs/interfaces.md §6): another key, authority or trust list than the stack's own. */
  environment?: Readonly<Record<string, string>>;
  /** Where lines of progress go; nothing is printed without it. */
  log?: (line: string) => void;
}>;

/** What the command line asks for. */
export type CommandLine = Readonly<{ help: boolean; stack: StackOptions }>;

export const DEFAULT_PORT = 8480;
const DEFAULT_INBOX_PORT = 8481;
const DEFAULT_NETWORK_PORT = 8443;
const DEFAULT_NETWORK_SETUP_PORT = 8482;

const DEFAULT_AUTHORITY_PORT = 8483;

export const USAGE = `Usage: npm start -- [options]

  --fresh              begin anew: deletes everything in the data folder
  --data DIR           data folder (default .data)
  --port N             the app's port (default ${DEFAULT_PORT})
  --inbox-port N       the inbox's port (default ${DEFAULT_INBOX_PORT})
  --host               serve the local network too, over HTTPS
  --network-port N     HTTPS port of --host (default ${DEFAULT_NETWORK_PORT})
  --setup-port N       port of the page that installs the TLS root (default ${DEFAULT_NETWORK_SETUP_PORT})
  --help               this text`;

const NUMBERS = {
  '--port': 'port',
  '--inbox-port': 'inboxPort',
  '--network-port': 'networkPort',
  '--setup-port': 'networkSetupPort',
} as const;

function portOf(flag: string, text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < 0 || value > 65535) {
    throw new StackError('OPTION_PORT', `${flag} takes a port number between 0 and 65535.`);
  }
  return value;
}

/**
 * Reads the arguments of `npm start`.
 *
 * @param argv - arguments after the script's name; `--flag=value` and `--flag value` are the same.
 * @param root - the project's folder; relative folders and the default `.data` are below it.
 * @throws StackError `OPTION_UNKNOWN`, `OPTION_PORT` or `OPTION_DATA`.
 */
export function readCommandLine(argv: readonly string[], root: string): CommandLine {
  const rest = argv.flatMap((a) =>
    /^--[a-z-]+=/.test(a) ? [a.slice(0, a.indexOf('=')), a.slice(a.indexOf('=') + 1)] : [a],
  );
  let help = false;
  let stack: StackOptions = {
    dataDir: path.join(root, '.data'),
    port: DEFAULT_PORT,
    inboxPort: DEFAULT_INBOX_PORT,
    authorityPort: DEFAULT_AUTHORITY_PORT,
    networkPort: DEFAULT_NETWORK_PORT,
    networkSetupPort: DEFAULT_NETWORK_SETUP_PORT,
    app: true,
    tickMs: 2000,
  };
  for (let i = 0; i < rest.length; i++) {
    const flag = rest[i] ?? '';
    if (flag in NUMBERS)
      stack = { ...stack, [NUMBERS[flag as keyof typeof NUMBERS]]: portOf(flag, rest[++i]) };
    else if (flag === '--data') {
      const dir = rest[++i];
      if (!dir) throw new StackError('OPTION_DATA', '--data takes a folder.');
      stack = { ...stack, dataDir: path.resolve(root, dir) };
    } else if (flag === '--fresh') stack = { ...stack, fresh: true };
    else if (flag === '--host') stack = { ...stack, network: true };
    else if (flag === '--help' || flag === '-h') help = true;
    else
      throw new StackError(
        'OPTION_UNKNOWN',
        `Unknown option ${flag}. "npm start -- --help" lists the options.`,
      );
  }
  return { help, stack };
}
