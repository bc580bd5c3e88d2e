import { toBase64, toHex } from './core.ts';
import { nodeDigest } from './digest.ts';
import { Fault } from './refusal.ts';

const encoder = new TextEncoder();

/** UTF-8 octets of a text. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Octets in a buffer of their own kind, which WebCrypto and `fetch` insist on; copies only when it must. */
export function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
}

/** SHA-256 of the parts in order; no part is copied, where WebCrypto would copy a whole file. */
export async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const [digest] = await nodeDigest('SHA-256', [parts]);
  if (digest === undefined) throw new Fault('DIGEST');
  return Uint8Array.from(digest);
}

/** SHA-256 of the parts in order, lower-case hexadecimal. */
export async function sha256Hex(...parts: readonly Uint8Array[]): Promise<string> {
  return toHex(await sha256(...parts));
}

/** base64url without padding (RFC 4648 §5). */
export function base64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Compares two secrets without telling, by the time it takes, where they differ. */
export async function sameSecret(a: string, b: string): Promise<boolean> {
  // Hashing first makes both the same length and the comparison independent of the content.
  const [x, y] = await Promise.all([sha256(utf8(a)), sha256(utf8(b))]);
  let difference = 0;
  for (let i = 0; i < x.length; i++) difference |= (x[i] ?? 0) ^ (y[i] ?? 0);
  return difference === 0;
}
