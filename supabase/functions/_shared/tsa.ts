import { readTimestampResponse, timestampRequest, type TimestampPort } from './core.ts';
import { fetchOctets } from './fetch-octets.ts';
import { Outage } from './refusal.ts';

/** A token is a few thousand octets. */
const MAX_BYTES = 256 * 1024;
const TIMEOUT_MS = 15_000;
/** An authority that failed is asked last for a minute, for twice as long after each further failure, an hour at most. */
const ASIDE_MS = 60_000;
const LONGEST_ASIDE_MS = 3_600_000;

/** How an authority did when it was last asked by this process. */
export interface AuthorityHealth {
  readonly url: string;
  readonly state: 'untried' | 'answering' | 'failing';
  /** When it came to be so. */
  readonly since: Date | null;
  /** Why its last answer could not be used. */
  readonly reason: string | null;
}

/** Remembers how an authority did, so that one that is away does not delay every seal. */
export interface Circuit {
  /** Whether it failed so lately that the others are asked first. */
  isAside(): boolean;
  succeeded(): void;
  failed(reason: string): void;
  health(): AuthorityHealth;
}

/** A time-stamp authority with the address it is known by, which never carries a password. */
export interface NamedAuthority extends TimestampPort {
  readonly url: string;
  readonly circuit?: Circuit;
}

/** What the world gives to authorities over HTTP. */
export interface AuthoritySurroundings {
  readonly now?: () => Date;
  /** Told whenever an authority begins to fail or to answer. */
  readonly changed?: (health: AuthorityHealth) => void;
  readonly timeoutMs?: number;
}

/**
 * Authorities over HTTP (RFC 3161 §3.4), in the order of the configuration. A name and a password in the address are
 * sent as HTTP Basic authentication (RFC 7617) and go nowhere else.
 */
export function httpAuthorities(
  urls: readonly string[],
  { now = () => new Date(), changed = () => undefined, timeoutMs = TIMEOUT_MS }: AuthoritySurroundings = {},
): NamedAuthority[] {
  return urls.map((text) => {
    const address = new URL(text);
    const { username, password } = address;
    address.username = '';
    address.password = '';
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const url = username === '' && password === '' ? text : address.href;
    return {
      url,
      circuit: circuitOf(url, now, changed),
      request: (der) =>
        fetchOctets(url, {
          method: 'POST',
          body: Uint8Array.from(der),
          contentType: 'application/timestamp-query',
          ...(username !== '' && { authorization: `Basic ${btoa(credentials)}` }),
          timeoutMs,
          maxBytes: MAX_BYTES,
        }),
    };
  });
}

function circuitOf(url: string, now: () => Date, changed: (health: AuthorityHealth) => void): Circuit {
  let health: AuthorityHealth = { url, state: 'untried', since: null, reason: null };
  let failures = 0;
  let lastFailureMs = 0;
  const become = (state: 'answering' | 'failing', reason: string | null): void => {
    const isNew = health.state !== state;
    health = { url, state, since: isNew ? now() : health.since, reason };
    if (isNew) changed(health);
  };
  return {
    isAside: () =>
      failures > 0 &&
      now().getTime() <
        lastFailureMs + Math.min(ASIDE_MS * 2 ** Math.min(failures - 1, 10), LONGEST_ASIDE_MS),
    succeeded() {
      failures = 0;
      become('answering', null);
    },
    failed(reason) {
      failures += 1;
      lastFailureMs = now().getTime();
      become('failing', reason);
    },
    health: () => health,
  };
}

/**
 * Asks the authorities for a token that `accept` is content with: in the order of the configuration, but those that
 * failed lately after the others.
 *
 * A token is judged before it is used: one that answers another request, or that the verifier would not
 * believe, counts as no token, and the next authority is asked. The service's own clock never stands in.
 *
 * @param imprint - digest of what is stamped; plain octets are SHA-256.
 * @param nonce - fresh random octets for each authority.
 * @param accept - undefined where the token is good, else why not (for the log).
 * @returns the token's octets exactly as received.
 * @throws Outage `TIMESTAMP_UNAVAILABLE` with every authority's reason.
 */
export async function obtainToken(
  authorities: readonly NamedAuthority[],
  imprint: Parameters<typeof timestampRequest>[0]['imprint'],
  nonce: () => Uint8Array,
  accept: (token: Uint8Array) => Promise<string | undefined>,
): Promise<Uint8Array> {
  const reasons: string[] = [];
  const refuse = (authority: NamedAuthority, reason: string): void => {
    authority.circuit?.failed(reason);
    reasons.push(`${authority.url}: ${reason}`);
  };
  const isAside = (authority: NamedAuthority): boolean => authority.circuit?.isAside() ?? false;
  const inTurn = [
    ...authorities.filter((authority) => !isAside(authority)),
    ...authorities.filter((authority) => isAside(authority)),
  ];
  for (const authority of inTurn) {
    const value = nonce();
    let answer: Uint8Array;
    try {
      answer = await authority.request(timestampRequest({ imprint, nonce: value }));
    } catch (error) {
      refuse(authority, error instanceof Error ? error.message : String(error));
      continue;
    }
    const read = readTimestampResponse(answer, { imprint, nonce: value });
    const refused = read.ok ? await accept(read.value) : read.code;
    if (read.ok && refused === undefined) {
      authority.circuit?.succeeded();
      return read.value;
    }
    refuse(authority, refused ?? '');
  }
  throw new Outage('TIMESTAMP_UNAVAILABLE', 'timestamp', new Error(reasons.join('; ')));
}
