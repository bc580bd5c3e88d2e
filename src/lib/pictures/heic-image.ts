import type { HeifLibrary } from 'libheif-js/libheif-wasm/libheif.js';

/** Pixels of the largest photo that phones take (48 megapixels); four octets each while it is decoded. */
const MOST_PIXELS = 50_000_000;

/** A picture as it is seen: RGBA, row by row from the upper left. */
export interface HeicImage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Asks whether a file says of itself that it is HEIC (ISO 23008-12 §10.2: the brands of HEVC images and their
 * sequences).
 *
 * @param head - its first octets, 64 are enough; fewer, or anything else, is no HEIC.
 */
export function isHeic(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 64));
  return text.slice(4, 8) === 'ftyp' && /^(?:.{8})(?:.{4})*?(?:hei[cxms]|hev[cxms])/s.test(text);
}

/**
 * Decodes the main picture of a HEIC file, turned as the file says; what else is in it (place, device, thumbnails) is
 * left behind.
 *
 * @returns null for a file that is damaged or has more than 50 million pixels. A file that makes the library itself
 *   fail throws, or is never answered: call it where that does no harm, and set a time.
 */
export async function decodeHeic(library: HeifLibrary, file: ArrayBuffer): Promise<HeicImage | null> {
  const images = new library.HeifDecoder().decode(file);
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (image === undefined) return null;
    const width = image.get_width();
    const height = image.get_height();
    if (width < 1 || height < 1 || width * height > MOST_PIXELS) return null;
    const rgba = new Uint8ClampedArray(width * height * 4);
    const filled = await new Promise((resolve) => image.display({ data: rgba, width, height }, resolve));
    return filled === null ? null : { width, height, rgba };
  } finally {
    for (const one of images) one.free();
  }
}
