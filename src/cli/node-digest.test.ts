import { expect, test } from 'vitest';
import { webDigest } from '../lib/core/bytes/digest.ts';
import { nodeDigest } from './node-digest.ts';

test('one pass over messages that share a beginning answers what hashing each alone answers', async () => {
  const file = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) & 255);
  const messages = [
    [file],
    [file.subarray(0, 1000), file.subarray(1200, 3000)],
    [file.subarray(0, 3200), file.subarray(3500)],
    [file.subarray(0, 1000)],
    [file.subarray(7, 90)],
    [],
  ];
  for (const algorithm of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const) {
    expect(await nodeDigest(algorithm, messages)).toEqual(await webDigest(algorithm, messages));
  }
});
