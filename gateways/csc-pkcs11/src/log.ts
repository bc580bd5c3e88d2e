import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What a line says beside its number, instant and link. */
export type Entry = Readonly<Record<string, string | number | boolean | null>>;

const FIRST = '0'.repeat(64);

/**
 * The gateway's own log, which only grows: one JSON object a line, each with the SHA-256 of the line before, so that a
 * line that was changed or taken out is noticed. A line is on the disk before what it announces is done.
 */
export class Log {
  readonly #file: number;
  #previous: string;
  #count: number;

  /** @throws Error where the file holds a chain that does not hold: it is looked at by a person, not written on. */
  constructor(file: string) {
    const { lines, last, problem } = checkLog(existsSync(file) ? readFileSync(file, 'utf8') : '');
    if (problem !== null) throw new Error(`the log is not whole: ${problem}`);
    this.#previous = last;
    this.#count = lines;
    this.#file = openSync(file, 'a', 0o600);
  }

  /** Appends one line and waits for the disk. */
  write(at: Date, entry: Entry): void {
    this.#count += 1;
    const line = JSON.stringify({ n: this.#count, at: at.toISOString(), previous: this.#previous, ...entry });
    writeSync(this.#file, `${line}\n`);
    fsyncSync(this.#file);
    this.#previous = sha256Hex(line);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/**
 * Follows the chain of a log.
 *
 * @returns how many lines there are, the hash of the last one (for the next, or to be kept elsewhere), and what is
 *   wrong with which line, or null.
 */
export function checkLog(text: string): { lines: number; last: string; problem: string | null } {
  const all = text.split('\n');
  const tail = all.pop() ?? '';
  let previous = FIRST;
  for (const [index, line] of all.entries()) {
    let read: { n?: unknown; previous?: unknown };
    try {
      read = JSON.parse(line) as typeof read;
    } catch (error) {
      return { lines: index, last: previous, problem: `line ${index + 1}: ${(error as Error).message}` };
    }
    if (read.n !== index + 1 || read.previous !== previous)
      return { lines: index, last: previous, problem: `line ${index + 1} does not follow the one before` };
    previous = sha256Hex(line);
  }
  const problem = tail === '' ? null : `line ${all.length + 1} is cut off`;
  return { lines: all.length, last: previous, problem };
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
