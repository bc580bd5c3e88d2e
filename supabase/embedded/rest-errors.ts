/*
 * Mend of @supabase/lite 0.10.0: some SQLSTATEs come back as `500 SUP` with the error's text alone. PostgREST answers
 * them with a 4xx and the SQLSTATE. Can go when lite maps them.
 */

// PostgREST's table: check_violation, raise_exception, no_data_found, serialization_failure, deadlock_detected.
const STATUS_OF: Readonly<Record<string, number>> = {
  '23514': 400,
  P0001: 400,
  P0002: 400,
  '40001': 400,
  '40P01': 400,
};

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/violates check constraint/, '23514'],
  [/could not serialize access/, '40001'],
  [/deadlock detected/, '40P01'],
  [/query returned no rows/, 'P0002'],
];

/** Turns lite's `500 SUP` into PostgREST's answer where the cause is the caller's; anything else passes unchanged. */
export async function mendRestError(response: Response): Promise<Response> {
  if (response.status !== 500) return response;
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: unknown; message?: unknown } | null;
  if (body?.code !== 'SUP' || typeof body.message !== 'string') return response;
  const message = body.message.replace(/^(PostgresError|error): /i, '');
  const code =
    SIGNS.find(([sign]) => sign.test(message))?.[1] ??
    (/^PostgresError: /.test(body.message) ? 'P0001' : null);
  if (code === null) return response;
  return Response.json({ code, message, details: null, hint: null }, { status: STATUS_OF[code] ?? 400 });
}
