import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from './database.types.ts';
import { request, within } from './line.ts';

let client: Promise<SupabaseClient<Database>> | undefined;

/**
 * The browser's Supabase client, made at first use so that supabase-js is never part of a first paint.
 *
 * Supabase is reached through the app's own origin (the constant CSP allows no other); its publishable key
 * belongs to the installation and comes from `/app-config.json`. A failed load is not remembered: the next
 * call tries again.
 *
 * @throws Error where the configuration or the library cannot be loaded (no network).
 */
export function supabase(): Promise<SupabaseClient<Database>> {
  client ??= connect().catch((cause: unknown) => {
    client = undefined;
    throw cause;
  });
  return client;
}

async function connect(): Promise<SupabaseClient<Database>> {
  const [{ createClient }, key] = await Promise.all([
    within(import('@supabase/supabase-js')),
    publishableKey(),
  ]);
  return createClient<Database>(location.origin, key, {
    auth: { persistSession: true, autoRefreshToken: true, detectSessionInUrl: false },
    // A read over a silent line ends as one over a broken line, and so does the renewal of a sign-in.
    global: { fetch: (input, init) => request(input, init) },
  });
}

async function publishableKey(): Promise<string> {
  const answer = await request('/app-config.json', { credentials: 'omit', cache: 'no-store' });
  const config: unknown = answer.ok ? await answer.json() : null;
  if (
    typeof config === 'object' &&
    config !== null &&
    'supabaseKey' in config &&
    typeof config.supabaseKey === 'string'
  ) {
    return config.supabaseKey;
  }
  throw new Error('app-config.json lacks supabaseKey');
}
