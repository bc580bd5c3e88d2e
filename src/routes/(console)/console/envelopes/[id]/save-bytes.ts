import { saveBlob } from '$lib/views/save-blob.ts';

/** Hands octets to the browser as a file to keep. */
export function saveBytes(bytes: Uint8Array<ArrayBuffer>, fileName: string, type: string): void {
  saveBlob(new Blob([bytes], { type }), fileName);
}
