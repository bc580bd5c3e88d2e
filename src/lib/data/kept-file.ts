import { dispositionFileName, readOctets, type DownloadProgress } from './http.ts';
import { success, type Outcome } from './outcome.ts';

/** A file to keep: its octets under the name that the service gave it. */
export interface KeptFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads the file that a function answered with. Does not throw.
 *
 * @param fallback - the name where the answer gives none.
 */
export async function readKeptFile(
  answer: Outcome<Response>,
  fallback: string,
  onprogress?: DownloadProgress,
): Promise<Outcome<KeptFile>> {
  if (!answer.ok) return answer;
  const bytes = await readOctets(answer.value, onprogress);
  if (!bytes.ok) return bytes;
  return success({
    fileName: dispositionFileName(answer.value.headers.get('content-disposition')) ?? fallback,
    mediaType: answer.value.headers.get('content-type')?.split(';')[0] ?? 'application/octet-stream',
    bytes: bytes.value,
  });
}
