import type { Context } from 'hono';
import type { ContractorActor } from '../_shared/actor.ts';
import { clientIp, userAgent } from '../_shared/http.ts';
import { logRefusal } from '../_shared/log-refusal.ts';
import { isLinkToken, linkTokenHash } from '../_shared/link.ts';
import type { Ports } from '../_shared/ports.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';

/** Requests an address may make with links within `WINDOW_S`: several people may sit behind one address. */
const REQUESTS = 600;
/** Unknown tokens an address may try within `WINDOW_S`: 256 bits cannot be guessed, but trying is noise. */
const MISSES = 20;
const WINDOW_S = 300;

/** Who holds a link: the token's hash, which SQL finds the party by, and what the log keeps of the caller. */
export interface LinkHolder {
  readonly tokenHash: string;
  readonly actor: ContractorActor;
}

/**
 * Runs one act for the holder of the link in `x-link-token`.
 *
 * @throws Refusal `LINK_UNKNOWN` where the token is none, `RATE_LIMITED` above the limits, and whatever SQL
 *   refuses.
 */
export async function forHolder<T>(
  c: Context,
  ports: Ports,
  act: (holder: LinkHolder) => Promise<T>,
): Promise<T> {
  const headers = c.req.raw.headers;
  const ip = clientIp(headers, ports.config.proxies);
  await limit(ports, `link:${ip}`, REQUESTS, WINDOW_S);
  const token = headers.get('x-link-token') ?? '';
  const actor: ContractorActor = { kind: 'contractor', ip, userAgent: userAgent(headers) };
  const tokenHash = isLinkToken(token) ? await linkTokenHash(token) : null;
  try {
    if (tokenHash === null) throw new Refusal('LINK_UNKNOWN');
    return await act({ tokenHash, actor });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'LINK_UNKNOWN') {
      await limit(ports, `link-unknown:${ip}`, MISSES, WINDOW_S);
    } else if (error instanceof Refusal && tokenHash !== null) {
      await logRefusal(ports, { actor, tokenHash }, error);
    }
    throw error;
  }
}
