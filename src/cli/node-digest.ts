import { createHash } from 'node:crypto';
import { onePassDigest } from '../lib/core/bytes/one-pass-digest.ts';

/** The digest port of Node. */
export const nodeDigest = onePassDigest(createHash);
