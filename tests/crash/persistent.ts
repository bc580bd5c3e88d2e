import { Refused, Unreachable } from '../demo/http.ts';
import type { StackProcess } from './stack-process.ts';

const GIVE_UP = 60;

/** Whether an error says that nobody answered, so that asking again is what a phone or a console would do. */
function unanswered(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  if (error instanceof Refused) return error.status >= 500 || error.status === 0;
  const text = `${String(error)} ${String((error as { cause?: unknown }).cause ?? '')}`;
  return /fetch failed|ECONNREFUSED|ECONNRESET|socket|terminated|network|50[0-9]|waited in vain|timeout/i.test(
    text,
  );
}

/**
 * Does one act until it is answered, over as many restarts as it takes.
 *
 * @throws whatever is a real answer: a refusal with its code, or a wrong result.
 */
export async function persist<T>(stack: StackProcess, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await stack.up;
      return await act();
    } catch (error) {
      if (attempt >= GIVE_UP || !unanswered(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
