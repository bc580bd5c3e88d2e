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

type Environment = (name: string) => string | undefined;

/**
 * Reads where the sealing key is: `SHOMEI_KEY_PORT`, `local` where absent.
 *
 * @throws Fault `CONFIG_MISSING` or `CONFIG_UNREADABLE` with the variable's name, never its value.
 */
export function readKeySettings(env: Environment): KeySettings {
  const optional = (name: string): string | null => {
    const value = env(name)?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const need = (name: string): string => {
    const value = optional(name);
    if (value === null) throw new Fault('CONFIG_MISSING', { context: { name } });
    return value;
  };
  const address = (name: string, value: string): string => {
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw unreadable(name);
    return value.replace(/\/+$/, '');
  };
  const algorithm = optional('SHOMEI_SEAL_ALGORITHM');
  if (algorithm !== null && algorithm !== 'RSA-PSS-SHA256') throw unreadable('SHOMEI_SEAL_ALGORITHM');
  const pss = algorithm !== null;
  const port = optional('SHOMEI_KEY_PORT') ?? 'local';

  if (port === 'local') {
    return {
      port,
      pkcs8: decodeBase64('SHOMEI_SEAL_KEY', need('SHOMEI_SEAL_KEY')),
      certificatesPem: need('SHOMEI_SEAL_CERTIFICATES'),
      pss,
      isExportableAccepted: optional('SHOMEI_SEAL_KEY_EXPORTABLE') === 'accepted',
    };
  }
  if (port === 'csc') {
    const clientId = optional('SHOMEI_CSC_CLIENT_ID');
    const tokenUrl = optional('SHOMEI_CSC_TOKEN_URL');
    const [certificatePem, keyPem] = [optional('SHOMEI_CSC_TLS_CERTIFICATE'), optional('SHOMEI_CSC_TLS_KEY')];
    if (certificatePem !== null && keyPem === null) need('SHOMEI_CSC_TLS_KEY');
    return {
      port,
      url: address('SHOMEI_CSC_URL', need('SHOMEI_CSC_URL')),
      credentialId: need('SHOMEI_CSC_CREDENTIAL_ID'),
      oauth:
        clientId === null
          ? null
          : {
              clientId,
              clientSecret: need('SHOMEI_CSC_CLIENT_SECRET'),
              scope: optional('SHOMEI_CSC_SCOPE') ?? 'service',
              tokenUrl: tokenUrl === null ? null : address('SHOMEI_CSC_TOKEN_URL', tokenUrl),
            },
      pin: optional('SHOMEI_CSC_PIN'),
      tls: { certificatePem, keyPem, caPem: optional('SHOMEI_CSC_TLS_CA') },
      certificatesPem: optional('SHOMEI_SEAL_CERTIFICATES'),
      pss,
    };
  }
  if (port === 'aws-kms') {
    const region = need('SHOMEI_KMS_REGION');
    const endpoint = optional('SHOMEI_KMS_ENDPOINT') ?? `https://kms.${region}.amazonaws.com`;
    return {
      port,
      keyId: need('SHOMEI_KMS_KEY_ID'),
      region,
      endpoint: `${address('SHOMEI_KMS_ENDPOINT', endpoint)}/`,
      accessKeyId: need('SHOMEI_KMS_ACCESS_KEY_ID'),
      secretAccessKey: need('SHOMEI_KMS_SECRET_ACCESS_KEY'),
      sessionToken: optional('SHOMEI_KMS_SESSION_TOKEN'),
      certificatesPem: need('SHOMEI_SEAL_CERTIFICATES'),
      pss,
    };
  }
  throw unreadable('SHOMEI_KEY_PORT');
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
