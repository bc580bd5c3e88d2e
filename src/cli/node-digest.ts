import { createHash, type Hash } from 'node:crypto';
import type { DigestAlgorithm, DigestPort } from '../lib/core/bytes/digest.ts';

const NAMES: Readonly<Record<DigestAlgorithm, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * The digest port of Node. The ranges of a file's signatures all begin at its first byte, so one running hash serves
 * them all: it is copied where a message leaves the file's straight line (its gap, or its end), and each copy takes
 * what is left of its own message.
 */
export const nodeDigest: DigestPort = (algorithm, messages) => {
  const results = new Array<Uint8Array>(messages.length);
  const groups = new Map<string, number[]>();
  for (const [index, [first]] of messages.entries()) {
    const key = first
      ? `${String(bufferId(first.buffer))} ${String(first.byteOffset)}`
      : `empty ${String(index)}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  for (const indexes of groups.values()) hashGroup(algorithm, messages, indexes, results);
  return Promise.resolve(results);
};

const ids = new WeakMap<ArrayBufferLike, number>();
let nextId = 0;

function bufferId(buffer: ArrayBufferLike): number {
  let id = ids.get(buffer);
  if (id === undefined) {
    id = nextId++;
    ids.set(buffer, id);
  }
  return id;
}

// Messages that begin at one byte: shortest first part first.
function hashGroup(
  algorithm: DigestAlgorithm,
  messages: Parameters<DigestPort>[1],
  indexes: readonly number[],
  results: Uint8Array[],
): void {
  const ordered = [...indexes].sort((a, b) => lengthOf(messages, a) - lengthOf(messages, b));
  const running = createHash(NAMES[algorithm]);
  let done = 0;
  for (const index of ordered) {
    const [first, ...rest] = messages[index] ?? [];
    if (first) running.update(first.subarray(done));
    done = first?.length ?? done;
    const own: Hash = running.copy();
    for (const part of rest) own.update(part);
    results[index] = new Uint8Array(own.digest());
  }
}

function lengthOf(messages: Parameters<DigestPort>[1], index: number): number {
  return messages[index]?.[0]?.length ?? 0;
}
