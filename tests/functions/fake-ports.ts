import type { StaffSession } from '../../supabase/functions/_shared/actor.ts';
import type { Config } from '../../supabase/functions/_shared/config.ts';
import type { Rpc } from '../../supabase/functions/_shared/db.ts';
import { sha256Hex } from '../../supabase/functions/_shared/octets.ts';
import type { Ports } from '../../supabase/functions/_shared/ports.ts';
import type { ObjectStore } from '../../supabase/functions/_shared/storage.ts';

/** One call of a SQL function, as the handler made it. */
interface RpcCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export type RpcAnswers = Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>>;

/** Ports in memory, with what the handlers did to them. */
export interface FakePorts extends Ports {
  readonly calls: RpcCall[];
  readonly stored: Map<string, Uint8Array>;
  readonly logged: Readonly<Record<string, unknown>>[];
  nudges: number;
}

const TRUST_LIST = JSON.stringify({
  version: 1,
  issuedAt: '2026-01-01T00:00:00Z',
  name: 'test',
  anchors: [],
});

export const CONFIG: Config = {
  supabaseUrl: 'http://127.0.0.1:1',
  anonKey: 'anon',
  serviceKey: 'service',
  mode: 'development',
  origin: 'https://shomei.example',
  linkKey: new Uint8Array(32).fill(7),
  storage: { identities: [], recoveryRecipient: null },
  key: {
    port: 'local',
    pkcs8: new Uint8Array(0),
    certificatesPem: '',
    pss: false,
    isExportableAccepted: false,
  },
  sheetKey: null,
  tsaUrls: [],
  trustList: TRUST_LIST,
  jobsSecret: 'jobs-secret',
  smtpUrl: 'smtp://127.0.0.1:1',
  mailFrom: 'Shomei <noreply@shomei.example>',
  sms: null,
  push: null,
  proxies: 1,
  maxUploadBytes: null,
};

/** A member of staff with a second factor. */
export const STAFF: StaffSession = {
  userId: '00000000-0000-4000-8000-000000000101',
  aal: 'aal2',
  totpAt: '2026-04-01T00:00:00.000Z',
};

/** A store in memory; keys count up. */
export function memoryStore(stored: Map<string, Uint8Array>): ObjectStore {
  return {
    async put(bytes) {
      const objectKey = `o/${String(stored.size)}`;
      stored.set(objectKey, bytes.slice());
      return { objectKey, sha256Hex: await sha256Hex(bytes), length: bytes.length };
    },
    read(parts, whole, into) {
      const out = into?.subarray(0, whole.length) ?? new Uint8Array(whole.length);
      let at = 0;
      for (const part of parts) {
        const bytes = stored.get(part.objectKey);
        if (bytes === undefined) throw new Error(`no object ${part.objectKey}`);
        out.set(bytes, at);
        at += bytes.length;
      }
      return Promise.resolve(out);
    },
    remove(keys) {
      for (const key of keys) stored.delete(key);
      return Promise.resolve();
    },
  };
}

/**
 * Ports whose database answers as the test says; a function that the test did not name is a fault of the test.
 * Access tokens: `staff` is aal2, `staff-aal1` has no second factor, anything else is no session.
 */
export function fakePorts(answers: RpcAnswers = {}): FakePorts {
  const calls: RpcCall[] = [];
  const stored = new Map<string, Uint8Array>();
  const logged: Readonly<Record<string, unknown>>[] = [];
  const rpc: Rpc = <T>(name: string, args: Readonly<Record<string, unknown>>): Promise<T> => {
    calls.push({ name, args });
    const answer = answers[name] ?? (name === 'rate_limit_hit' ? () => true : undefined);
    if (answer === undefined) return Promise.reject(new Error(`no answer for ${name}`));
    return Promise.resolve().then(() => answer(args) as T);
  };
  let drawn = 0;
  const ports: FakePorts = {
    config: CONFIG,
    rpc,
    session: (token) =>
      Promise.resolve(
        token === 'staff' ? STAFF : token === 'staff-aal1' ? { ...STAFF, aal: 'aal1', totpAt: null } : null,
      ),
    objects: memoryStore(stored),
    accounts: {
      create: (email) => {
        calls.push({ name: 'accounts.create', args: { email } });
        return Promise.resolve('00000000-0000-4000-8000-000000000199');
      },
      setBarred: (userId, barred) => {
        calls.push({ name: 'accounts.setBarred', args: { userId, barred } });
        return Promise.resolve();
      },
      clearFactors: (userId) => {
        calls.push({ name: 'accounts.clearFactors', args: { userId } });
        return Promise.resolve();
      },
    },
    push: null,
    log: (line) => logged.push(line),
    now: () => new Date('2026-04-01T00:00:00Z'),
    random: (length) => new Uint8Array(length).fill((drawn += 1)),
    nudge: () => {
      ports.nudges += 1;
    },
    calls,
    stored,
    logged,
    nudges: 0,
  };
  return ports;
}
