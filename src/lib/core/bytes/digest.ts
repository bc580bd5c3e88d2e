import { concatBytes } from './concat.ts';

/** The hash algorithms a digest port answers, as WebCrypto names them. */
export type DigestAlgorithm = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/**
 * Hashes several messages, each given as parts in order, and answers one digest a message.
 *
 * All messages come in one call so that an implementation with a streaming hash can read a file once.
 */
export type DigestPort = (
  algorithm: DigestAlgorithm,
  messages: readonly (readonly Uint8Array[])[],
) => Promise<Uint8Array[]>;

/**
 * The digest port over WebCrypto: the same in browser, worker, Node and Deno. It copies a message of
 * several parts, and views that do not own their buffer, because `crypto.subtle` cannot stream.
 */
export const webDigest: DigestPort = async (algorithm, messages) => {
  const digests: Uint8Array[] = [];
  for (const parts of messages) {
    const [only] = parts;
    const message = parts.length === 1 && only && isPlain(only) ? only : concatBytes(...parts);
    digests.push(new Uint8Array(await crypto.subtle.digest(algorithm, message)));
  }
  return digests;
};

function isPlain(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
