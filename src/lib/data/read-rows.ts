import { failure, postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';

/** Runs one read of PostgREST and answers its rows, or the code of what went wrong. Never throws. */
export async function read<T>(
  work: () => PromiseLike<{
    data: T | null;
    error: { code?: string; message: string } | null;
    status: number;
  }>,
): Promise<Outcome<T>> {
  try {
    const { data, error, status } = await work();
    if (error !== null) return postgrestFailure(error, status);
    return data === null ? failure('FAULT', { status }) : success(data);
  } catch (cause) {
    return unreachable(cause);
  }
}
