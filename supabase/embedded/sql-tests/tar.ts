/** One regular file of an archive. */
export type TarFile = Readonly<{ name: string; content: Uint8Array }>;

const text = (octets: Uint8Array): string => new TextDecoder().decode(octets).replace(/\0.*$/s, '');

/**
 * Lists the regular files of an uncompressed tar archive (POSIX ustar). Long-name extensions are not read.
 *
 * @throws RangeError where a header names more octets than there are.
 */
export function readTar(archive: Uint8Array): readonly TarFile[] {
  const files: TarFile[] = [];
  for (let at = 0; at + 512 <= archive.length;) {
    const header = archive.subarray(at, at + 512);
    const name = text(header.subarray(0, 100));
    if (name === '') break; // two empty blocks end the archive
    const size = parseInt(text(header.subarray(124, 136)).trim() || '0', 8);
    const start = at + 512;
    if (!(start + size <= archive.length)) throw new RangeError('truncated tar archive');
    const kind = header[156] ?? 0;
    if (kind === 0 || kind === 0x30) files.push({ name, content: archive.slice(start, start + size) });
    at = start + Math.ceil(size / 512) * 512;
  }
  return files;
}
