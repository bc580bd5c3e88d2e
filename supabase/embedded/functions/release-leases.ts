import type { Sql } from 'postgres';

/**
 * Ends the leases of workers that died with an earlier run, so that their jobs go on at once.
 *
 * Only one process hosts the functions here and it is not running yet, so nobody can hold a lease. On
 * Supabase, where others may be at work, a lease simply runs out.
 */
export async function releaseLeases(admin: Sql): Promise<void> {
  await admin`update private.job set lease_until = now() where status = 'leased' and lease_until > now()`;
}
