import { Zip, ZipPassThrough } from 'fflate';
import { uniqueNames, type DocumentParts } from './core.ts';
import { contentDisposition } from './http.ts';
import { plain } from './octets.ts';
import type { Ports } from './ports.ts';
import { Fault } from './refusal.ts';

const STEP = 256 * 1024;

/** One file of an archive; its octets are fetched when its turn comes, so that only one is in memory. */
export interface ArchiveEntry {
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

/**
 * A ZIP of the entries, as a stream. PDFs are stored, not deflated: they are compressed already.
 *
 * Names are made safe, and told apart where two are equal. An entry that cannot be read breaks the stream,
 * so that no one takes half an archive for the whole.
 *
 * @param modifiedAt - instant written for every entry.
 */
function archiveStream(
  entries: readonly ArchiveEntry[],
  modifiedAt: Date,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const names = uniqueNames(entries.map((entry) => entry.name));
  let next = 0;
  let zip: Zip;
  return new ReadableStream({
    start(controller) {
      zip = new Zip((error, chunk, final) => {
        if (error !== null) return controller.error(new Fault('ARCHIVE', { cause: error }));
        controller.enqueue(plain(chunk));
        if (final) controller.close();
      });
    },
    async pull() {
      const entry = entries[next];
      const name = names[next];
      next += 1;
      if (entry === undefined || name === undefined) return zip.end();
      const file = new ZipPassThrough(name);
      file.mtime = modifiedAt;
      zip.add(file);
      const bytes = await entry.read();
      // Views of a moderate size: whoever writes them to the network copies one at a time.
      for (let at = 0; at + STEP < bytes.length; at += STEP) file.push(bytes.subarray(at, at + STEP));
      file.push(bytes.subarray(Math.max(0, Math.ceil(bytes.length / STEP) - 1) * STEP), true);
    },
  });
}

/**
 * The answer that carries one ZIP of documents.
 *
 * @param name - of the archive, without `.zip`; any characters.
 */
export function archiveResponse(
  name: string,
  documents: readonly DocumentParts[],
  ports: Pick<Ports, 'objects' | 'now'>,
): Response {
  const entries = documents.map((document) => ({
    name: document.fileName,
    read: () => ports.objects.read(document.parts, document),
  }));
  return zipResponse(name, entries, ports.now());
}

/** The answer that carries one ZIP of entries; `name` without `.zip`. */
export function zipResponse(name: string, entries: readonly ArchiveEntry[], modifiedAt: Date): Response {
  return new Response(archiveStream(entries, modifiedAt), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': contentDisposition('attachment', `${name}.zip`),
    },
  });
}
