/** A staff account of a demo municipality. `seed.sql` gives the memberships for these ids. */
export type DemoAccount = Readonly<{
  id: string;
  email: string;
  municipality: 'morioka' | 'takizawa';
  role: DemoRole;
}>;
type DemoRole = 'drafter' | 'signer' | 'admin' | 'viewer' | 'approver';

const MUNICIPALITIES = [
  ['morioka', '01'],
  ['takizawa', '02'],
] as const;
const ROLES = ['drafter', 'signer', 'admin', 'viewer', 'approver'] as const;

/** Two municipalities that cannot see each other, five people each; the example domain belongs to nobody. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = MUNICIPALITIES.flatMap(([municipality, block]) =>
  ROLES.map((role, i) => ({
    id: `00000000-0000-4000-8000-00000000${block}${String(i + 1).padStart(2, '0')}`,
    email: `${role}@${municipality}.example`,
    municipality,
    role,
  })),
);
