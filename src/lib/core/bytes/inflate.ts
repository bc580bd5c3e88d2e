import { Inflate } from 'fflate';
import { concatBytes } from './concat.ts';

/** Why inflating stopped: the output passed its bound, or the data is not what it says. */
export type InflateCode = 'INFLATE_LIMIT' | 'INFLATE_CORRUPT';

export type InflateResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly complete: boolean }
  | { readonly ok: false; readonly code: InflateCode };

// Deflate expands at most about 1000 times, so one chunk yields at most some 8 MB.
const CHUNK = 8192;

class LimitPassed extends Error {}

/**
 * Inflates zlib data (RFC 1950) with a bound on what comes out; the input is fed in small chunks, so a bomb costs
 * no more than the bound and one chunk's yield.
 *
 * @param limit - the most bytes of output accepted.
 * @returns the output; `complete` is false where the data ended before its final block. The Adler-32 trailer is not
 *   checked (every PDF viewer ignores it, and so must a judge of what they show). Hostile bytes give a code.
 */
export function inflateBounded(data: Uint8Array, limit: number): InflateResult {
  const [cmf, flg] = data;
  if (
    cmf === undefined ||
    flg === undefined ||
    (cmf & 15) !== 8 ||
    ((cmf << 8) | flg) % 31 !== 0 ||
    flg & 32
  ) {
    return { ok: false, code: 'INFLATE_CORRUPT' };
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  let complete = false;
  const stream = new Inflate((part, final) => {
    size += part.length;
    if (size > limit) throw new LimitPassed();
    if (part.length > 0) parts.push(part);
    complete ||= final;
  });
  const body = data.subarray(2);
  let at = 0;
  try {
    while (at < body.length && !complete) {
      const next = Math.min(at + CHUNK, body.length);
      stream.push(body.subarray(at, next), next === body.length);
      at = next;
    }
  } catch (error) {
    if (error instanceof LimitPassed) return { ok: false, code: 'INFLATE_LIMIT' };
    // fflate reports an early end and a corrupt block alike by throwing; what came out before is what viewers show.
    if (size === 0) return { ok: false, code: 'INFLATE_CORRUPT' };
    return { ok: true, bytes: joined(parts), complete: false };
  }
  return { ok: true, bytes: joined(parts), complete };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only ? only : concatBytes(...parts);
}
