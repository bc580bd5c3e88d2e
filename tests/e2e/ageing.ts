import postgres from 'postgres';
import { until } from '../demo/http.ts';
import type { SentEnvelope, Stage } from './stage.ts';

/** Moves an envelope's dates into the past, as the passing of days would. */
export async function age(stage: Stage, { id }: SentEnvelope, what: 'deadline' | 'download'): Promise<void> {
  const sql = postgres(stage.facts.adminUrl, { max: 1, onnotice: () => undefined });
  try {
    // The window of the download is counted from the mail: one that leaves later would open it again.
    await until('the mails of the envelope to leave', 60_000, async () => {
      const queued =
        await sql`select 1 from private.mail_outbox where envelope_id = ${id} and status = 'queued'`;
      return queued.length === 0 ? true : undefined;
    });
    await sql.begin(async (change) => {
      // What has been sent cannot be changed, not even by the owner: the guards are lifted for this one statement.
      await change`set local session_replication_role = replica`;
      if (what === 'download')
        await change`update public.envelope set download_until_at = now() - interval '1 day' where id = ${id}`;
      else await change`update public.envelope set deadline_on = current_date - 2 where id = ${id}`;
    });
  } finally {
    await sql.end({ timeout: 2 });
  }
}
