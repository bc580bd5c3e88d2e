import path from 'node:path';

/** What the demo is asked to do. */
export interface DemoOptions {
  readonly files: readonly string[];
  readonly outDir: string;
  /** A running stack; null starts one of its own on a temporary folder. */
  readonly url: string | null;
  readonly inboxUrl: string | null;
  /** Data folder of the running stack: where the demo accounts' secrets lie. */
  readonly dataDir: string;
}

export const USAGE = `Usage: npm run demo -- --in FILE.pdf… --out DIR [--url URL --inbox URL --data DIR]

Concludes contracts of the given PDFs (at most ten an envelope) through the HTTP interfaces that phone and console
use, and writes the concluded PDFs, their certificates and anchors.pem into DIR. Without --url it starts a stack of its own on a
temporary folder. Exit 0 only where the verifier says TOTAL-PASSED and matched for every document.

  --url URL    a running stack, for example http://127.0.0.1:8480
  --inbox URL  its inbox (default http://127.0.0.1:8481)
  --data DIR   its data folder, for the demo accounts (default .data)`;

/**
 * Reads the arguments after the script's name.
 *
 * @returns null where they are not usable: the caller shows the usage.
 */
export function readOptions(argv: readonly string[], cwd: string): DemoOptions | null {
  const files: string[] = [];
  const single = new Map<string, string>();
  let flag: string | null = null;
  for (const argument of argv) {
    if (argument.startsWith('--')) {
      if (!['--in', '--out', '--url', '--inbox', '--data'].includes(argument)) return null;
      flag = argument;
    } else if (flag === '--in') {
      files.push(path.resolve(cwd, argument));
    } else if (flag !== null && !single.has(flag)) {
      single.set(flag, argument);
    } else {
      return null;
    }
  }
  const outDir = single.get('--out');
  if (files.length === 0 || outDir === undefined) return null;
  const url = single.get('--url')?.replace(/\/+$/, '') ?? null;
  return {
    files,
    outDir: path.resolve(cwd, outDir),
    url,
    inboxUrl: single.get('--inbox')?.replace(/\/+$/, '') ?? (url === null ? null : 'http://127.0.0.1:8481'),
    dataDir: path.resolve(cwd, single.get('--data') ?? '.data'),
  };
}
