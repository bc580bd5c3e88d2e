const LATIN = new TextDecoder('latin1');
const UTF8 = new TextDecoder('utf-8');

/**
 * Text of a text string object's bytes (ISO 32000-2 §7.9.2.2): UTF-16BE or UTF-8 behind their marks, else
 * PDFDocEncoding, of which only the part that equals Latin-1 is told apart. Never fails.
 */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    let out = '';
    for (let i = 2; i + 1 < bytes.length; i += 2) {
      out += String.fromCharCode(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
    }
    return out;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return UTF8.decode(bytes.subarray(3));
  return LATIN.decode(bytes);
}
