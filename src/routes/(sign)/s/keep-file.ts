import type { KeptFile } from '$lib/data/kept-file.ts';
import { saveBlob } from '$lib/views/save-blob.ts';

const asFile = (file: KeptFile): File => new File([file.bytes], file.fileName, { type: file.mediaType });

/** Hands a file to the browser's download. */
export function saveFile(file: KeptFile): void {
  saveBlob(asFile(file), file.fileName);
}

/** Asks whether this browser's share sheet takes these files, or PDFs where none are named. */
export function canShareFiles(files: readonly KeptFile[] = []): boolean {
  const sample = new File([], 'a.pdf', { type: 'application/pdf' });
  return (
    typeof navigator.canShare === 'function' &&
    navigator.canShare({ files: files.length === 0 ? [sample] : files.map(asFile) })
  );
}

/**
 * Opens the share sheet.
 *
 * @returns `press-again` where fetching took so long that the browser wants a fresh press; `closed` where the reader
 *   shared or thought better of it.
 */
export async function shareFiles(files: readonly KeptFile[]): Promise<'closed' | 'press-again'> {
  try {
    await navigator.share({ files: files.map(asFile) });
    return 'closed';
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'NotAllowedError') return 'press-again';
    if (cause instanceof DOMException && cause.name === 'AbortError') return 'closed';
    throw cause;
  }
}
