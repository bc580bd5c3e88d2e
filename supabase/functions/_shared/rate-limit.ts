import type { Ports } from './ports.ts';
import { Refusal } from './refusal.ts';

/** Counts one hit of a key; throws Refusal `RATE_LIMITED` above `times` within `windowS` seconds. */
export async function limit(
  ports: Pick<Ports, 'rpc'>,
  key: string,
  times: number,
  windowS: number,
): Promise<void> {
  const within = await ports.rpc<boolean>('rate_limit_hit', {
    p_key: key,
    p_limit: times,
    p_window_s: windowS,
  });
  if (!within) throw new Refusal('RATE_LIMITED', { retryAfterS: windowS });
}
