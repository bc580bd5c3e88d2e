import { createClient } from '@supabase/supabase-js';
import { supabaseAccounts } from './accounts.ts';
import { sessionOf, type SessionPort } from './actor.ts';
import { readConfig } from './config.ts';
import { supabaseRpc } from './db.ts';
import { describeError, type LogPort } from './http.ts';
import type { Ports } from './ports.ts';
import { webPush } from './push.ts';
import { Fault } from './refusal.ts';
import { encryptedStore, supabaseBlobs } from './storage.ts';
import { identityWrapping } from './storage-keys.ts';

/** The one private bucket. */
const BUCKET = 'contract';

/** What this file needs to know of the edge runtime, which Node's types do not. */
interface Runtime {
  readonly Deno?: { readonly env: { get(name: string): string | undefined } };
  readonly EdgeRuntime?: { waitUntil(work: Promise<unknown>): void };
}

const runtime = globalThis as Runtime;

function logLine(line: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(line));
}

/** Checks tokens with the auth service's own keys, or, where those are secret, by asking it. */
function supabaseSession(url: string, anonKey: string, options: object): SessionPort {
  const client = createClient(url, anonKey, options);
  return async (accessToken) => {
    const { data, error } = await client.auth.getClaims(accessToken);
    // The auth service did not answer: that says nothing about the token.
    if (error?.name === 'AuthRetryableFetchError') throw new Fault('AUTH_UNREACHABLE', { cause: error });
    return data === null || error !== null ? null : sessionOf(data.claims);
  };
}

/** Calls the jobs function and does not wait for it; the timer calls it anyway. */
function nudgeOf(url: string, secret: string, log: LogPort): () => void {
  return () => {
    const work = fetch(`${url}/functions/v1/jobs/tick`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    })
      .then((response) => response.body?.cancel())
      .catch((error: unknown) => log({ level: 'warn', event: 'nudge', ...describeError(error) }));
    runtime.EdgeRuntime?.waitUntil(work);
  };
}

let ports: Ports | undefined;

/** The ports over the platform, made once per process. Throws Fault where a setting is missing. */
export function platformPorts(): Ports {
  if (ports !== undefined) return ports;
  const config = readConfig((name) => runtime.Deno?.env.get(name));
  const options = { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } };
  const service = createClient(config.supabaseUrl, config.serviceKey, options);
  const rpc = supabaseRpc(service);
  const now = (): Date => new Date();
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
  ports = {
    config,
    rpc,
    session: supabaseSession(config.supabaseUrl, config.anonKey, options),
    objects: encryptedStore(
      supabaseBlobs(service.storage.from(BUCKET)),
      rpc,
      identityWrapping(config.storage),
      () => `o/${crypto.randomUUID()}`,
    ),
    accounts: supabaseAccounts(service),
    push: config.push === null ? null : webPush(config.push, now, random),
    log: logLine,
    now,
    random,
    nudge: nudgeOf(config.supabaseUrl, config.jobsSecret, logLine),
  };
  return ports;
}
