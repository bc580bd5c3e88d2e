import { setTimeout } from 'node:timers/promises';
import { App, setExperimental, type EmailMessage } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { ObjectFiles } from './object-files.ts';
import { withoutBanners, withoutRefusals } from './quiet.ts';
import { answerStorageFull } from './storage-full.ts';

/** Settings that lite shares with supabase/config.toml; a test keeps the two equal. */
export const LITE_SETTINGS = {
  schemas: ['public'],
  maxRows: 1000,
  jwtExpiryS: 3600,
  minimumPasswordLength: 12,
  fileSizeLimit: '60MiB',
} as const;

/** A query that was cut off in the middle is waited for without end: it must not keep the stack from stopping. */
const CLOSE_MS = 3000;

/**
 * A mend of 0.10.0: lite writes objects as JSON text and its driver then encodes that text a second time, so that a
 * function's jsonb argument arrives as a jsonb string. Text is passed on as it is. Can go when lite encodes once.
 */
const jsonOnce = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
});

export type LiteOptions = Readonly<{
  adminUrl: string;
  origin: string;
  storageDir: string;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  /** Delivers the mails of sign-in and recovery. */
  sendMail: (message: EmailMessage) => Promise<void>;
}>;

export type LiteApp = Readonly<{
  fetch: (request: Request) => Promise<Response>;
  /** To be called once migrations are in, before the first request. */
  keepRevokes(): void;
  close(): Promise<void>;
}>;

/**
 * @supabase/lite in-process: auth, REST and storage over one Postgres.
 *
 * `keepRevokes`, a mend of 0.10.0: at its first request lite grants ALL on every schema with RLS to every role and so
 * undoes each migration's REVOKE. Telling it that RLS was set up already skips that. Can go when lite no longer grants
 * on user schemas.
 */
export async function openLite(options: LiteOptions): Promise<LiteApp> {
  process.env['LITE_TELEMETRY'] = '0';
  setExperimental('storage', true);
  const connection = createPostgresConnection({
    url: options.adminUrl,
    postgresOptions: {
      max: 12,
      onnotice: () => undefined,
      types: { json: jsonOnce(114), jsonb: jsonOnce(3802) },
    },
  });
  const app = new App({
    connection,
    api: { enabled: true, schemas: [...LITE_SETTINGS.schemas], max_rows: LITE_SETTINGS.maxRows },
    auth: {
      enabled: true,
      site_url: options.origin,
      jwt_expiry: LITE_SETTINGS.jwtExpiryS,
      minimum_password_length: LITE_SETTINGS.minimumPasswordLength,
      enable_signup: false,
      enable_anonymous_sign_ins: false,
      jwt_secret: options.jwtSecret,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
    },
    storage: { enabled: true, file_size_limit: LITE_SETTINGS.fileSizeLimit },
    options: {
      // Admin mode would let a request without a key act as service_role.
      server: { admin: false, disableStudio: true },
      drivers: { email: { send: options.sendMail } },
    },
  });
  withoutRefusals();
  app._storageAdapter = new ObjectFiles(options.storageDir);
  await withoutBanners(async () => {
    await app.init();
    await app.ensureSystemSchema();
  });
  return {
    fetch: (request) => answerStorageFull(() => app.fetch(request)),
    keepRevokes: () => {
      (connection as unknown as { rlsState: string }).rlsState = 'active';
    },
    close: async () => {
      // The server ends next and every connection with it, so an error here tells nothing more.
      const closed = connection.close().catch(() => undefined);
      const enough = new AbortController();
      const waited = setTimeout(CLOSE_MS, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([closed, waited]);
      enough.abort();
    },
  };
}
