import { createHash } from 'node:crypto';
import type { DigestPort } from './core.ts';

/** The digest port over the platform's streaming hash: parts are not copied together, unlike with WebCrypto. */
export const nodeDigest: DigestPort = (algorithm, messages) =>
  Promise.resolve(
    messages.map((parts) => {
      const hash = createHash(algorithm.replace('-', '').toLowerCase());
      for (const part of parts) hash.update(part);
      return new Uint8Array(hash.digest());
    }),
  );
