import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { clientIp, readJson, userAgent, UUID } from '../_shared/http.ts';
import { linkToken } from '../_shared/link.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';

/** Tries of one address within `WINDOW_S`. */
const TRIES = 30;
const WINDOW_S = 300;
/** NIST SP 800-63B §5.1.1.2 asks for 8; a municipality's own accounts may take more. */
const PASSWORD_CHARS = { min: 12, max: 200 } as const;

const viewSchema = v.object({ token: v.pipe(v.string(), v.maxLength(100)) });
const joinSchema = v.object({
  ...viewSchema.entries,
  /** Null where the address has an account already. */
  password: v.nullable(v.pipe(v.string(), v.maxLength(PASSWORD_CHARS.max * 4))),
});

interface Invitation {
  readonly email: string;
  readonly displayName: string;
  readonly municipalityName: string;
  readonly expiresAt: string;
  readonly userId: string | null;
}

/** The invited person's side, without a sign-in: the mailed link is what they show. */
export function addJoinRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/join/view', async (c) => {
    await limit(c, ports);
    const { token } = await readJson(c, viewSchema);
    const { userId, ...invitation } = await read(ports, await invitationOf(ports, token));
    return c.json({ ...invitation, hasAccount: userId !== null });
  });

  app.post('/envelope/join', async (c) => {
    await limit(c, ports);
    const { token, password } = await readJson(c, joinSchema);
    const id = await invitationOf(ports, token);
    const { userId, email } = await read(ports, id);
    const joined = userId ?? (await ports.accounts.create(email, strong(password, email)));
    await ports.rpc('invitation_accept', {
      p_invitation_id: id,
      p_user_id: joined,
      p_actor: {
        ip: clientIp(c.req.raw.headers, ports.config.proxies),
        userAgent: userAgent(c.req.raw.headers),
      },
    });
    // Somebody who had left is let in again.
    if (userId !== null) await ports.accounts.setBarred(userId, false);
    return c.json({ email });
  });
}

const read = (ports: Ports, id: string): Promise<Invitation> =>
  ports.rpc<Invitation>('invitation_view', { p_invitation_id: id });

/** The invitation that a link names, where the link is ours. @throws Refusal `INVITATION_UNKNOWN`. */
async function invitationOf(ports: Ports, token: string): Promise<string> {
  const [id = '', code = ''] = token.split('.');
  if (!UUID.test(id)) throw new Refusal('INVITATION_UNKNOWN');
  // Compared by hash, so that how long it takes says nothing about where they differ.
  const expected = await linkToken(ports.config.linkKey, id, 0);
  if ((await sha256Hex(utf8(code))) !== (await sha256Hex(utf8(expected))))
    throw new Refusal('INVITATION_UNKNOWN');
  return id;
}

function strong(password: string | null, email: string): string {
  const chars = [...(password ?? '')];
  const easy = new Set(chars).size < 5 || (password ?? '').toLowerCase().includes(email.split('@')[0] ?? ' ');
  if (
    password === null ||
    chars.length < PASSWORD_CHARS.min ||
    chars.length > PASSWORD_CHARS.max ||
    // bcrypt, which auth services hash with, reads 72 octets.
    utf8(password).length > 72 ||
    easy
  )
    throw new Refusal('PASSWORD_WEAK');
  return password;
}

async function limit(c: Context, ports: Ports): Promise<void> {
  const ip = clientIp(c.req.raw.headers, ports.config.proxies);
  const within = await ports.rpc<boolean>('rate_limit_hit', {
    p_key: `join:${ip}`,
    p_limit: TRIES,
    p_window_s: WINDOW_S,
  });
  if (!within) throw new Refusal('RATE_LIMITED', { retryAfterS: WINDOW_S });
}
