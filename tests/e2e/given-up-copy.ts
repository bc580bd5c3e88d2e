import postgres from 'postgres';
import type { SentEnvelope, StageFacts } from './stage.ts';

/** Leaves the copy 「一部非表示」 of every certificate of an envelope as if making it had been given up. */
export async function giveUpCopies(facts: StageFacts, envelope: Pick<SentEnvelope, 'id'>): Promise<void> {
  const sql = postgres(facts.adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`
      insert into private.job (kind, subject, payload, status, attempts, last_code, finished_at)
      select 'redact', d.id::text, jsonb_build_object('documentId', d.id), 'failed', 1, 'FAULT', now()
        from public.document d where d.envelope_id = ${envelope.id} and d.certifies_document_id is not null`;
  } finally {
    await sql.end({ timeout: 2 });
  }
}
