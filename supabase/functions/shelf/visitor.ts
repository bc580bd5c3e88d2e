import type { Context } from 'hono';
import type { ContractorActor } from '../_shared/actor.ts';
import { clientIp, userAgent } from '../_shared/http.ts';
import { isLinkToken, linkTokenHash } from '../_shared/link.ts';
import type { Ports } from '../_shared/ports.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';

/** Requests of one network address within `WINDOW_S`: several people may sit behind one. */
const REQUESTS = 600;
const WINDOW_S = 300;

/** Someone at the shelf's door, whom nothing is known of yet but where the request came from. */
export async function visitor(c: Context, ports: Ports): Promise<ContractorActor> {
  const ip = clientIp(c.req.raw.headers, ports.config.proxies);
  await limit(ports, `shelf:${ip}`, REQUESTS, WINDOW_S);
  return { kind: 'contractor', ip, userAgent: userAgent(c.req.raw.headers) };
}

/** The hash of the session in `x-shelf-session`; throws Refusal `SHELF_SIGN_IN_REQUIRED` without one. */
export async function sessionHash(c: Context): Promise<string> {
  const token = c.req.header('x-shelf-session') ?? '';
  if (!isLinkToken(token)) throw new Refusal('SHELF_SIGN_IN_REQUIRED');
  return linkTokenHash(token);
}
