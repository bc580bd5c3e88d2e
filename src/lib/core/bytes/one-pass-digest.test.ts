import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { webDigest } from './digest.ts';
import { onePassDigest } from './one-pass-digest.ts';

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
    expect(await onePassDigest(createHash)(algorithm, messages)).toEqual(
      await webDigest(algorithm, messages),
    );
  }
});

test('the octets that several messages share are hashed once, and none is copied', async () => {
  const file = new Uint8Array(5000);
  const hashed: Uint8Array[] = [];
  const counting = (name: string): ReturnType<Parameters<typeof onePassDigest>[0]> => wrap(createHash(name));
  const wrap = (hash: ReturnType<typeof createHash>): ReturnType<Parameters<typeof onePassDigest>[0]> => ({
    update: (data) => {
      hashed.push(data);
      return hash.update(data);
    },
    copy: () => wrap(hash.copy()),
    digest: () => hash.digest(),
  });
  await onePassDigest(counting)('SHA-256', [
    [file],
    [file.subarray(0, 1000), file.subarray(1200)],
    [file.subarray(0, 3000), file.subarray(3500)],
  ]);
  expect(hashed.reduce((sum, part) => sum + part.length, 0)).toBe(5000 + 3800 + 1500);
  expect(hashed.every((part) => part.buffer === file.buffer)).toBe(true);
});
