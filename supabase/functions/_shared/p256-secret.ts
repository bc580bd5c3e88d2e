import { plain } from './octets.ts';
import { Fault } from './refusal.ts';

/** A P-256 key of the configuration: it signs, and cannot be read back. */
export interface P256Secret {
  /** Coordinates of the public point in base64url, as a JWK has them (RFC 7518 §6.2.1). */
  readonly x: string;
  readonly y: string;
  /** ES256: ECDSA on P-256 with SHA-256; r‖s, 64 octets. */
  sign(octets: Uint8Array): Promise<Uint8Array>;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/**
 * The key of a PKCS#8 secret.
 *
 * @param variable - names it where it is none.
 * @throws Fault `CONFIG_UNREADABLE` where it is no P-256 key.
 */
export async function p256Secret(pkcs8: Uint8Array, variable: string): Promise<P256Secret> {
  try {
    // Read once for its public half; the key that stays cannot be read back.
    const readable = await crypto.subtle.importKey('pkcs8', plain(pkcs8), P256, true, ['sign']);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', readable);
    const key = await crypto.subtle.importKey('pkcs8', plain(pkcs8), P256, false, ['sign']);
    return {
      x,
      y,
      sign: async (octets) =>
        new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, plain(octets))),
    };
  } catch (cause) {
    throw new Fault('CONFIG_UNREADABLE', { cause, context: { name: variable } });
  }
}
