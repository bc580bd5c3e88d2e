import type { StaffActor } from '../_shared/actor.ts';
import { examineUpload, LIMITS, repairPdf, toHex, type UploadFacts } from '../_shared/core.ts';
import type { Ports } from '../_shared/ports.ts';
import { Fault, Refusal } from '../_shared/refusal.ts';
import type { ObjectPart, StoredObject } from '../_shared/storage.ts';
import { WorkingFile } from '../_shared/working-file.ts';
import { bearsSeals } from './rehearsal.ts';

/** `staff_upload_state`: what has arrived of one upload, and where it lies. */
export interface UploadState {
  readonly uploadId: string;
  readonly name: string;
  readonly size: number;
  readonly sha256Hex: string;
  readonly partSize: number;
  readonly partCount: number;
  /** Set once the upload has become a document; its parts may be gone from then on. */
  readonly document: FinishedUpload | null;
  readonly received: readonly number[];
  readonly parts: readonly (ObjectPart & { readonly index: number; readonly sha256Hex: string })[];
}

/** What the member of staff is told of the new document. */
export interface FinishedUpload {
  readonly documentId: string;
  readonly pageCount: number;
  readonly repaired: boolean;
}

/**
 * Puts an upload's parts together, reads the file strictly, repairs it where it is damaged but unsigned, and
 * adds it to the draft.
 *
 * A second call after a lost answer adds nothing: SQL keeps one document for one upload.
 *
 * @throws Refusal `UPLOAD_…` by what is wrong with the file.
 */
export async function finishUpload(
  ports: Ports,
  actor: StaffActor,
  state: UploadState,
): Promise<FinishedUpload> {
  if (state.document !== null) return state.document;
  const file = await assemble(ports, state);
  const bytes = file.base;
  const examined = examine(bytes);
  const repaired = examined.needsRepair ? await repair(bytes) : null;
  const pageCount = repaired?.pageCount ?? examined.pageCount;
  const certificateId = toHex(ports.random(16));
  const future = repaired === null ? file : WorkingFile.of(repaired.bytes);
  if (!(await bearsSeals(future, certificateId, ports.now()))) throw new Refusal('UPLOAD_UNSEALABLE');
  const uploaded = await ports.objects.put(bytes);
  const base = repaired === null ? uploaded : await ports.objects.put(repaired.bytes);
  const documentId = await ports.rpc<string>('staff_document_add', {
    p_actor: actor,
    p_upload_id: state.uploadId,
    p_document: {
      name: state.name,
      pageCount,
      repaired: repaired !== null,
      certificateId,
      revisions: [revision('uploaded', uploaded), revision('base', base)],
    },
  });
  return { documentId, pageCount, repaired: repaired !== null };
}

function revision(kind: 'uploaded' | 'base', object: StoredObject): object {
  return { kind, ...object, incrementLength: object.length };
}

function examine(bytes: Uint8Array): UploadFacts {
  const read = examineUpload(bytes, { bytes: LIMITS.pdfBytes, pages: LIMITS.pages });
  if (!read.ok) throw new Refusal(read.code, read.context);
  return read.value;
}

async function repair(bytes: Uint8Array): Promise<{ bytes: Uint8Array; pageCount: number }> {
  if (bytes.length > LIMITS.repairBytes) {
    throw new Refusal('UPLOAD_DAMAGED_TOO_LARGE', { limit: LIMITS.repairBytes, size: bytes.length });
  }
  const repaired = await repairPdf(bytes);
  if (!repaired.ok) throw new Refusal(repaired.code, repaired.context);
  const facts = examine(repaired.value);
  // What is still damaged after a repair is nothing that a contract should rest on.
  if (facts.needsRepair) throw new Refusal('UPLOAD_UNREADABLE');
  return { bytes: repaired.value, pageCount: facts.pageCount };
}

async function assemble(ports: Ports, state: UploadState): Promise<WorkingFile> {
  if (state.parts.length !== state.partCount) {
    throw new Refusal('UPLOAD_INCOMPLETE', { received: state.parts.length, expected: state.partCount });
  }
  const parts = [...state.parts].sort((a, b) => a.index - b.index);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length !== state.size)
    throw new Refusal('UPLOAD_INCOMPLETE', { received: length, expected: state.size });
  try {
    return await WorkingFile.read(ports.objects, parts, { length, sha256Hex: state.sha256Hex });
  } catch (error) {
    // Each part is what was sent, so a wrong whole means that the client announced another file.
    if (error instanceof Fault && error.code === 'STORAGE_CORRUPT') throw new Refusal('UPLOAD_HASH_MISMATCH');
    throw error;
  }
}
