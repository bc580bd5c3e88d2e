import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Rpc } from './db.ts';
import { gather, plain, sha256Hex, streamOf } from './octets.ts';
import { Fault, Refusal } from './refusal.ts';
import type { IdentityWrapping } from './storage-keys.ts';

/** One object as the access functions name it; `length` is of the plain octets. */
export interface ObjectPart {
  readonly objectKey: string;
  readonly wrappedIdentity: string;
  readonly length: number;
}

/** An object that was stored; hash and length are of the plain octets. */
export interface StoredObject {
  readonly objectKey: string;
  readonly sha256Hex: string;
  readonly length: number;
}

/** A bucket of opaque octets: keys are ASCII, nothing is ever overwritten. */
export interface BlobPort {
  /** Stores under a fresh key; throws Refusal `STORAGE_FULL` where there is no room, else Fault. */
  upload(key: string, body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): Promise<void>;
  /** The octets, or null where there is no such object. */
  download(key: string): Promise<ReadableStream<Uint8Array> | null>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Encrypted, insert-only storage. */
export interface ObjectStore {
  put(bytes: Uint8Array): Promise<StoredObject>;
  /**
   * The parts' plain octets in one buffer, in order; checked against the whole's length and SHA-256.
   *
   * @param into - where they are to lie, from its beginning; else a buffer just as long is made.
   */
  read(
    parts: readonly ObjectPart[],
    whole: { readonly length: number; readonly sha256Hex: string },
    into?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Objects above this travel as a stream, so that they are never in memory a second time; parts of uploads do not. */
const AS_STREAM = 4 * 1024 * 1024;

async function sealedWhole(
  stream: ReadableStream<Uint8Array>,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await gather(stream, size, size);
  if (sealed?.length !== size) throw new Fault('STORAGE_CORRUPT', { context: { expected: size } });
  return sealed;
}

/**
 * Storage in which each object is an age file to its own fresh X25519 identity; that identity, wrapped to the
 * service's recipient, stays in the database. Losing one object's identity, or learning it, touches no other.
 *
 * The row is written before the upload (`object_put`), so that a crash leaves a row without an object, which
 * the sweep finds, and never an object that nobody knows.
 *
 * @param wrapping - wraps each object's identity to the service, and to the recovery recipient where there is one.
 * @param newKey - a key never used before, for example `o/<uuid>`.
 */
export function encryptedStore(
  blobs: BlobPort,
  rpc: Rpc,
  wrapping: IdentityWrapping,
  newKey: () => string,
): ObjectStore {
  return {
    async put(bytes) {
      const own = await generateX25519Identity();
      const wrappedIdentity = await wrapping.wrap(own);
      const encrypter = new Encrypter();
      encrypter.addRecipient(await identityToRecipient(own));
      const stream = await encrypter.encrypt(streamOf(bytes));
      const size = stream.size(bytes.length);
      const stored = { objectKey: newKey(), sha256Hex: await sha256Hex(bytes), length: bytes.length };
      await rpc('object_put', {
        p_key: stored.objectKey,
        p_wrapped_identity: wrappedIdentity,
        p_size: stored.length,
        p_sha256_hex: stored.sha256Hex,
      });
      await blobs.upload(
        stored.objectKey,
        bytes.length > AS_STREAM ? stream : await sealedWhole(stream, size),
      );
      return stored;
    },
    async read(parts, whole, into) {
      const total = parts.reduce((sum, part) => sum + part.length, 0);
      if (total !== whole.length)
        throw new Fault('STORAGE_CORRUPT', { context: { expected: whole.length, found: total } });
      const out = into?.subarray(0, total) ?? new Uint8Array(total);
      let at = 0;
      for (const part of parts) {
        const sealed = await blobs.download(part.objectKey);
        if (sealed === null) throw new Fault('STORAGE_OBJECT_MISSING', { context: { key: part.objectKey } });
        const decrypter = new Decrypter();
        decrypter.addIdentity(await wrapping.unwrap(part.wrappedIdentity));
        const reader = (await decrypter.decrypt(sealed)).getReader();
        const end = at + part.length;
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          if (at + value.length > end)
            throw new Fault('STORAGE_CORRUPT', { context: { key: part.objectKey } });
          out.set(value, at);
          at += value.length;
        }
        if (at !== end) throw new Fault('STORAGE_CORRUPT', { context: { key: part.objectKey } });
      }
      if ((await sha256Hex(out)) !== whole.sha256Hex) {
        throw new Fault('STORAGE_CORRUPT', { context: { sha256Hex: whole.sha256Hex } });
      }
      return out;
    },
    remove: (keys) => blobs.remove(keys),
  };
}

/** What supabase-js says of a storage error. */
interface StorageFailure {
  readonly message: string;
  readonly status?: number | undefined;
  readonly statusCode?: string | undefined;
}

/** The error that a storage error stands for. */
export function storageError(act: string, error: StorageFailure): Error {
  const full = /\b(ENOSPC|EDQUOT)\b|no space left|disk full|quota|53100/i.test(error.message);
  if (full || error.status === 507 || error.statusCode === '507') return new Refusal('STORAGE_FULL');
  return new Fault('STORAGE', { cause: error, context: { act } });
}

/** Only what is used of supabase-js' storage client. */
interface Bucket {
  upload(
    path: string,
    body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
    options: { contentType: string; upsert: boolean },
  ): Promise<{ error: StorageFailure | null }>;
  download(path: string): {
    /** Unlike the Blob, this does not gather the whole object first. */
    asStream(): PromiseLike<{ data: ReadableStream<Uint8Array> | null; error: StorageFailure | null }>;
  };
  remove(paths: string[]): Promise<{ error: StorageFailure | null }>;
}

/** The bucket over supabase-js: plain octets up and down, no signed URLs. */
export function supabaseBlobs(bucket: Bucket): BlobPort {
  return {
    async upload(key, body) {
      const options = { contentType: 'application/octet-stream', upsert: false };
      const { error } = await bucket.upload(key, body instanceof Uint8Array ? plain(body) : body, options);
      if (error !== null) throw storageError('upload', error);
    },
    async download(key) {
      const { data, error } = await bucket.download(key).asStream();
      if (error !== null) {
        if (error.status === 404 || error.statusCode === '404') return null;
        throw storageError('download', error);
      }
      return data;
    },
    async remove(keys) {
      if (keys.length === 0) return;
      const { error } = await bucket.remove([...keys]);
      if (error !== null) throw storageError('remove', error);
    },
  };
}
