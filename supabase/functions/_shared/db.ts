import type { SupabaseClient } from '@supabase/supabase-js';
import { isRefusalCode } from './core.ts';
import { Fault, Refusal } from './refusal.ts';

/**
 * Calls one SQL function with the service key.
 *
 * The answer's shape is the function's contract (docs/interfaces.md §3): our own schema is not hostile, so
 * the caller names the type.
 *
 * @throws Refusal where SQL refused (SQLSTATE `PT4xx`); Fault otherwise.
 */
export type Rpc = <T>(name: string, args: Readonly<Record<string, unknown>>) => Promise<T>;

interface SqlError {
  readonly code?: string;
  readonly message?: string;
  readonly details?: string | null;
}

/** The error that an SQL error stands for. */
export function sqlError(name: string, error: SqlError, status: number): Error {
  const code = error.message ?? '';
  if (isRefusalCode(code) && (/^PT4\d\d$/.test(error.code ?? '') || (status >= 400 && status < 500))) {
    return new Refusal(code, contextOf(error.details));
  }
  // Class 53 is "insufficient resources": disk full, out of memory, too many connections.
  if (error.code === '53100') return new Refusal('STORAGE_FULL');
  return new Fault('SQL', { cause: error, context: { function: name, status } });
}

// SQL may put a JSON object into `detail`; any other text is for the log alone.
function contextOf(details: string | null | undefined): Readonly<Record<string, unknown>> {
  if (typeof details !== 'string' || !details.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(details);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (cause) {
    if (cause instanceof SyntaxError) return {};
    throw cause;
  }
}

/** The database door over a Supabase client that holds the service key. */
export function supabaseRpc(client: SupabaseClient): Rpc {
  return async <T>(name: string, args: Readonly<Record<string, unknown>>): Promise<T> => {
    const { data, error, status } = await client.rpc(name, args);
    if (error !== null) {
      // Status 0: the request itself failed, so the database may be restarting.
      if (status === 0) throw new Fault('SQL_UNREACHABLE', { cause: error, context: { function: name } });
      throw sqlError(name, error, status);
    }
    return data as T;
  };
}
