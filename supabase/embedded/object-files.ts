import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile, copyFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { App } from '@supabase/lite';
import { StorageFull } from './storage-full.ts';

type Adapter = NonNullable<App['_storageAdapter']>;
type Metadata = Awaited<ReturnType<Adapter['headObject']>>;
type Kept = { cacheControl: string; mimetype: string; eTag: string };

/** lite reads `status` of what its adapter throws. */
class ObjectNotFound extends Error {
  readonly status = 404;
  constructor() {
    super('Object not found');
  }
}

/**
 * Stored objects as files. An object is written beside its place, flushed to the disk and renamed: a kill leaves the
 * whole object or none. Names are hashed, so that no key can leave the folder.
 */
export class ObjectFiles implements Adapter {
  readonly driver = null;
  readonly #root: string;
  #count = 0;

  /** @param root - folder that holds one folder a bucket. */
  constructor(root: string) {
    this.#root = root;
  }

  #file(bucket: string, key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return path.join(this.#root, encodeURIComponent(bucket).replaceAll('.', '%2E'), name.slice(0, 2), name);
  }

  async #metadata(file: string): Promise<Metadata> {
    try {
      const [size, kept] = await Promise.all([stat(file), readFile(`${file}.json`, 'utf8')]);
      return {
        ...(JSON.parse(kept) as Kept),
        size: size.size,
        contentLength: size.size,
        lastModified: size.mtime,
        httpStatusCode: 200,
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ObjectNotFound();
      throw error;
    }
  }

  async getObject(bucket: string, key: string): Promise<Awaited<ReturnType<Adapter['getObject']>>> {
    const file = this.#file(bucket, key);
    const metadata = await this.#metadata(file);
    return {
      metadata,
      httpStatusCode: 200,
      body: Readable.toWeb(createReadStream(file)) as unknown as ReadableStream,
    };
  }

  async uploadObject(
    bucket: string,
    key: string,
    _version: string | undefined,
    body: Parameters<Adapter['uploadObject']>[3],
    contentType: string,
    cacheControl: string,
  ): Promise<Metadata> {
    const file = this.#file(bucket, key);
    await mkdir(path.dirname(file), { recursive: true });
    const growing = `${file}.${process.pid}.${this.#count++}.new`;
    const hash = createHash('md5');
    const handle = await open(growing, 'w', 0o600);
    try {
      const chunks = body instanceof Uint8Array ? [body] : (body as AsyncIterable<Uint8Array>);
      for await (const chunk of chunks) {
        hash.update(chunk);
        await handle.write(chunk);
      }
      await handle.sync();
      await handle.close();
      const kept: Kept = { cacheControl, mimetype: contentType, eTag: `"${hash.digest('hex')}"` };
      await writeFile(`${file}.json`, JSON.stringify(kept), { mode: 0o600 });
      await rename(growing, file);
    } catch (error) {
      await handle.close().catch(() => undefined); // already closed: the first error is the one that counts
      await rm(growing, { force: true });
      const code = (error as NodeJS.ErrnoException).code;
      throw code === 'ENOSPC' || code === 'EDQUOT' ? new StorageFull() : error;
    }
    return this.#metadata(file);
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    const file = this.#file(bucket, key);
    await rm(file, { force: true });
    await rm(`${file}.json`, { force: true });
  }

  async deleteObjects(bucket: string, keys: string[]): Promise<void> {
    for (const key of keys) await this.deleteObject(bucket, key);
  }

  async copyObject(
    sourceBucket: string,
    source: string,
    _version: string | undefined,
    bucket: string,
    key: string,
  ): Promise<Awaited<ReturnType<Adapter['copyObject']>>> {
    const [from, to] = [this.#file(sourceBucket, source), this.#file(bucket, key)];
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(`${from}.json`, `${to}.json`);
    await copyFile(from, to);
    const metadata = await this.#metadata(to);
    return {
      httpStatusCode: 200,
      eTag: metadata.eTag,
      ...(metadata.lastModified ? { lastModified: metadata.lastModified } : {}),
    };
  }

  async headObject(bucket: string, key: string): Promise<Metadata> {
    return this.#metadata(this.#file(bucket, key));
  }

  async privateAssetUrl(bucket: string, key: string): Promise<string> {
    return `file://${this.#file(bucket, key)}`;
  }
}
