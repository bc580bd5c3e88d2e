import { generateX25519Identity } from 'age-encryption';
import { expect, test } from 'vitest';
import type { Rpc } from './db.ts';
import { sha256Hex } from './octets.ts';
import { encryptedStore, storageError, type BlobPort, type ObjectPart } from './storage.ts';
import { identityWrapping } from './storage-keys.ts';

interface World {
  readonly blobs: Map<string, Uint8Array<ArrayBuffer>>;
  readonly rows: Map<string, string>;
  readonly order: string[];
  readonly port: BlobPort;
  readonly rpc: Rpc;
}

function world(): World {
  const blobs = new Map<string, Uint8Array<ArrayBuffer>>();
  const rows = new Map<string, string>();
  const order: string[] = [];
  const rpc: Rpc = <T>(name: string, args: Readonly<Record<string, unknown>>): Promise<T> => {
    order.push(name);
    rows.set(String(args['p_key']), String(args['p_wrapped_identity']));
    return Promise.resolve(undefined as T);
  };
  const port: BlobPort = {
    async upload(key, body) {
      order.push('upload');
      blobs.set(key, new Uint8Array(await new Response(body).arrayBuffer()));
    },
    download(key) {
      const bytes = blobs.get(key);
      return Promise.resolve(bytes === undefined ? null : new Blob([bytes]).stream());
    },
    remove: () => Promise.resolve(),
  };
  return { blobs, rows, order, port, rpc };
}

const identity = await generateX25519Identity();
const wrapping = identityWrapping({ identities: [identity], recoveryRecipient: null });
let keys = 0;
const newKey = (): string => `o/${String((keys += 1))}`;

async function stored(w: World, bytes: Uint8Array): Promise<ObjectPart> {
  const object = await encryptedStore(w.port, w.rpc, wrapping, newKey).put(bytes);
  return {
    objectKey: object.objectKey,
    wrappedIdentity: w.rows.get(object.objectKey) ?? '',
    length: object.length,
  };
}

const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7919) >> 5);

test('sends a large object as a stream, never a second time in memory', async () => {
  const w = world();
  const bodies: unknown[] = [];
  const port: BlobPort = {
    ...w.port,
    upload: (key, body) => {
      bodies.push(body instanceof ReadableStream);
      return w.port.upload(key, body);
    },
  };
  const part = await stored({ ...w, port }, new Uint8Array(4 * 1024 * 1024).fill(1));
  const large = new Uint8Array(4 * 1024 * 1024 + 1).fill(2);
  const second = await stored({ ...w, port }, large);
  expect(bodies).toEqual([false, true]);
  const read = encryptedStore(w.port, w.rpc, wrapping, newKey).read([second], {
    length: second.length,
    sha256Hex: await sha256Hex(large),
  });
  expect((await read).every((octet) => octet === 2)).toBe(true);
  expect(part.length).toBe(4 * 1024 * 1024);
});

test('gives back the octets of several objects in order', async () => {
  const w = world();
  const parts = [await stored(w, bytes.subarray(0, 70_000)), await stored(w, bytes.subarray(70_000))];
  const whole = { length: bytes.length, sha256Hex: await sha256Hex(bytes) };
  expect(await encryptedStore(w.port, w.rpc, wrapping, newKey).read(parts, whole)).toEqual(bytes);
});

test('announces an object before it is uploaded', async () => {
  const w = world();
  await stored(w, bytes);
  expect(w.order).toEqual(['object_put', 'upload']);
});

test('stores nothing that can be read without the key', async () => {
  const w = world();
  const plain = new TextEncoder().encode('secret '.repeat(100));
  await stored(w, plain);
  const [blob] = w.blobs.values();
  expect(new TextDecoder('latin1').decode(blob)).not.toContain('secret');
  expect(new TextDecoder('latin1').decode(blob?.subarray(0, 21))).toBe('age-encryption.org/v1');
});

test('M65: gives every object an identity of its own, which opens no other', async () => {
  const w = world();
  const [one, two] = [await stored(w, bytes), await stored(w, bytes)];
  const swapped = { ...one, wrappedIdentity: two.wrappedIdentity };
  const whole = { length: bytes.length, sha256Hex: await sha256Hex(bytes) };
  const reading = encryptedStore(w.port, w.rpc, wrapping, newKey).read([swapped], whole);
  await expect(reading).rejects.toThrow();
});

test.each(['cut off', 'flipped'])('refuses an object that is %s', async (fault) => {
  const w = world();
  const part = await stored(w, bytes);
  const blob = w.blobs.get(part.objectKey) ?? new Uint8Array(0);
  if (fault === 'flipped') blob[blob.length - 10] = (blob[blob.length - 10] ?? 0) ^ 1;
  else w.blobs.set(part.objectKey, blob.slice(0, -70_000));
  const whole = { length: bytes.length, sha256Hex: await sha256Hex(bytes) };
  const reading = encryptedStore(w.port, w.rpc, wrapping, newKey).read([part], whole);
  await expect(reading).rejects.toThrow();
});

test('refuses octets that are not those whose hash was recorded', async () => {
  const w = world();
  const part = await stored(w, bytes);
  const whole = { length: bytes.length, sha256Hex: '0'.repeat(64) };
  const reading = encryptedStore(w.port, w.rpc, wrapping, newKey).read([part], whole);
  await expect(reading).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
});

test.each([
  ['ENOSPC: no space left on device, write', 'STORAGE_FULL'],
  ['could not extend file: No space left on device', 'STORAGE_FULL'],
  ['something else', 'STORAGE'],
])('takes "%s" for %s', (message, code) => {
  expect(storageError('upload', { message })).toMatchObject({ code });
});
