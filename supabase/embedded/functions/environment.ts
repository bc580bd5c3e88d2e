import type { Authority } from '../authority/index.ts';
import type { StackSecrets } from '../secrets.ts';

/** The functions' environment of the embedded stack (docs/interfaces.md §6). */
export function functionsEnvironment(values: {
  secrets: StackSecrets;
  /** Origin on loopback: how functions reach Supabase. */
  apiOrigin: string;
  /** The app's origin as people open it: what mail links carry. */
  publicOrigin: string;
  smtpPort: number;
  authority: Authority;
}): Readonly<Record<string, string>> {
  const { secrets, authority } = values;
  return {
    SUPABASE_URL: values.apiOrigin,
    SUPABASE_ANON_KEY: secrets.publishableKey,
    SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
    SHOMEI_MODE: 'development',
    SHOMEI_ORIGIN: values.publicOrigin,
    SHOMEI_LINK_KEY: secrets.linkKey,
    SHOMEI_STORAGE_IDENTITY: secrets.storageIdentity,
    SHOMEI_JOBS_SECRET: secrets.jobsSecret,
    SHOMEI_SMTP_URL: `smtp://127.0.0.1:${values.smtpPort}`,
    SHOMEI_MAIL_FROM: 'Shomei <noreply@shomei.example>',
    SHOMEI_PUSH_KEY: secrets.pushKey,
    SHOMEI_SEAL_KEY: authority.sealKeyPkcs8,
    SHOMEI_SEAL_CERTIFICATES: authority.sealCertificatesPem,
    SHOMEI_SHEET_KEY: authority.sheetKeyPkcs8,
    SHOMEI_TSA_URLS: authority.tsaUrl,
    SHOMEI_TRUST_LIST: JSON.stringify(authority.trustList),
  };
}
