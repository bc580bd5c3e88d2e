/** Hands a file to the browser to keep. */
export function saveBlob(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // Some browsers read the octets only after the press has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
