import { zipSync, type Zippable } from 'fflate';

/**
 * A ZIP of files, stored and not deflated: PDFs are compressed already.
 *
 * @param files - names as they shall stand in it, each another; octets.
 * @param modifiedAt - instant written for every file.
 */
export function zipFiles(
  files: readonly { readonly fileName: string; readonly bytes: Uint8Array }[],
  modifiedAt = new Date(),
): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const { fileName, bytes } of files) entries[fileName] = [bytes, { level: 0, mtime: modifiedAt }];
  return new Uint8Array(zipSync(entries));
}
