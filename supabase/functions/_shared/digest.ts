import { onePassDigest, type RunningHash } from './core.ts';

// As a variable, so that the type checker does not look for types that the functions do not have.
const NODE_CRYPTO: string = 'node:crypto';
const { createHash } = (await import(NODE_CRYPTO)) as { createHash(name: string): RunningHash };

/** The digest port over the platform's streaming hash: parts are not copied together, unlike with WebCrypto. */
export const nodeDigest = onePassDigest(createHash);
