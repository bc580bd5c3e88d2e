import { expect, test } from 'vitest';
import { memoryStore } from '../../../tests/functions/fake-ports.ts';
import { sha256Hex } from './octets.ts';
import { FileBuffer, WorkingFile } from './working-file.ts';

async function open(bytes: Uint8Array): Promise<WorkingFile> {
  const objects = memoryStore(new Map());
  const stored = await objects.put(bytes);
  const part = { objectKey: stored.objectKey, wrappedIdentity: '', length: bytes.length };
  return await WorkingFile.read(objects, [part], { length: bytes.length, sha256Hex: await sha256Hex(bytes) });
}

test('shows what an update makes of a file in the file’s own buffer', async () => {
  const file = await open(Uint8Array.of(1, 2, 3));
  const first = file.with(Uint8Array.of(4), Uint8Array.of(5, 6));
  expect([...first]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(first.buffer).toBe(file.base.buffer);
  expect([...file.with(Uint8Array.of(9))]).toEqual([1, 2, 3, 9]);
  expect([...file.base]).toEqual([1, 2, 3]);
});

test('reads one file after another into the same buffer', async () => {
  const objects = memoryStore(new Map());
  const buffer = new FileBuffer();
  const read = async (bytes: Uint8Array): Promise<WorkingFile> => {
    const { objectKey, sha256Hex, length } = await objects.put(bytes);
    const part = { objectKey, wrappedIdentity: '', length };
    return await WorkingFile.read(objects, [part], { length, sha256Hex }, buffer);
  };
  const first = await read(Uint8Array.of(1, 2, 3, 4));
  const second = await read(Uint8Array.of(5, 6));
  expect(second.base.buffer).toBe(first.base.buffer);
  expect([...second.with(Uint8Array.of(7))]).toEqual([5, 6, 7]);
});

test('takes an update that is larger than the room behind the file', async () => {
  const file = await open(Uint8Array.of(1, 2, 3));
  const update = new Uint8Array(1_000_000).fill(7);
  const whole = file.with(update);
  expect(whole.length).toBe(1_000_003);
  expect([...whole.subarray(0, 4)]).toEqual([1, 2, 3, 7]);
  expect(whole.at(-1)).toBe(7);
  expect([...file.base]).toEqual([1, 2, 3]);
});
