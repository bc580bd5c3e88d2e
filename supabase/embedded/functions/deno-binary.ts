import { existsSync } from 'node:fs';

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StackError } from '../stack-error.ts';

/**
 * The `deno` program itself. The package's own command is a Node script around it, which would neither pass our
 * standard input on nor die with us.
 *
 * @throws StackError `DENO_MISSING`.
 */
export function denoBinary(): string {
  const folder = path.dirname(fileURLToPath(import.meta.resolve('deno/package.json')));
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
