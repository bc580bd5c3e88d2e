import { existsSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { StackError } from '../stack-error.ts';
import { DEMO_ACCOUNTS } from '../demo-accounts.ts';
import type { StackSecrets } from '../secrets.ts';
import { insertUser } from '../auth/admin-users.ts';

/** Runs one seed in a transaction with the note that it was done. */
async function once(
  admin: postgres.Sql,
  name: string,
  fill: (tx: postgres.TransactionSql) => Promise<void>,
): Promise<boolean> {
  const done = await admin`select 1 from embedded.seeded where name = ${name}`;
  if (done.length > 0) return false;
  try {
    await admin.begin(async (tx) => {
      await fill(tx);
      await tx`insert into embedded.seeded (name) values (${name})`;
    });
  } catch (cause) {
    throw new StackError(
      'SEED_FAILED',
      `The demo data (${name}) could not be put in: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
  return true;
}

/**
 * Puts the demo accounts (each with a verified second factor) and then `seed.sql` in, each once.
 *
 * @param admin - the stack's own connection; `seed.sql` runs as `postgres`, as the supabase CLI would run it.
 * @returns whether anything was put in now.
 * @throws StackError `SEED_FAILED`.
 */
export async function seedOnce(
  admin: postgres.Sql,
  secrets: StackSecrets,
  seedFile: string,
): Promise<boolean> {
  const accounts = await once(admin, 'accounts', async (tx) => {
    for (const account of DEMO_ACCOUNTS) {
      await insertUser(tx, {
        id: account.id,
        email: account.email,
        password: secrets.demoPassword,
        emailConfirm: true,
        appMetadata: {},
        userMetadata: {},
      });
      await tx`insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
               values (gen_random_uuid(), ${account.id}, 'demo', 'totp', 'verified', ${secrets.demoTotp[account.id] ?? ''})`;
    }
  });
  if (!existsSync(seedFile)) return accounts;
  const seed = await once(admin, 'seed.sql', async (tx) => {
    await tx`set local role postgres`;
    await tx.unsafe(readFileSync(seedFile, 'utf8')).simple();
    await tx`reset role`;
  });
  return accounts || seed;
}
