import { expect, test } from 'vitest';
import { gather, streamOf } from './octets.ts';

const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => i);

test.each([0, 10, 1_000_000, 2_000_000])(
  'gathers a stream of which %i octets were announced',
  async (expected) => {
    expect(await gather(streamOf(bytes), expected, 3_000_000)).toEqual(bytes);
  },
);

test('takes exactly as much as the limit, and nothing longer', async () => {
  expect(await gather(streamOf(bytes), 0, bytes.length)).toEqual(bytes);
  expect(await gather(streamOf(bytes), 0, bytes.length - 1)).toBeNull();
});

test('streams views of the octets themselves', async () => {
  const { value } = await streamOf(bytes).getReader().read();
  expect(value?.buffer).toBe(bytes.buffer);
});
