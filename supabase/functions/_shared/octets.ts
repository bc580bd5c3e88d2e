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

/** The octets as a stream of views into them: a response or a request with it does not copy them first. */
export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  const step = 256 * 1024;
  const all = plain(bytes);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= all.length) return controller.close();
      controller.enqueue(all.subarray(at, at + step));
      at += step;
    },
  });
}

/**
 * A stream's octets in one buffer, without a list of all its chunks first.
 *
 * @param expected - how many are announced, at most what is to be allotted before any has come; 0 where unknown.
 * @param limit - the most that may come.
 * @returns null where there are more; the rest is not read.
 */
export async function gather(
  stream: ReadableStream<Uint8Array>,
  expected: number,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  let out = new Uint8Array(Math.max(0, Math.min(expected, limit)));
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return out.subarray(0, length);
    const end = length + value.length;
    if (end > limit) {
      await reader.cancel();
      return null;
    }
    if (end > out.length) {
      const larger = new Uint8Array(Math.min(limit, Math.max(2 * out.length, end)));
      larger.set(out.subarray(0, length));
      out = larger;
    }
    out.set(value, length);
    length = end;
  }
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
