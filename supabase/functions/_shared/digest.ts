import type { DigestPort } from './core.ts';

/** The part of `node:crypto` that hashing uses; its published types are a package that the functions do not have. */
interface NodeCrypto {
  createHash(algorithm: string): Hash;
}
interface Hash {
  update(data: Uint8Array): Hash;
  digest(): Uint8Array;
}

// As a variable, so that the type checker does not look for those types.
const NODE_CRYPTO: string = 'node:crypto';
const { createHash } = (await import(NODE_CRYPTO)) as NodeCrypto;

/** The digest port over the platform's streaming hash: parts are not copied together, unlike with WebCrypto. */
export const nodeDigest: DigestPort = (algorithm, messages) =>
  Promise.resolve(
    messages.map((parts) => {
      const hash = createHash(algorithm.replace('-', '').toLowerCase());
      for (const part of parts) hash.update(part);
      return new Uint8Array(hash.digest());
    }),
  );
