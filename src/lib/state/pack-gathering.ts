import { sha256Hex } from '../data/digest.ts';
import type { KeptFile } from '../data/kept-file.ts';
import { success, type Outcome } from '../data/outcome.ts';
import type { PackFile } from '../domain/contract-pack.ts';

/** Where the octets of a pack's files come from: the mailed link, the shelf, or this device. Does not throw. */
export type PackSource = (file: PackFile) => Promise<Outcome<KeptFile>>;

/** A file of a pack with its octets; hash and length are of these. */
export interface GatheredFile extends PackFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Fetches files one after the other, all or none.
 *
 * @param onprogress - how many are there, of how many.
 */
export async function gatherPack(
  files: readonly PackFile[],
  source: PackSource,
  onprogress: (done: number, total: number) => void,
): Promise<Outcome<readonly GatheredFile[]>> {
  const gathered: GatheredFile[] = [];
  onprogress(0, files.length);
  for (const file of files) {
    const answer = await source(file);
    if (!answer.ok) return answer;
    const { bytes } = answer.value;
    // Evidence is renewed over the years: the index names what is in the pack, not what was listed before.
    gathered.push({ ...file, bytes, sha256Hex: await sha256Hex(bytes), length: bytes.length });
    onprogress(gathered.length, files.length);
  }
  return success(gathered);
}
