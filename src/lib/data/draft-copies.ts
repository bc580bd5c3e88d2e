import { failure, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** A 契約書案 that was sent, named as in SQL. */
export interface DraftCopyRow {
  readonly id: string;
  readonly document_id: string;
  readonly application_id: string;
  /** Last day, `YYYY-MM-DD` in JST. */
  readonly expires_on: string;
  readonly created_at: string;
  readonly viewed_at: string | null;
  readonly revoked_at: string | null;
}

/** Every 契約書案 of an envelope's documents, newest first. */
export async function readDraftCopies(envelopeId: string): Promise<Outcome<DraftCopyRow[]>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  return read<DraftCopyRow[]>(() =>
    client
      .from('draft_copy')
      .select('*')
      .eq('envelope_id', envelopeId)
      .order('created_at', { ascending: false })
      .overrideTypes<DraftCopyRow[], { merge: false }>(),
  );
}

/** Sends a 契約書案 of a draft's document to the accepted applicant, good until the end of a day. */
export const sendDraftCopy = (
  documentId: string,
  expiresOn: string,
  applicationId: string | null,
): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/documents/${documentId}/draft-copy`, { expiresOn, applicationId });

/** Ends a 契約書案 at once. */
export const revokeDraftCopy = (id: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/draft-copies/${id}/revoke`, {});
