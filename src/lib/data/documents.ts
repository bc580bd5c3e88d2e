import { sha256Hex } from './digest.ts';
import { getOctets } from './staff-function.ts';
import { failure, success, type Outcome } from './outcome.ts';

export interface DocumentBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the bytes received, computed here; never copied from the answer. */
  readonly sha256Hex: string;
  readonly fileName: string | null;
}

/**
 * Fetches the newest revision of a document for showing or keeping; the access is logged by the service.
 * `STORAGE_CORRUPT` where the bytes received are not those the service announced.
 */
export async function readDocument(
  documentId: string,
  purpose: 'view' | 'download',
): Promise<Outcome<DocumentBytes>> {
  const answer = await getOctets(`/envelope/documents/${documentId}/content?purpose=${purpose}`);
  if (!answer.ok) return answer;
  const hash = await sha256Hex(answer.value.bytes);
  if (answer.value.sha256Hex !== null && answer.value.sha256Hex !== hash) return failure('STORAGE_CORRUPT');
  return success({ bytes: answer.value.bytes, sha256Hex: hash, fileName: answer.value.fileName });
}

/** Contracts and certificates of an envelope as one ZIP. */
export async function readArchive(envelopeId: string): Promise<Outcome<DocumentBytes>> {
  const answer = await getOctets(`/envelope/${envelopeId}/archive`);
  if (!answer.ok) return answer;
  return success({
    bytes: answer.value.bytes,
    sha256Hex: await sha256Hex(answer.value.bytes),
    fileName: answer.value.fileName,
  });
}
