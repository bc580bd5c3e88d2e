import {
  jwkThumbprint,
  rawEcdsa,
  readCertificate,
  sheetSigningInput,
  sheetToken,
  type KeyPort,
  type SheetClaim,
} from './core.ts';
import type { SheetKeySettings } from './keys-config.ts';
import { configuredKey } from './keys.ts';
import { base64Url } from './octets.ts';
import { p256Secret } from './p256-secret.ts';
import { Fault } from './refusal.ts';

/** Signs what the QR of a sheet says. A key of its own: it seals no contract, and the seal key signs no sheet. */
export interface SheetKeyPort {
  /** RFC 7638 thumbprint, under which the trust list publishes the key. */
  readonly kid: string;
  /** ES256: ECDSA on P-256 with SHA-256; r‖s, 64 octets. */
  sign(octets: Uint8Array): Promise<Uint8Array>;
}

/**
 * The sheet key of the configuration, reached at its first use; null where there is none.
 *
 * @returns what `JobPorts.sheetKey` is; it throws as `localSheetKey`, `cscKey` and `kmsKey` do, and
 *   `KEY_ALGORITHM_UNSUPPORTED` where a remote key is not on P-256.
 */
export function configuredSheetKey(
  settings: SheetKeySettings | null,
  now: () => Date,
): () => Promise<SheetKeyPort | null> {
  if (settings === null) return () => Promise.resolve(null);
  if (settings.port === 'local') {
    let held: Promise<SheetKeyPort> | undefined;
    return () => (held ??= localSheetKey(settings.pkcs8));
  }
  const key = configuredKey(settings, now);
  return async () => remoteSheetKey(await key());
}

/** The sheet key over a key port: its certificate says which key it is, and the trust list publishes the same. */
async function remoteSheetKey(key: KeyPort): Promise<SheetKeyPort> {
  const point = readCertificate(key.certificates[0] ?? new Uint8Array())?.publicKey.key;
  // SEC 1 §2.3.3: an uncompressed point is 04‖x‖y.
  if (key.algorithm !== 'ECDSA-P256-SHA256' || point?.length !== 65 || point[0] !== 0x04)
    throw new Fault('KEY_ALGORITHM_UNSUPPORTED', { context: { algorithm: key.algorithm } });
  const [x, y] = [base64Url(point.slice(1, 33)), base64Url(point.slice(33))];
  return {
    kid: await jwkThumbprint({ kty: 'EC', crv: 'P-256', x, y }),
    async sign(octets) {
      const value = rawEcdsa(await key.sign(octets), 32);
      if (value === undefined) throw new Fault('KEY_DOES_NOT_FIT');
      return value;
    },
  };
}

/**
 * The sheet key over a PKCS#8 secret.
 *
 * @throws Fault `CONFIG_UNREADABLE` where it is no P-256 key.
 */
export async function localSheetKey(pkcs8: Uint8Array): Promise<SheetKeyPort> {
  const { x, y, sign } = await p256Secret(pkcs8, 'SHOMEI_SHEET_KEY');
  return { kid: await jwkThumbprint({ kty: 'EC', crv: 'P-256', x, y }), sign };
}

/**
 * What a sheet's QR opens: the verifier with the signed claim in its fragment, which no server sees.
 *
 * @param key - null where the service has no sheet key.
 * @returns null where nothing is to be printed: no key, or a claim that no token holds.
 */
export async function sheetLink(
  origin: string,
  key: SheetKeyPort | null,
  claim: SheetClaim,
): Promise<string | null> {
  if (key === null) return null;
  const input = sheetSigningInput(claim, key.kid);
  if (!input.ok) return null;
  return `${origin}/verify#c=${sheetToken(input.value, await key.sign(new TextEncoder().encode(input.value)))}`;
}
