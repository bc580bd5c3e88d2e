import { sha256Hex, utf8 } from './octets.ts';

/** HMAC-SHA-256 of a text. @param key - octets. */
export async function mac(key: Uint8Array, text: string): Promise<Uint8Array> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', key.slice(), hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', secret, utf8(text)));
}

/**
 * The six digits that confirm an address: derived from the challenge under the link key, as link tokens are, so that
 * the outbox keeps none.
 *
 * @param key - the link key, 32 octets.
 */
export async function emailCode(key: Uint8Array, challengeId: string): Promise<string> {
  const value = await mac(key, `email-code:${challengeId}`);
  const number = new DataView(value.buffer).getUint32(0);
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * What the database keeps of a code, and compares: SHA-256 of a MAC, hexadecimal. Six digits alone could be guessed
 * from their hash; without the link key these cannot.
 */
export async function emailCodeVerifier(key: Uint8Array, challengeId: string, code: string): Promise<string> {
  return sha256Hex(await mac(key, `email-code-check:${challengeId}:${code}`));
}
