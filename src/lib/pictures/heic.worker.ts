/// <reference lib="webworker" />
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { decodeHeic } from './heic-image.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Answers one file with its picture, or with null, and is ended by whoever asked. */
async function answer(file: ArrayBuffer): Promise<void> {
  const wasm = await fetch(wasmUrl);
  if (!wasm.ok) throw new Error(`libheif: ${String(wasm.status)}`);
  const image = await decodeHeic(libheif({ wasmBinary: await wasm.arrayBuffer() }), file);
  if (image === null) return self.postMessage(null);
  const bitmap = await createImageBitmap(new ImageData(image.rgba, image.width, image.height));
  self.postMessage(bitmap, [bitmap]);
}

// The library throws where nobody can catch it.
self.addEventListener('unhandledrejection', () => self.postMessage(null));
self.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
  void answer(event.data);
});
