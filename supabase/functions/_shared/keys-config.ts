import type { TlsIdentity } from './keys-exchange.ts';
import { Fault } from './refusal.ts';

/** A PKCS#8 secret in the environment. */
export interface LocalSettings {
  readonly port: 'local';
  /** DER of PKCS#8. */
  readonly pkcs8: Uint8Array;
  /** PEM, leaf first. */
  readonly certificatesPem: string;
  /** An ordinary RSA key signs with PSS instead of PKCS#1 v1.5. */
  readonly pss: boolean;
  /** Whoever runs the service said that a key which can be copied is to seal contracts all the same. */
  readonly isExportableAccepted: boolean;
}

/** A remote signing service that speaks the CSC API. */
export interface CscSettings {
  readonly port: 'csc';
  /** Base of the API with its version, without a trailing slash: `https://host/csc/v2`. */
  readonly url: string;
  readonly credentialId: string;
  /** Client credentials (RFC 6749 §4.4); null where the client certificate alone identifies us. */
  readonly oauth: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly scope: string;
    /** null: where `info` says. */
    readonly tokenUrl: string | null;
  } | null;
  /** What authorizes each signature, where the credential asks for it. */
  readonly pin: string | null;
  readonly tls: TlsIdentity;
  /** PEM, leaf first; null takes the service's own chain. */
  readonly certificatesPem: string | null;
  readonly pss: boolean;
}

/** A key in AWS Key Management Service. */
export interface KmsSettings {
  readonly port: 'aws-kms';
  /** Key id, ARN or alias. */
  readonly keyId: string;
  readonly region: string;
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** PEM, leaf first. */
  readonly certificatesPem: string;
  readonly pss: boolean;
}

/** Where the sealing key is, and how it is reached. */
export type KeySettings = LocalSettings | CscSettings | KmsSettings;

/** Where the key is that signs the QR of sheets: a secret needs no certificate, a remote key says by one which it is. */
export type SheetKeySettings =
  | {
      readonly port: 'local';
      /** DER of PKCS#8. */ readonly pkcs8: Uint8Array;
    }
  | CscSettings
  | KmsSettings;

type Environment = (name: string) => string | undefined;

/** The settings that each key has of its own; the service behind a port is the same for both. */
interface KeyNames {
  readonly port: string;
  readonly certificates: string;
  readonly credentialId: string;
  readonly pin: string;
  readonly kmsKeyId: string;
}

const SEAL: KeyNames = {
  port: 'SHOMEI_KEY_PORT',
  certificates: 'SHOMEI_SEAL_CERTIFICATES',
  credentialId: 'SHOMEI_CSC_CREDENTIAL_ID',
  pin: 'SHOMEI_CSC_PIN',
  kmsKeyId: 'SHOMEI_KMS_KEY_ID',
};

const SHEET: KeyNames = {
  port: 'SHOMEI_SHEET_KEY_PORT',
  certificates: 'SHOMEI_SHEET_CERTIFICATES',
  credentialId: 'SHOMEI_SHEET_CSC_CREDENTIAL_ID',
  pin: 'SHOMEI_SHEET_CSC_PIN',
  kmsKeyId: 'SHOMEI_SHEET_KMS_KEY_ID',
};

/**
 * Reads where the sealing key is: `SHOMEI_KEY_PORT`, `local` where absent.
 *
 * @throws Fault `CONFIG_MISSING` or `CONFIG_UNREADABLE` with the variable's name, never its value.
 */
export function readKeySettings(env: Environment): KeySettings {
  const settings = new Settings(env);
  const algorithm = settings.optional('SHOMEI_SEAL_ALGORITHM');
  if (algorithm !== null && algorithm !== 'RSA-PSS-SHA256') throw unreadable('SHOMEI_SEAL_ALGORITHM');
  const pss = algorithm !== null;
  const port = settings.optional(SEAL.port) ?? 'local';
  if (port !== 'local') return remoteSettings(settings, port, SEAL, pss);
  return {
    port,
    pkcs8: decodeBase64('SHOMEI_SEAL_KEY', settings.need('SHOMEI_SEAL_KEY')),
    certificatesPem: settings.need(SEAL.certificates),
    pss,
    isExportableAccepted: settings.optional('SHOMEI_SEAL_KEY_EXPORTABLE') === 'accepted',
  };
}

/**
 * Reads where the key is that signs the QR of sheets: `SHOMEI_SHEET_KEY_PORT`, `local` where absent.
 *
 * @returns null where there is none: sheets then bear no QR.
 * @throws Fault as `readKeySettings`.
 */
export function readSheetKeySettings(env: Environment): SheetKeySettings | null {
  const settings = new Settings(env);
  const port = settings.optional(SHEET.port) ?? 'local';
  if (port !== 'local') return remoteSettings(settings, port, SHEET, false);
  const key = settings.optional('SHOMEI_SHEET_KEY');
  return key === null ? null : { port, pkcs8: decodeBase64('SHOMEI_SHEET_KEY', key) };
}

class Settings {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  optional(name: string): string | null {
    const value = this.#env(name)?.trim();
    return value === undefined || value === '' ? null : value;
  }

  need(name: string): string {
    const value = this.optional(name);
    if (value === null) throw new Fault('CONFIG_MISSING', { context: { name } });
    return value;
  }
}

function remoteSettings(
  settings: Settings,
  port: string,
  names: KeyNames,
  pss: boolean,
): CscSettings | KmsSettings {
  if (port === 'csc') {
    const clientId = settings.optional('SHOMEI_CSC_CLIENT_ID');
    const tokenUrl = settings.optional('SHOMEI_CSC_TOKEN_URL');
    const certificatePem = settings.optional('SHOMEI_CSC_TLS_CERTIFICATE');
    const keyPem = settings.optional('SHOMEI_CSC_TLS_KEY');
    if (certificatePem !== null && keyPem === null) settings.need('SHOMEI_CSC_TLS_KEY');
    return {
      port,
      url: address('SHOMEI_CSC_URL', settings.need('SHOMEI_CSC_URL')),
      credentialId: settings.need(names.credentialId),
      oauth:
        clientId === null
          ? null
          : {
              clientId,
              clientSecret: settings.need('SHOMEI_CSC_CLIENT_SECRET'),
              scope: settings.optional('SHOMEI_CSC_SCOPE') ?? 'service',
              tokenUrl: tokenUrl === null ? null : address('SHOMEI_CSC_TOKEN_URL', tokenUrl),
            },
      pin: settings.optional(names.pin),
      tls: { certificatePem, keyPem, caPem: settings.optional('SHOMEI_CSC_TLS_CA') },
      certificatesPem: settings.optional(names.certificates),
      pss,
    };
  }
  if (port === 'aws-kms') {
    const region = settings.need('SHOMEI_KMS_REGION');
    const endpoint = settings.optional('SHOMEI_KMS_ENDPOINT') ?? `https://kms.${region}.amazonaws.com`;
    return {
      port,
      keyId: settings.need(names.kmsKeyId),
      region,
      endpoint: `${address('SHOMEI_KMS_ENDPOINT', endpoint)}/`,
      accessKeyId: settings.need('SHOMEI_KMS_ACCESS_KEY_ID'),
      secretAccessKey: settings.need('SHOMEI_KMS_SECRET_ACCESS_KEY'),
      sessionToken: settings.optional('SHOMEI_KMS_SESSION_TOKEN'),
      certificatesPem: settings.need(names.certificates),
      pss,
    };
  }
  throw unreadable(names.port);
}

function address(name: string, value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw unreadable(name);
  return value.replace(/\/+$/, '');
}

/** Octets of a base64 setting, white space ignored. @throws Fault `CONFIG_UNREADABLE` with the name alone. */
export function decodeBase64(name: string, text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (c) => c.charCodeAt(0));
  } catch (cause) {
    throw new Fault('CONFIG_UNREADABLE', { cause, context: { name } });
  }
}

function unreadable(name: string): Fault {
  return new Fault('CONFIG_UNREADABLE', { context: { name } });
}
