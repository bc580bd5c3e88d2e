import { readHeic } from './read-heic.ts';

/** A photographed page as it is sent: upright, and nothing in it but the picture. */
export interface Picture {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Long side of a page in pixels: A4 at about 200 dots per inch, at which small print stays legible. */
const LONG_SIDE = 2339;
const QUALITY = 0.85;
/** A page whose short side has fewer pixels than this is likely illegible; it is only warned of. */
const LEGIBLE_SHORT_SIDE = 1000;

/**
 * Reads a photo and draws it anew: turned as its orientation says, at most as large as a page needs, and without
 * anything else that the file held (place, device, thumbnail).
 *
 * @param file - any image that this browser can decode; HEIC where it cannot (all but Safari), too.
 * @returns null where the browser cannot read the picture. Never throws for a hostile file.
 */
export async function readPicture(file: Blob): Promise<Picture | null> {
  const bitmap =
    (await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)) ??
    (await readHeic(file).catch(() => null));
  if (bitmap === null) return null;
  try {
    const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (context === null) return null;
    // What is transparent in a PNG would turn black in a JPEG.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return blob === null ? null : { jpeg: new Uint8Array(await blob.arrayBuffer()), width, height };
  } finally {
    bitmap.close();
  }
}

/** Whether a page has so few pixels that its print is likely illegible. */
export function isCoarse(picture: Pick<Picture, 'width' | 'height'>): boolean {
  return Math.min(picture.width, picture.height) < LEGIBLE_SHORT_SIDE;
}
