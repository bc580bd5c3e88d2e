import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, describe, expect, test } from 'vitest';
import type { Rpc } from '../../supabase/functions/_shared/db.ts';
import { encryptedStore, type BlobPort } from '../../supabase/functions/_shared/storage.ts';
import {
  identityWrapping,
  readStorageKeys,
  type StorageKeys,
} from '../../supabase/functions/_shared/storage-keys.ts';
import { rewrapBatch } from '../../supabase/functions/jobs/rewrap.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'shomei-age-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hasAge = spawnSync('age', ['--version']).error === undefined;
const text = (n: number): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`contract ${String(n)} `.repeat(9));
const OBJECTS = 250;

interface Row {
  wrappedIdentity: string;
  recipients: string | null;
}

/** Rows and blobs in memory, with what the two SQL functions promise. `dieAfter` lets the worker die in the middle. */
function world(): {
  rows: Map<string, Row>;
  blobs: Map<string, Uint8Array>;
  port: BlobPort;
  rpc: Rpc;
  dieAfter: number;
} {
  const made = { rows: new Map<string, Row>(), blobs: new Map<string, Uint8Array>(), dieAfter: Infinity };
  const rpc = ((name: string, args: Readonly<Record<string, string | number>>): Promise<unknown> => {
    const key = String(args['p_key']);
    if (name === 'object_put')
      made.rows.set(key, { wrappedIdentity: String(args['p_wrapped_identity']), recipients: null });
    if (name === 'object_rewrap') {
      if ((made.dieAfter -= 1) < 0) return Promise.reject(new Error('killed'));
      const row = made.rows.get(key);
      if (row?.wrappedIdentity !== args['p_former']) return Promise.reject(new Error('OBJECT_CONFLICT'));
      made.rows.set(key, {
        wrappedIdentity: String(args['p_wrapped_identity']),
        recipients: String(args['p_recipients_sha256_hex']),
      });
    }
    if (name !== 'object_rewrap_subject') return Promise.resolve(null);
    const waiting = [...made.rows].filter(([, row]) => row.recipients !== args['p_recipients_sha256_hex']);
    return Promise.resolve({
      left: waiting.length,
      objects: waiting
        .slice(0, Number(args['p_limit']))
        .map(([objectKey, row]) => ({ key: objectKey, wrappedIdentity: row.wrappedIdentity })),
    });
  }) as Rpc;
  const port: BlobPort = {
    upload: async (key, body) =>
      void made.blobs.set(key, new Uint8Array(await new Response(body).arrayBuffer())),
    download: (key) => Promise.resolve(new Blob([Uint8Array.from(made.blobs.get(key) ?? [])]).stream()),
    remove: () => Promise.resolve(),
  };
  return Object.assign(made, { rpc, port });
}

async function store(w: ReturnType<typeof world>, keys: StorageKeys, count: number) {
  let n = 0;
  const objects = encryptedStore(w.port, w.rpc, identityWrapping(keys), () => `o${String((n += 1))}`);
  const stored = [];
  for (let i = 0; i < count; i += 1) stored.push(await objects.put(text(i)));
  return stored;
}

/** What the plain `age` command makes of a file with an identity. */
function age(identity: string, octets: Uint8Array | string): Uint8Array {
  const file = path.join(folder, 'identity');
  writeFileSync(file, `${identity}\n`);
  writeFileSync(path.join(folder, 'sealed'), octets);
  return execFileSync('age', ['-d', '-i', file, path.join(folder, 'sealed')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const service = await generateX25519Identity();
const offline = await generateX25519Identity();

describe.skipIf(!hasAge)('M67: with the age command and the recovery identity alone', () => {
  test('every object is opened, and by no identity of another', async () => {
    const w = world();
    const keys = { identities: [service], recoveryRecipient: await identityToRecipient(offline) };
    const stored = await store(w, keys, 5);
    const own: string[] = [];
    for (const [i, { objectKey }] of stored.entries()) {
      const identity = Buffer.from(age(offline, w.rows.get(objectKey)?.wrappedIdentity ?? '')).toString(
        'utf8',
      );
      own.push(identity);
      expect(Buffer.compare(age(identity, w.blobs.get(objectKey) ?? ''), text(i))).toBe(0);
    }
    expect(new Set(own).size).toBe(5);
    // M65: one object's identity opens no other, and neither does the recovery identity itself.
    for (const { objectKey } of stored.slice(1))
      expect(() => age(own[0] ?? '', w.blobs.get(objectKey) ?? '')).toThrow();
    expect(() => age(offline, w.blobs.get(stored[0]?.objectKey ?? '') ?? '')).toThrow();
  });

  test('after a rotation too, and the former service identity opens nothing any more', async () => {
    const w = world();
    const stored = await store(w, { identities: [service], recoveryRecipient: null }, 3);
    const next = await generateX25519Identity();
    const recoveryRecipient = await identityToRecipient(offline);
    const wrapping = identityWrapping({ identities: [next, service], recoveryRecipient });
    expect(await rewrapBatch(w.rpc, wrapping)).toEqual({ done: 3, left: 0 });
    for (const [i, { objectKey }] of stored.entries()) {
      const wrapped = w.rows.get(objectKey)?.wrappedIdentity ?? '';
      expect(() => age(service, wrapped)).toThrow();
      const identity = Buffer.from(age(offline, wrapped)).toString('utf8');
      expect(age(next, wrapped).toString()).toBe(age(offline, wrapped).toString());
      expect(Buffer.compare(age(identity, w.blobs.get(objectKey) ?? ''), text(i))).toBe(0);
    }
  });
});

describe('M65: the wrapping key is replaced', () => {
  test('in batches, after a death anywhere, without touching an object', async () => {
    const w = world();
    const stored = await store(w, { identities: [service], recoveryRecipient: null }, OBJECTS);
    const before = new Map([...w.blobs].map(([key, octets]) => [key, octets.slice()]));
    const next = await generateX25519Identity();
    const both = identityWrapping({ identities: [next, service], recoveryRecipient: null });
    w.dieAfter = 137;
    let [calls, left] = [0, OBJECTS];
    while (left > 0) {
      calls += 1;
      try {
        ({ left } = await rewrapBatch(w.rpc, both));
      } catch (error) {
        expect((error as Error).message).toBe('killed');
        w.dieAfter = Infinity;
        // In the middle, both forms are read.
        const objects = encryptedStore(w.port, w.rpc, both, () => 'none');
        for (const i of [0, OBJECTS - 1]) {
          const { objectKey, length, sha256Hex } = stored[i]!;
          const wrappedIdentity = w.rows.get(objectKey)?.wrappedIdentity ?? '';
          expect(await objects.read([{ objectKey, wrappedIdentity, length }], { length, sha256Hex })).toEqual(
            text(i),
          );
        }
      }
    }
    expect(calls).toBe(4);
    expect(w.blobs).toEqual(before);
    const alone = identityWrapping({ identities: [next], recoveryRecipient: null });
    for (const { wrappedIdentity } of w.rows.values())
      expect(await alone.unwrap(wrappedIdentity)).toMatch(/^AGE-SECRET-KEY-1/);
    const former = identityWrapping({ identities: [service], recoveryRecipient: null });
    for (const { wrappedIdentity } of w.rows.values())
      await expect(former.unwrap(wrappedIdentity)).rejects.toThrow();
    expect(await rewrapBatch(w.rpc, alone)).toEqual({ done: 0, left: 0 });
  });

  test('a former identity that was taken away too early is noticed, and nothing is lost', async () => {
    const w = world();
    await store(w, { identities: [service], recoveryRecipient: null }, 2);
    const rows = structuredClone([...w.rows]);
    const next = identityWrapping({ identities: [await generateX25519Identity()], recoveryRecipient: null });
    await expect(rewrapBatch(w.rpc, next)).rejects.toThrow();
    expect([...w.rows]).toEqual(rows);
  });
});

describe('settings', () => {
  test('several identities and a recovery recipient are read', async () => {
    const recipient = await identityToRecipient(offline);
    expect(readStorageKeys(`${service}\n ${offline}`, recipient)).toEqual({
      identities: [service, offline],
      recoveryRecipient: recipient,
    });
    expect(readStorageKeys(service, '').recoveryRecipient).toBeNull();
  });

  test.each([
    ['', undefined, 'SHOMEI_STORAGE_IDENTITY'],
    ['age1xyz', undefined, 'SHOMEI_STORAGE_IDENTITY'],
    [service, offline, 'SHOMEI_STORAGE_RECOVERY_RECIPIENT'],
  ])('%# a text of another form is refused by its setting’s name', (identities, recovery, name) => {
    expect(() => readStorageKeys(identities, recovery)).toThrow(
      expect.objectContaining({ code: 'CONFIG_UNREADABLE', context: { name } }) as Error,
    );
  });
});
