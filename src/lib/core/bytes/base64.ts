const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** Base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out.push(
      ALPHABET.charAt(word >> 18) +
        ALPHABET.charAt((word >> 12) & 63) +
        (left > 1 ? ALPHABET.charAt((word >> 6) & 63) : '=') +
        (left > 2 ? ALPHABET.charAt(word & 63) : '='),
    );
  }
  return out.join('');
}

/** Bytes of a Base64 text (RFC 4648 §4; white space is skipped, padding required); undefined where malformed. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const compact = text.replace(/[\t\n\r ]+/g, '');
  if (compact.length % 4 !== 0) return undefined;
  const padding = compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0;
  const out = new Uint8Array((compact.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < compact.length; i += 4) {
    let word = 0;
    for (let j = 0; j < 4; j++) {
      const isPadding = i + j >= compact.length - padding;
      const value = isPadding ? 0 : VALUES.get(compact.charAt(i + j));
      if (value === undefined) return undefined;
      word = word * 64 + value;
    }
    for (const shift of [16, 8, 0]) if (at < out.length) out[at++] = (word >> shift) & 0xff;
  }
  return out;
}

/** Base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Bytes of a Base64url text (RFC 4648 §5, no padding, no white space); undefined where malformed. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const padding = '='.repeat((4 - (text.length % 4)) % 4);
  return padding.length === 3
    ? undefined
    : fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + padding);
}
