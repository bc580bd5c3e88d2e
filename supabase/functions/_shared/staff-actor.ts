import type { Context } from 'hono';
import type { StaffActor } from './actor.ts';
import { clientIp, userAgent } from './http.ts';
import type { Ports } from './ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Who asks, from a verified access token.
 *
 * @throws Refusal `SIGN_IN_REQUIRED` without a valid one, `SECOND_FACTOR_REQUIRED` below aal2 (SQL says so
 *   too; this only saves it the work).
 */
export async function staffActor(c: Context, ports: Ports): Promise<StaffActor> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (token === undefined) throw new Refusal('SIGN_IN_REQUIRED');
  const session = await ports.session(token);
  if (session === null) throw new Refusal('SIGN_IN_REQUIRED');
  if (session.aal !== 'aal2') throw new Refusal('SECOND_FACTOR_REQUIRED');
  const actor: StaffActor = {
    kind: 'staff',
    userId: session.userId,
    aal: session.aal,
    totpAt: session.totpAt,
    ip: clientIp(c.req.raw.headers, ports.config.proxies),
    userAgent: userAgent(c.req.raw.headers),
  };
  c.set(ACTOR, actor);
  return actor;
}

const ACTOR = 'staffActor';

/** Who asked, where this request came so far as to know it. */
export function actorOf(c: Context): StaffActor | undefined {
  return c.get(ACTOR) as StaffActor | undefined;
}
