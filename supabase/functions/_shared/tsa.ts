import { readTimestampResponse, timestampRequest, type TimestampPort } from './core.ts';
import { fetchOctets } from './fetch-octets.ts';
import { Outage } from './refusal.ts';

/** A token is a few thousand octets. */
const MAX_BYTES = 256 * 1024;
const TIMEOUT_MS = 15_000;

/** A time-stamp authority with the address it is known by. */
export interface NamedAuthority extends TimestampPort {
  readonly url: string;
}

/** Authorities over HTTP (RFC 3161 §3.4), in the order of the configuration. */
export function httpAuthorities(urls: readonly string[]): NamedAuthority[] {
  return urls.map((url) => ({
    url,
    request: (der) =>
      fetchOctets(url, {
        method: 'POST',
        body: Uint8Array.from(der),
        contentType: 'application/timestamp-query',
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      }),
  }));
}

/**
 * Asks the authorities in order for a token that `accept` is content with.
 *
 * A token is judged before it is used: one that answers another request, or that the verifier would not
 * believe, counts as no token, and the next authority is asked. The service's own clock never stands in.
 *
 * @param imprint - SHA-256 of what is stamped.
 * @param nonce - fresh random octets for each authority.
 * @param accept - undefined where the token is good, else why not (for the log).
 * @returns the token's octets exactly as received.
 * @throws Outage `TIMESTAMP_UNAVAILABLE` with every authority's reason.
 */
export async function obtainToken(
  authorities: readonly NamedAuthority[],
  imprint: Uint8Array,
  nonce: () => Uint8Array,
  accept: (token: Uint8Array) => Promise<string | undefined>,
): Promise<Uint8Array> {
  const reasons: string[] = [];
  for (const authority of authorities) {
    const value = nonce();
    let answer: Uint8Array;
    try {
      answer = await authority.request(timestampRequest({ imprint, nonce: value }));
    } catch (error) {
      reasons.push(`${authority.url}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const read = readTimestampResponse(answer, { imprint, nonce: value });
    const refused = read.ok ? await accept(read.value) : read.code;
    if (read.ok && refused === undefined) return read.value;
    reasons.push(`${authority.url}: ${refused ?? ''}`);
  }
  throw new Outage('TIMESTAMP_UNAVAILABLE', 'timestamp', new Error(reasons.join('; ')));
}
