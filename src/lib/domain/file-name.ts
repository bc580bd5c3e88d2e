/** A name that no file system and no unpacker takes for a path or a device; never empty. At most 120 characters. */
export function safeFileName(name: string): string {
  const clean = name
    .normalize('NFC')
    // Separators, reserved characters, control characters and bidirectional overrides.
    .replace(/[/\\:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const points = [...clean];
  if (points.length <= 120) return clean === '' ? '_' : clean;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return points.slice(0, 120 - extension.length).join('') + extension;
}

/** Safe names, in order; a name that came before (also in other letter case) gets a number. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((raw) => {
    const name = safeFileName(raw);
    const dot = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.index ?? name.length;
    let candidate = name;
    for (let n = 2; seen.has(candidate.toLowerCase()); n++) {
      candidate = `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
    }
    seen.add(candidate.toLowerCase());
    return candidate;
  });
}
