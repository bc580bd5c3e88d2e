/** Bytes of a text whose characters are all below U+0100, one byte each (Latin-1); throws RangeError on others. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) throw new RangeError('a character does not fit one byte');
    out[i] = code;
  }
  return out;
}

/** Text with one character for each byte (Latin-1); never fails. */
export function asciiText(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    out += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return out;
}

/** Whether the bytes at `offset` are exactly this ASCII text; false where the buffer ends before. */
export function startsWithAscii(bytes: Uint8Array, text: string, offset = 0): boolean {
  if (offset < 0 || offset + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
