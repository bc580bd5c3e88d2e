import type { Context } from './result.ts';

/**
 * A fault: our own bug or an outage, never a thing a person could mend by acting otherwise. `code` decides, the
 * message repeats it; what caused it is kept in `cause`.
 */
export class AppError extends Error {
  readonly code: string;
  readonly context: Context;

  constructor(code: string, context: Context = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.context = context;
  }
}
