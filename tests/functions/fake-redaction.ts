import type { SubjectFile } from '../../supabase/functions/jobs/subject.ts';
import type { StoredDocument, StoredRevision } from './stored-document.ts';

/** What `redacted_copy_add` takes. */
export interface FinishedCopy {
  readonly name: string;
  readonly pageCount: number;
  readonly base: StoredRevision;
  readonly seal: StoredRevision;
  readonly lta: StoredRevision;
}

interface Kept {
  readonly documents: readonly StoredDocument[];
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly stored: ReadonlyMap<string, Uint8Array>;
}

/** Answers as `redact_subject` does, but for the envelope. */
export function redactSubject(
  { documents, steps, stored }: Kept,
  certificateId: string,
  fileOf: (document: StoredDocument) => SubjectFile,
): Readonly<Record<string, unknown>> {
  const certificate = documents.find((entry) => entry.id === certificateId);
  const contract = documents.find((entry) => entry.id === certificate?.certifies);
  if (certificate === undefined || contract === undefined) throw new Error('DOCUMENT_NOT_FOUND');
  return {
    certificate: fileOf(certificate),
    contract: fileOf(contract),
    parts: ['certificate', 'certificate-seal', 'certificate-lta'].flatMap((work) => {
      const made = steps.get(`${work}/${certificateId}`)?.get('increment') as StoredRevision | undefined;
      if (made === undefined) return [];
      const length = stored.get(made.objectKey)?.length;
      return [{ objectKey: made.objectKey, wrappedIdentity: '', length }];
    }),
    copyId: documents.find((entry) => entry.redacts === certificateId)?.id ?? null,
  };
}

/** Adds as `redacted_copy_add` does: whole, and once. */
export function addCopy(documents: StoredDocument[], certificateId: string, copy: FinishedCopy): string {
  const known = documents.find((entry) => entry.redacts === certificateId);
  if (known !== undefined) return known.id;
  const id = `cccccccc-0000-4000-8000-00000000000${String(documents.length)}`;
  documents.push({
    id,
    kind: 'redacted_certificate',
    certifies: null,
    redacts: certificateId,
    name: copy.name,
    certificateId: null,
    pageCount: copy.pageCount,
    revisions: [
      { ...copy.base, kind: 'base', partyId: null, incrementLength: copy.base.length },
      { ...copy.seal, kind: 'seal', partyId: null },
      { ...copy.lta, kind: 'lta', partyId: null },
    ],
  });
  return id;
}
