/** A member of staff whose access token was verified; `totpAt` is when the second factor was last given. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly userId: string;
  readonly aal: string;
  /** ISO 8601 UTC, or null where the session has no one-time code. */
  readonly totpAt: string | null;
  readonly ip: string;
  readonly userAgent: string;
}

/** Whoever holds a link; who that is, SQL finds by the token's hash. */
export interface ContractorActor {
  readonly kind: 'contractor';
  readonly ip: string;
  readonly userAgent: string;
}

/** The claims of a verified access token that matter here. */
export interface StaffSession {
  readonly userId: string;
  readonly aal: string;
  readonly totpAt: string | null;
}

/** Checks an access token; null where it is absent, forged, expired or revoked. */
export type SessionPort = (accessToken: string) => Promise<StaffSession | null>;

/**
 * The claims of a Supabase access token as a session.
 *
 * @param claims - payload of a token whose signature was verified.
 * @returns null where the token names no signed-in user.
 */
export function sessionOf(claims: Readonly<Record<string, unknown>>): StaffSession | null {
  const { sub, aal, amr, role } = claims;
  if (typeof sub !== 'string' || sub === '' || role !== 'authenticated') return null;
  const instants = (Array.isArray(amr) ? amr : [])
    .filter((entry: unknown): entry is { method: string; timestamp: number } => {
      const e = entry as { method?: unknown; timestamp?: unknown } | null;
      return typeof e === 'object' && e !== null && e.method === 'totp' && typeof e.timestamp === 'number';
    })
    .map((entry) => entry.timestamp);
  const latest = instants.length === 0 ? null : Math.max(...instants);
  return {
    userId: sub,
    aal: typeof aal === 'string' ? aal : 'aal1',
    totpAt: latest === null ? null : new Date(latest * 1000).toISOString(),
  };
}
