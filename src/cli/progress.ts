import { CLI_JA } from '../lib/messages/cli.ts';

/** Where progress is written: the terminal's side of `process.stderr`. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A line on the terminal that says how many files are done; nothing where no one looks. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #isShown: boolean;
  #isOpen = false;

  /** @param isReportSeen - the report itself goes to the terminal: then it is the progress. */
  constructor(terminal: Terminal, isReportSeen: boolean) {
    this.#terminal = terminal;
    this.#isShown = terminal.isTTY === true && !isReportSeen;
  }

  count(total: number): void {
    if (!this.#isShown) return;
    this.#terminal.write(`\r${CLI_JA.progress(total)}`);
    this.#isOpen = true;
  }

  /** Ends the line before anything else is written. */
  clear(): void {
    if (this.#isOpen) this.#terminal.write('\n');
    this.#isOpen = false;
  }
}
