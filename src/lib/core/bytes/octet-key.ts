const CHUNK = 8192;

/** A string that is the same for the same octets and for no others: a key for maps. */
export function octetKey(bytes: Uint8Array): string {
  let key = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    key += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return key;
}
