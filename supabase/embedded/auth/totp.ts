import { createHmac, timingSafeEqual } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PERIOD_S = 30;
const DIGITS = 6;

/** Encodes octets as base32 without padding. Source: RFC 4648 §6. */
export function base32(octets: Uint8Array): string {
  let bits = '';
  for (const octet of octets) bits += octet.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => ALPHABET[parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/**
 * Decodes base32, with or without padding and spaces, in either case.
 *
 * @throws RangeError on any other character. Source: RFC 4648 §6.
 */
export function fromBase32(text: string): Uint8Array {
  let bits = '';
  for (const letter of text.toUpperCase().replace(/[\s=]/g, '')) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new RangeError('not base32');
    bits += value.toString(2).padStart(5, '0');
  }
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
}

/** The number of 30-second steps since 1970 at an instant. Source: RFC 6238 §4.2. */
export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / PERIOD_S);
}

/**
 * The six digits of one step.
 *
 * @param secret - base32. Source: RFC 6238 §4 (HMAC-SHA-1), RFC 4226 §5.3.
 */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  const value = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(value % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * Finds the step that a code belongs to: the current one or a neighbour (RFC 6238 §5.2, one step of delay either way).
 *
 * @param usedStep - steps up to and including this one are refused, so that a code works once (RFC 6238 §5.2).
 * @returns the step, or null where no acceptable step has this code.
 */
export function matchTotp(secret: string, code: string, at: Date, usedStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = totpStep(at);
  for (const step of [now - 1, now, now + 1]) {
    if (step > usedStep && timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)))
      return step;
  }
  return null;
}
