import * as v from 'valibot';

const sessionSchema = v.object({
  /** 43 characters of base64url; travels in a header only. */
  token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  email: v.string(),
  /** UTC instant, ISO 8601. */
  expiresAt: v.string(),
});
/** An open shelf on this device. */
export type ShelfSession = v.InferOutput<typeof sessionSchema>;

const KEY = 'shomei-shelf';

/** Runs where the browser keeps something; null where it keeps nothing (some private windows). */
function kept<T>(act: () => T): T | null {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return null;
  }
}

/**
 * Keeps a session: on a device of several people for this tab alone, else until it ends.
 *
 * @param shared - as the reader said when signing in.
 */
export function keepShelfSession(session: ShelfSession, shared: boolean): void {
  dropShelfSession();
  kept(() => (shared ? sessionStorage : localStorage).setItem(KEY, JSON.stringify(session)));
}

/** The session kept on this device; null where there is none, it is over, or what lies there is none. */
export function keptShelfSession(now = new Date()): ShelfSession | null {
  const text = kept(() => sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY));
  try {
    const parsed = v.safeParse(sessionSchema, JSON.parse(text ?? 'null'));
    return parsed.success && new Date(parsed.output.expiresAt) > now ? parsed.output : null;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
}

/** Forgets the session on this device. */
export function dropShelfSession(): void {
  kept(() => {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  });
}
