import type { DigestAlgorithm, DigestPort } from './digest.ts';

/** A streaming hash that can be copied in the middle, as `node:crypto` has it. */
export interface RunningHash {
  update(data: Uint8Array): unknown;
  copy(): RunningHash;
  digest(): Uint8Array;
}

const NAMES: Readonly<Record<DigestAlgorithm, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * The digest port over a streaming hash; no part is copied. The ranges of a file's signatures all begin at its first
 * byte, so one running hash serves them all: it is copied where a message leaves the file's straight line (its gap, or
 * its end), and each copy takes what is left of its own message.
 *
 * @param createHash - by the platform's name of the algorithm, for example `sha256`.
 */
export function onePassDigest(createHash: (name: string) => RunningHash): DigestPort {
  return (algorithm, messages) => {
    const results = new Array<Uint8Array>(messages.length);
    for (const indexes of bySameBeginning(messages)) {
      const running = createHash(NAMES[algorithm]);
      let done = 0;
      for (const index of indexes) {
        const [first, ...rest] = messages[index] ?? [];
        if (first) running.update(first.subarray(done));
        done = first?.length ?? done;
        const own = running.copy();
        for (const part of rest) own.update(part);
        results[index] = new Uint8Array(own.digest());
      }
    }
    return Promise.resolve(results);
  };
}

/** The messages' indexes in groups that begin at one byte; in each, the shortest first part comes first. */
function bySameBeginning(messages: Parameters<DigestPort>[1]): number[][] {
  const groups: { buffer: ArrayBufferLike | undefined; offset: number; indexes: number[] }[] = [];
  for (const [index, [first]] of messages.entries()) {
    const found = groups.find(
      ({ buffer, offset }) => buffer !== undefined && buffer === first?.buffer && offset === first.byteOffset,
    );
    if (found) found.indexes.push(index);
    else groups.push({ buffer: first?.buffer, offset: first?.byteOffset ?? 0, indexes: [index] });
  }
  const length = (index: number): number => messages[index]?.[0]?.length ?? 0;
  return groups.map(({ indexes }) => indexes.sort((a, b) => length(a) - length(b)));
}
