import { isRefusalCode, type RefusalCode } from '../domain/refusal.ts';
import { ok, refuse, type Context, type Result } from '../domain/result.ts';

/**
 * What a call from the console came to: the value, or a code of the closed list of refusals. Three of them the
 * browser says itself: `OFFLINE` (no answer arrived), `SIGN_IN_REQUIRED` (the sign-in is over; what was typed is
 * kept) and `FAULT` (the service failed; `context.incident` names it where it could).
 */
export type Outcome<T> = Result<T, RefusalCode>;

export const success = <T>(value: T): Outcome<T> => ok(value);

export const failure = <T>(code: RefusalCode, context?: Context): Outcome<T> => refuse(code, context);

/** The outcome of an exception thrown by `fetch` or by a library around it: no answer arrived. */
export function unreachable<T>(cause: unknown): Outcome<T> {
  return failure('OFFLINE', { cause: cause instanceof Error ? cause.name : 'unknown' });
}

/** Reads the JSON refusal of an edge function (`{code, context}`); anything else is a `FAULT`. */
export async function readRefusal<T>(answer: Response): Promise<Outcome<T>> {
  const body: unknown = await answer.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body && isRefusalCode(body.code)) {
    return failure(body.code, 'context' in body ? readContext(body.context) : undefined);
  }
  if (answer.status === 401) return failure('SIGN_IN_REQUIRED');
  if (answer.status === 429) return failure('RATE_LIMITED');
  if (answer.status === 502 || answer.status === 503 || answer.status === 504)
    return failure('OFFLINE', { status: answer.status });
  return failure('FAULT', { status: answer.status });
}

function readContext(value: unknown): Context | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const scalar = (entry: unknown): entry is string | number | boolean | null =>
    entry === null || ['string', 'number', 'boolean'].includes(typeof entry);
  const entries = Object.entries(value).filter(
    ([, entry]) => scalar(entry) || (Array.isArray(entry) && entry.every(scalar)),
  );
  return Object.fromEntries(entries) as Context;
}

/** Turns an error of PostgREST into an outcome: SQLSTATE `PT4xx` carries a refusal code as its message. */
export function postgrestFailure<T>(error: { code?: string; message: string }, status: number): Outcome<T> {
  if (status === 401 || error.code === 'PGRST301' || error.code === 'PGRST303')
    return failure('SIGN_IN_REQUIRED');
  if (isRefusalCode(error.message)) return failure(error.message);
  if (status === 0) return failure('OFFLINE');
  return failure('FAULT', { status, sqlState: error.code ?? '' });
}
