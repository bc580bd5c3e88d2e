import { Inflate, inflateSync } from 'fflate';
import { concatBytes } from './concat.ts';

/** Why inflating stopped: the output passed its bound, or the data is not what it says. */
type InflateCode = 'INFLATE_LIMIT' | 'INFLATE_CORRUPT';

export type InflateResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly complete: boolean }
  | { readonly ok: false; readonly code: InflateCode };

// Deflate expands at most 1032 times, so one chunk yields at most some 8 MB.
const CHUNK = 8192;
const MAX_EXPANSION = 1032;

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
  if (!hasZlibHeader(data)) return { ok: false, code: 'INFLATE_CORRUPT' };
  if (data.length * MAX_EXPANSION <= limit) {
    const bytes = inflateAtOnce(data);
    if (bytes) return { ok: true, bytes, complete: true };
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const ended = stream(data, (part) => {
    size += part.length;
    if (size > limit) throw new LimitPassed();
    parts.push(part);
  });
  if (ended === 'limit') return { ok: false, code: 'INFLATE_LIMIT' };
  // What came out before a corrupt block or an early end is what viewers show.
  if (ended === 'corrupt' && size === 0) return { ok: false, code: 'INFLATE_CORRUPT' };
  return { ok: true, bytes: concatBytes(...parts), complete: ended === 'complete' };
}

/** Whether zlib data inflates to more than `limit` bytes; the output is not kept. False where it is not zlib data. */
export function inflatesBeyond(data: Uint8Array, limit: number): boolean {
  if (!hasZlibHeader(data) || data.length * MAX_EXPANSION <= limit) return false;
  let size = 0;
  const ended = stream(data, (part) => {
    size += part.length;
    if (size > limit) throw new LimitPassed();
  });
  return ended === 'limit';
}

// RFC 1950 §2.2: deflate, a header divisible by 31, no preset dictionary.
function hasZlibHeader(data: Uint8Array): boolean {
  const [cmf, flg] = data;
  if (cmf === undefined || flg === undefined) return false;
  return (cmf & 15) === 8 && ((cmf << 8) | flg) % 31 === 0 && (flg & 32) === 0;
}

function inflateAtOnce(data: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(data.subarray(2));
  } catch (error) {
    // Cut off or corrupt: the caller goes on chunk by chunk, to keep what comes out before.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function stream(data: Uint8Array, take: (part: Uint8Array) => void): 'complete' | 'corrupt' | 'limit' {
  const inflate = new Inflate((part) => {
    if (part.length > 0) take(part);
  });
  try {
    // Only with its last byte is it told that nothing follows: where blocks are missing it throws then, and what
    // came before has been taken.
    const last = data.length - 1;
    for (let at = 2; at < last; at += CHUNK) inflate.push(data.subarray(at, Math.min(at + CHUNK, last)));
    inflate.push(data.subarray(Math.max(2, last)), true);
  } catch (error) {
    return error instanceof LimitPassed ? 'limit' : 'corrupt';
  }
  return 'complete';
}
