/**
 * Why a call from the console did not succeed: a refusal code of the service (`src/lib/domain/refusal.ts`),
 * or one of the three that only the browser can know.
 *
 * - `NETWORK`: no answer arrived. - `SESSION_EXPIRED`: the sign-in is over; what was typed is kept.
 * - `FAULT`: the service failed; `context.incident` names it.
 */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly context?: Readonly<Record<string, unknown>> };

export const success = <T>(value: T): Outcome<T> => ({ ok: true, value });

export function failure<T>(code: string, context?: Readonly<Record<string, unknown>>): Outcome<T> {
  return context === undefined ? { ok: false, code } : { ok: false, code, context };
}

/** Reads the JSON refusal of an edge function (`{code, context}`); anything else is a `FAULT`. */
export async function readRefusal<T>(answer: Response): Promise<Outcome<T>> {
  if (answer.status === 401) return failure('SESSION_EXPIRED');
  const body = await answer.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    const context =
      'context' in body && typeof body.context === 'object' && body.context !== null ? body.context : {};
    return failure(body.code, { ...context });
  }
  return failure('FAULT', { status: answer.status });
}

/** Turns an error of PostgREST into an outcome: `PT4xx` carries a refusal code as its message. */
export function postgrestFailure<T>(error: { code?: string; message: string }, status: number): Outcome<T> {
  if (status === 401 || error.code === 'PGRST301' || error.code === 'PGRST303')
    return failure('SESSION_EXPIRED');
  if (status === 0 || /fetch/i.test(error.message)) return failure('NETWORK');
  if (/^[A-Z][A-Z0-9_]+$/.test(error.message)) return failure(error.message);
  return failure('FAULT', { status });
}
