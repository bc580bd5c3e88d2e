import type { Page } from '@playwright/test';

/** Draws a photo in the browser, as a phone would have taken it (`asTaken`). */
export async function photo(page: Page): Promise<Buffer> {
  const jpeg = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 1600;
    canvas.height = 1200;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 1600, 1200);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  return asTaken(Uint8Array.from(jpeg));
}

/** A JPEG marked, as phones do, as lying on its side, with the place where it was taken. */
export function asTaken(jpeg: Uint8Array): Buffer {
  // TIFF header, one IFD with Orientation (0x0112) = 6, and words where a place would stand.
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPSLatitude 39.7036')]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const head = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), length, exif]);
  return Buffer.concat([head, Buffer.from(jpeg).subarray(2)]);
}
