import type { SubjectRevision } from '../../supabase/functions/jobs/subject.ts';

/** A revision as the fake database keeps it. */
export interface StoredRevision extends SubjectRevision {
  readonly objectKey: string;
  readonly incrementLength: number;
}

/** A document as the fake database keeps it. */
export interface StoredDocument {
  readonly id: string;
  readonly kind: 'contract' | 'certificate' | 'redacted_certificate';
  readonly certifies: string | null;
  /** The certificate that a redacted copy was made of. */
  readonly redacts?: string;
  readonly name: string;
  readonly certificateId: string | null;
  readonly pageCount: number;
  readonly revisions: StoredRevision[];
}
