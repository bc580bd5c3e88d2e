import { type PdfFile, type PdfStream, integerOf, nameOf, numberOf } from '../pdf/index.ts';

// Deflate expands at most 1032 times: a stream below this size cannot pass the bound.
const HARMLESS_BYTES = 31_000;
const MAX_DECODED_BYTES = 64 * 1024 * 1024;
// A page of A0 at 600 dpi in colour has 1.7 GB; no scanner of contracts comes near a third of it.
const MAX_IMAGE_BYTES = 640 * 1024 * 1024;

/**
 * Whether a stream would swell beyond reason when it is shown: inflating past 64 MB, filters stacked on each other, or
 * an image of more than 640 MB.
 */
export function isBomb(file: PdfFile, stream: PdfStream): boolean {
  const filter = file.get(stream.dict, 'Filter');
  const names = (filter.kind === 'array' ? filter.items : [filter]).map((item) => nameOf(file.resolve(item)));
  const swelling = names.filter(
    (name) => name === 'FlateDecode' || name === 'LZWDecode' || name === 'RunLengthDecode',
  );
  if (swelling.length > 1) return true;
  if (nameOf(file.get(stream.dict, 'Subtype')) === 'Image') return imageBytes(file, stream) > MAX_IMAGE_BYTES;
  if (names.length !== 1 || names[0] !== 'FlateDecode' || stream.data.length < HARMLESS_BYTES) return false;
  return file.exceeds(stream, MAX_DECODED_BYTES);
}

function imageBytes(file: PdfFile, stream: PdfStream): number {
  const width = numberOf(file.get(stream.dict, 'Width')) ?? 0;
  const height = numberOf(file.get(stream.dict, 'Height')) ?? 0;
  const bits = integerOf(file.get(stream.dict, 'BitsPerComponent')) ?? 1;
  const space = nameOf(file.get(stream.dict, 'ColorSpace'));
  const components = space === 'DeviceGray' || bits === 1 ? 1 : space === 'DeviceCMYK' ? 4 : 3;
  return (width * height * bits * components) / 8;
}
