import { mac } from './email-code.ts';
import { toHex } from './core.ts';
import { plain, utf8 } from './octets.ts';

/** OWASP's figure for PBKDF2-HMAC-SHA256 (2023): about a tenth of a second for whoever guesses, each time. */
const ITERATIONS = 600_000;
const DIGITS = 8;
/** The highest multiple of 10^8 below 2^32: what lies above would favour some codes. */
const FAIR = Math.floor(2 ** 32 / 10 ** DIGITS) * 10 ** DIGITS;

/**
 * An access code for a contractor's signer: eight digits, which can be said on the telephone.
 *
 * @param random - octets from the platform's generator.
 */
export function accessCode(random: (length: number) => Uint8Array): string {
  for (;;) {
    const drawn = new DataView(plain(random(4)).slice().buffer).getUint32(0);
    if (drawn < FAIR) return String(drawn % 10 ** DIGITS).padStart(DIGITS, '0');
  }
}

/**
 * What the database keeps of a code that a signer enters, and compares: PBKDF2 (RFC 8018 §5.2) of a MAC under the link
 * key, salted with the code's id. Without the link key nothing can be tried; with it, each try is slow.
 *
 * @param code - as typed: full-width digits, spaces and hyphens are taken for what they mean.
 * @returns hexadecimal, 32 octets.
 */
export async function signerCodeVerifier(key: Uint8Array, codeId: string, code: string): Promise<string> {
  const digits = code.normalize('NFKC').replace(/[\s\p{Pd}ー]/gu, '');
  const secret = plain(await mac(key, `signer-code:${codeId}:${digits}`));
  const material = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: utf8(codeId), iterations: ITERATIONS };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(derivation, material, 256)));
}
