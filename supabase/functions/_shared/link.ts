import { base64Url, sha256Hex, utf8 } from './octets.ts';

/** base64url of 32 octets, without padding. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text can be a link token at all, before anything is asked of the database. */
export function isLinkToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * The token of one generation of a party's link: base64url of HMAC-SHA-256(link key, `partyId:generation`).
 *
 * It is never stored; SQL keeps `linkTokenHash` of it, and raising the generation revokes it.
 *
 * @param key - 32 octets.
 * @returns 43 characters.
 */
export async function linkToken(key: Uint8Array, partyId: string, generation: number): Promise<string> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', key.slice(), hmac, false, ['sign']);
  const value = await crypto.subtle.sign('HMAC', secret, utf8(`${partyId}:${generation}`));
  return base64Url(new Uint8Array(value));
}

/** SHA-256 of the token's 43 ASCII characters, lower-case hexadecimal: all that the database ever sees. */
export function linkTokenHash(token: string): Promise<string> {
  return sha256Hex(utf8(token));
}
