import { concatBytes, markDraft, SEAL_TEXTS } from '../_shared/core.ts';

/** A copy for the contractor's own office: the document with 「署名前」 on every page. It is never stored. */
export function markedDraft(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(bytes, markDraft(bytes, SEAL_TEXTS.draft));
}
