/**
 * An expected hindrance at start: the person can act on it. `start.ts` prints the message alone, never a stack.
 */
export class StackError extends Error {
  readonly code: string;

  /**
   * @param code - what happened, for tests and scripts.
   * @param message - one plain sentence: what happened and what to do.
   */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
    this.code = code;
  }
}
