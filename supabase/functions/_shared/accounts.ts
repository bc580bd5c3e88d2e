import type { SupabaseClient } from '@supabase/supabase-js';
import { Fault, Refusal } from './refusal.ts';

/** What the service does to accounts of staff; which account, SQL has decided. */
export interface AccountPort {
  /**
   * Makes an account whose address is known to be the person's (they came by the mailed link).
   *
   * @returns its id. @throws Refusal `PASSWORD_WEAK` where the auth service's own rules refuse the password.
   */
  create(email: string, password: string): Promise<string>;
  /** Bars an account from signing in and renewing, or lets it again. */
  setBarred(userId: string, barred: boolean): Promise<void>;
  /** Removes every second factor, so that the next sign-in enrols a new one. */
  clearFactors(userId: string): Promise<void>;
}

/** A hundred years, in the auth service's notation: until somebody lifts it. */
const FOR_GOOD = '876000h';

/** The account port over Supabase's admin interface (service key). */
export function supabaseAccounts(client: SupabaseClient): AccountPort {
  const { admin } = client.auth;
  return {
    async create(email, password) {
      const { data, error } = await admin.createUser({ email, password, email_confirm: true });
      if (error?.code === 'weak_password') throw new Refusal('PASSWORD_WEAK');
      if (error !== null) throw new Fault('AUTH', { cause: error });
      return data.user.id;
    },
    async setBarred(userId, barred) {
      const { error } = await admin.updateUserById(userId, { ban_duration: barred ? FOR_GOOD : 'none' });
      if (error !== null) throw new Fault('AUTH', { cause: error });
    },
    async clearFactors(userId) {
      const { data, error } = await admin.mfa.listFactors({ userId });
      if (error !== null) throw new Fault('AUTH', { cause: error });
      for (const { id } of data.factors) {
        const removed = await admin.mfa.deleteFactor({ userId, id });
        if (removed.error !== null) throw new Fault('AUTH', { cause: removed.error });
      }
    },
  };
}
