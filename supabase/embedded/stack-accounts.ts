import { DEMO_ACCOUNTS, type DemoAccount } from './demo-accounts.ts';
import { totpCode, totpStep } from './auth/totp.ts';
import type { StackSecrets } from './secrets.ts';

/** A demo account with what signs it in. */
export type StackAccount = DemoAccount &
  Readonly<{
    password: string;
    /** base32, as an authenticator app takes it. */
    totpSecret: string;
    /** The six digits of this moment. */
    code(): string;
    /**
     * Digits not given out before: each code works once, so two sign-ins in half a minute need two. Good for two
     * codes in half a minute (the current and the next one).
     */
    freshCode(): string;
  }>;

/** The demo accounts of one data folder. */
export function signedInAccounts(secrets: StackSecrets): readonly StackAccount[] {
  return DEMO_ACCOUNTS.map((account) => {
    const totpSecret = secrets.demoTotp[account.id] ?? '';
    let given = 0;
    return {
      ...account,
      password: secrets.demoPassword,
      totpSecret,
      code: () => totpCode(totpSecret, totpStep(new Date())),
      freshCode: () => {
        given = Math.max(given + 1, totpStep(new Date()));
        return totpCode(totpSecret, given);
      },
    };
  });
}
