import { sha256Hex } from './digest.ts';
import { callEnvelope, putOctets } from './staff-function.ts';
import type { Outcome } from './outcome.ts';

/** What the service knows of one upload; `received` holds the indexes (from 0) of the parts it has. */
interface UploadState {
  readonly uploadId: string;
  readonly partSize: number;
  readonly partCount: number;
  readonly received?: readonly number[];
}

export interface UploadedDocument {
  readonly documentId: string;
  readonly pageCount: number;
  /** True where the file was damaged and has been rebuilt: the member of staff must look at it again. */
  readonly repaired: boolean;
}

/**
 * Sends one file in parts (≤ 4 MB each), and only the parts that the service lacks: after a dropped line the
 * same call goes on where it stopped.
 *
 * @param known - the upload id of an earlier, interrupted attempt, where there was one.
 * @param onprogress - told the share that the service has, 0 to 1, and the upload id to go on with.
 * @returns the document made of it, or the refusal that says what is wrong with the file. Never throws.
 */
export async function uploadDocument(
  envelopeId: string,
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
  known: string | null,
  onprogress: (share: number, uploadId: string) => void,
  signal?: AbortSignal,
): Promise<Outcome<UploadedDocument>> {
  const begun = await begin(envelopeId, file, known);
  if (!begun.ok) return begun;
  const { uploadId, partSize, partCount } = begun.value;
  const received = new Set(begun.value.received ?? []);
  onprogress(received.size / partCount, uploadId);

  for (let index = 0; index < partCount; index += 1) {
    if (received.has(index)) continue;
    const part = file.bytes.slice(index * partSize, (index + 1) * partSize);
    const sent = await putOctets(
      `/envelope/uploads/${uploadId}/parts/${String(index)}`,
      part,
      await sha256Hex(part),
      signal,
    );
    if (!sent.ok) return sent;
    received.add(index);
    onprogress(received.size / partCount, uploadId);
  }
  return callEnvelope<UploadedDocument>('POST', `/uploads/${uploadId}/finish`, {}, { isWork: true });
}

async function begin(
  envelopeId: string,
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
  known: string | null,
): Promise<Outcome<UploadState>> {
  if (known !== null) {
    const state = await callEnvelope<UploadState>('GET', `/uploads/${known}`);
    // An upload that the service no longer knows is begun anew; every other failure is the caller's to see.
    if (state.ok || state.code === 'OFFLINE' || state.code === 'SIGN_IN_REQUIRED') return state;
  }
  return callEnvelope<UploadState>('POST', '/uploads', {
    envelopeId,
    name: file.name,
    size: file.bytes.length,
    sha256Hex: await sha256Hex(file.bytes),
  });
}
