import {
  concatBytes,
  markContractDraft,
  markDraft,
  SEAL_TEXTS,
  type DocumentParts,
} from '../_shared/core.ts';
import { pdfResponse } from '../_shared/http.ts';
import { sha256Hex } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';

/** A copy for the contractor's own office: the document with 「署名前」 on every page. It is never stored. */
function markedDraft(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(bytes, markDraft(bytes, SEAL_TEXTS.draft));
}

/** Answers a document with that copy, under a name that says so. */
export async function draftResponse(parts: DocumentParts, ports: Ports): Promise<Response> {
  const bytes = markedDraft(await ports.objects.read(parts.parts, parts));
  return namedResponse(parts, bytes, SEAL_TEXTS.draftSuffix);
}

/** Answers a document as 契約書案, marked across every page and named so. It is never stored. */
export async function contractDraftResponse(parts: DocumentParts, ports: Ports): Promise<Response> {
  const whole = await ports.objects.read(parts.parts, parts);
  const bytes = concatBytes(whole, markContractDraft(whole, SEAL_TEXTS.contractDraft));
  return namedResponse(parts, bytes, SEAL_TEXTS.contractDraftSuffix);
}

async function namedResponse(
  parts: DocumentParts,
  bytes: Uint8Array<ArrayBuffer>,
  suffix: string,
): Promise<Response> {
  const name = parts.fileName.replace(/(\.pdf)?$/i, `${suffix}.pdf`);
  return pdfResponse(bytes, name, await sha256Hex(bytes), 'attachment');
}
