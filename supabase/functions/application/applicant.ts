import type { Context } from 'hono';
import type { ContractorActor } from '../_shared/actor.ts';
import { clientIp, userAgent } from '../_shared/http.ts';
import { isLinkToken, linkTokenHash } from '../_shared/link.ts';
import type { Ports } from '../_shared/ports.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';

/** Requests of one address within `WINDOW_S`: several people may sit behind one. */
const REQUESTS = 300;
const WINDOW_S = 300;

/** Someone at the public form, whom nothing is known of yet but where the request came from. */
export async function applicantActor(c: Context, ports: Ports): Promise<ContractorActor> {
  const ip = clientIp(c.req.raw.headers, ports.config.proxies);
  await limit(ports, `apply:${ip}`, REQUESTS, WINDOW_S);
  return { kind: 'contractor', ip, userAgent: userAgent(c.req.raw.headers) };
}

/** The hash of the ticket that a confirmed address was given; throws Refusal `EMAIL_NOT_CONFIRMED` without one. */
export async function ticketHash(c: Context): Promise<string> {
  const ticket = c.req.header('x-application-ticket') ?? '';
  if (!isLinkToken(ticket)) throw new Refusal('EMAIL_NOT_CONFIRMED');
  return linkTokenHash(ticket);
}

/** The hash of the token of a returned application's link; throws Refusal `APPLICATION_LINK_UNKNOWN` without one. */
export async function returnHash(c: Context): Promise<string> {
  const token = c.req.header('x-application-link') ?? '';
  if (!isLinkToken(token)) throw new Refusal('APPLICATION_LINK_UNKNOWN');
  return linkTokenHash(token);
}
