// Any single-byte encoding gives each octet a character of its own, and decoding is the platform's fastest way to text.
const decoder = new TextDecoder('windows-1252');

/** A string that is the same for the same octets and for no others: a key for maps. */
export function octetKey(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
