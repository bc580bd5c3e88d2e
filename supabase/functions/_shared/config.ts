import {
  decodeBase64,
  readKeySettings,
  readSheetKeySettings,
  type KeySettings,
  type SheetKeySettings,
} from './keys-config.ts';
import { readPushSettings, type PushSettings } from './push.ts';
import { Fault } from './refusal.ts';
import { readSmsSettings, type SmsSettings } from './sms.ts';
import { readStorageKeys, type StorageKeys } from './storage-keys.ts';

/** What the functions are told through the environment (docs/interfaces.md §6). */
export interface Config {
  readonly supabaseUrl: string;
  readonly anonKey: string;
  readonly serviceKey: string;
  readonly mode: 'development' | 'production';
  /** The app's public origin, without a trailing slash: links in mails begin with it. */
  readonly origin: string;
  /** 32 octets. */
  readonly linkKey: Uint8Array;
  /** Who unwraps every object's own identity, and to whom it is wrapped. */
  readonly storage: StorageKeys;
  /** Where the sealing key is. */
  readonly key: KeySettings;
  /** Where the P-256 key is that signs the QR of sheets; null prints none. */
  readonly sheetKey: SheetKeySettings | null;
  readonly tsaUrls: readonly string[];
  /** JSON text. */
  readonly trustList: string;
  readonly jobsSecret: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** Who sends text messages; null = nobody. */
  readonly sms: SmsSettings | null;
  /** Who sends push notices; null = nobody. */
  readonly push: PushSettings | null;
  /** How many proxies in front append to `x-forwarded-for`: the client is that many entries from the right. */
  readonly proxies: number;
  /** Largest upload in octets. */
  readonly maxUploadBytes: number | null;
}

/**
 * Reads the environment once.
 *
 * @param env - one variable by name; undefined where it is not set.
 * @throws Fault `CONFIG_MISSING` or `CONFIG_UNREADABLE` with the variable's name (never its value).
 */
export function readConfig(env: (name: string) => string | undefined): Config {
  const need = (name: string): string => {
    const value = env(name);
    if (value === undefined || value.trim() === '') throw new Fault('CONFIG_MISSING', { context: { name } });
    return value;
  };
  const count = (name: string): number | null => {
    const value = env(name);
    if (value === undefined || value === '') return null;
    if (!/^\d{1,10}$/.test(value)) throw new Fault('CONFIG_UNREADABLE', { context: { name } });
    return Number(value);
  };
  const linkKey = decodeBase64('SHOMEI_LINK_KEY', need('SHOMEI_LINK_KEY'));
  if (linkKey.length !== 32) throw new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_LINK_KEY' } });
  const tsaUrls = need('SHOMEI_TSA_URLS')
    .split(/\s+/)
    .filter((u) => u !== '');
  for (const url of tsaUrls) {
    if (!URL.canParse(url)) throw new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_TSA_URLS' } });
  }
  return {
    supabaseUrl: need('SUPABASE_URL'),
    anonKey: need('SUPABASE_ANON_KEY'),
    serviceKey: need('SUPABASE_SERVICE_ROLE_KEY'),
    // Whatever is not plainly development is held to the rules of production.
    mode: env('SHOMEI_MODE') === 'development' ? 'development' : 'production',
    origin: need('SHOMEI_ORIGIN').replace(/\/+$/, ''),
    linkKey,
    storage: readStorageKeys(need('SHOMEI_STORAGE_IDENTITY'), env('SHOMEI_STORAGE_RECOVERY_RECIPIENT')),
    key: readKeySettings(env),
    sheetKey: readSheetKeySettings(env),
    tsaUrls,
    trustList: need('SHOMEI_TRUST_LIST'),
    jobsSecret: need('SHOMEI_JOBS_SECRET'),
    smtpUrl: need('SHOMEI_SMTP_URL'),
    mailFrom: need('SHOMEI_MAIL_FROM'),
    sms: readSmsSettings(env),
    push: readPushSettings(env, need('SHOMEI_MAIL_FROM')),
    proxies: count('SHOMEI_TRUSTED_PROXIES') ?? 1,
    maxUploadBytes: count('SHOMEI_MAX_UPLOAD_BYTES'),
  };
}
