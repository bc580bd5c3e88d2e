import { CLI_JA } from '../lib/messages/cli.ts';

/** How the answers are written: one JSON object or one CSV row a file, or plain Japanese. */
export type Format = 'plain' | 'json' | 'csv';

/** What the command was asked. Paths as given. */
export type Options = Readonly<{
  format: Format;
  help: boolean;
  trust: readonly string[];
  /** Files with the public keys of the trust list's publisher. */
  trustKeys: readonly string[];
  /** Certificates of conclusion, or folders of them. */
  certificates: readonly string[];
  /** The ledger to compare with. */
  ledger: string | undefined;
  /** Undefined: now. */
  at: Date | undefined;
  paths: readonly string[];
}>;

const VALUED = ['--trust', '--trust-key', '--certificate', '--ledger', '--at'];

/** Reads the command line; a string is the sentence that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options | string {
  const trust: string[] = [];
  const trustKeys: string[] = [];
  const certificates: string[] = [];
  const paths: string[] = [];
  let format: Format = 'plain';
  let help = false;
  let ledger: string | undefined;
  let at: Date | undefined;
  let isPathOnly = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (isPathOnly || !arg.startsWith('-')) {
      paths.push(arg);
      continue;
    }
    if (arg === '--') isPathOnly = true;
    else if (arg === '--json') format = 'json';
    else if (arg === '--csv') format = 'csv';
    else if (arg === '--help' || arg === '-h') help = true;
    else if (VALUED.includes(arg)) {
      const value = args[++i];
      if (value === undefined) return CLI_JA.missingValue(arg);
      if (arg === '--trust') trust.push(value);
      else if (arg === '--trust-key') trustKeys.push(value);
      else if (arg === '--ledger') ledger = value;
      else if (arg === '--certificate') certificates.push(value);
      else {
        at = new Date(value);
        if (Number.isNaN(at.getTime())) return CLI_JA.badInstant(value);
      }
    } else return CLI_JA.unknownOption(arg);
  }
  if (paths.length === 0 && !help) return CLI_JA.noFiles;
  return { format, help, trust, trustKeys, certificates, ledger, at, paths };
}
