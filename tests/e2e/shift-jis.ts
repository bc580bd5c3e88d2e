/** Every character of Shift_JIS with its octets, read off the decoder that every browser has. */
const OCTETS = new Map<string, readonly number[]>();
const decoder = new TextDecoder('shift_jis');
for (let lead = 0; lead < 256; lead += 1) {
  const alone = decoder.decode(new Uint8Array([lead]));
  if (alone.length === 1 && alone !== '\ufffd') OCTETS.set(alone, [lead]);
  for (let trail = 0x40; trail < 0xfd; trail += 1) {
    const both = decoder.decode(new Uint8Array([lead, trail]));
    if (both.length === 1 && both !== '\ufffd' && !OCTETS.has(both)) OCTETS.set(both, [lead, trail]);
  }
}

/** A text as a spreadsheet of Windows writes it. Throws at a character that Shift_JIS does not have. */
export function shiftJis(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((one) => {
      const octets = OCTETS.get(one);
      if (octets === undefined) throw new Error(`not in Shift_JIS: ${one}`);
      return octets;
    }),
  );
}
