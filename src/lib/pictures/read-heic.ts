import { isHeic } from './heic-image.ts';

/** A file with more octets than this is no photo of a phone. */
const MOST_BYTES = 40 * 1024 * 1024;
const WAIT_MS = 60_000;

/**
 * Decodes a HEIC photo in a worker of its own, for browsers that cannot; the decoder (1.5 MB) is fetched for the first
 * one. A hostile file costs its worker at most.
 *
 * @returns null where it is no HEIC, is damaged or too large, and where the decoder cannot be fetched. Never throws.
 */
export async function readHeic(file: Blob): Promise<ImageBitmap | null> {
  const head = new Uint8Array(await file.slice(0, 64).arrayBuffer());
  if (file.size > MOST_BYTES || !isHeic(head)) return null;
  const octets = await file.arrayBuffer();
  const worker = new Worker(new URL('./heic.worker.ts', import.meta.url), { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<ImageBitmap | null>((resolve) => {
      timer = setTimeout(() => resolve(null), WAIT_MS);
      worker.addEventListener('message', (event: MessageEvent<ImageBitmap | null>) => resolve(event.data));
      worker.addEventListener('error', () => resolve(null));
      worker.postMessage(octets, [octets]);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
