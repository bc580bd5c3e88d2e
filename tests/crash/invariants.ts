import postgres from 'postgres';

/** What the database says after all kills. */
export interface Invariants {
  readonly envelopesSent: number;
  readonly envelopesConcluded: number;
  /** (document, party) pairs with a seal revision, and those with more than one. */
  readonly seals: number;
  readonly sealedTwice: number;
  readonly keyOperations: number;
  /** Subjects whose key answered more than one value. */
  readonly keyValuesInConflict: number;
  /** Announcements repeated over the same octets, because a kill fell between the key and the row that keeps its answer. */
  readonly announcedAgain: number;
  readonly jobsUnfinished: number;
  readonly numbersTwice: number;
  /** Subjects with all five steps; another number than the key operations means a seal half-made. */
  readonly subjectsComplete: number;
}

/** Reads the invariants as the superuser, past every policy. */
export async function readInvariants(adminUrl: string): Promise<Invariants> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql<Record<string, string>[]>`
      select
        (select count(*) from public.envelope where sent_at is not null) as sent,
        (select count(*) from public.envelope where status = 'concluded') as concluded,
        (select count(*) from (select 1 from public.document_revision where kind = 'seal' group by document_id, party_id) s) as seals,
        (select count(*) from (select 1 from public.document_revision where kind = 'seal' group by document_id, party_id having count(*) > 1) s) as twice,
        (select count(*) from private.key_operation) as keys,
        (select count(*) from private.key_operation k
           left join private.seal_step s on s.subject = k.subject and s.step = 'signature'
          where k.signature_sha256_hex is distinct from
                encode(extensions.digest(decode(s.payload ->> 'octetsB64', 'base64'), 'sha256'), 'hex')) as conflicts,
        (select coalesce(sum(attempts - 1), 0) from private.key_operation) as again,
        (select count(*) from private.job where kind <> 'housekeeping' and status <> 'done') as unfinished,
        (select count(*) from (select 1 from public.envelope where management_number is not null
           group by municipality_id, fiscal_year, management_number having count(*) > 1) n) as numbers,
        (select count(*) from (select 1 from private.seal_step s join private.key_operation k on k.subject = s.subject
           group by s.subject having count(*) = 5) c) as complete`;
    const n = (key: string): number => Number(row?.[key] ?? NaN);
    return {
      envelopesSent: n('sent'),
      envelopesConcluded: n('concluded'),
      seals: n('seals'),
      sealedTwice: n('twice'),
      keyOperations: n('keys'),
      keyValuesInConflict: n('conflicts'),
      announcedAgain: n('again'),
      jobsUnfinished: n('unfinished'),
      numbersTwice: n('numbers'),
      subjectsComplete: n('complete'),
    };
  } finally {
    await sql.end();
  }
}
