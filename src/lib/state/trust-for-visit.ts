import { request } from '../data/line.ts';
import type { TrustFile, VerifyQuestions } from '../workers/verify-messages.ts';

/** The published list of trusted issuers, its signature and the publisher's keys; null where they could not be had. */
export interface PublishedTrust {
  readonly list: Uint8Array<ArrayBuffer> | null;
  readonly token: string | null;
  readonly keys: string | null;
}

/** Reads the list that the service publishes, from the service worker's cache where there is one. */
export async function publishedTrust(): Promise<PublishedTrust> {
  const [list, token, keys] = await Promise.all(
    ['/trust-list.json', '/trust-list.jws', '/trust-keys.json'].map((url) => octetsAt(url)),
  );
  const text = (octets: Uint8Array<ArrayBuffer> | null | undefined): string | null =>
    octets ? new TextDecoder().decode(octets) : null;
  return { list: list ?? null, token: text(token), keys: text(keys) };
}

/** The trust list's question: what a person put in the place of the published list, and added to it, for this visit. */
export function trustQuestion(
  published: PublishedTrust,
  replacement: readonly TrustFile[],
  added: readonly TrustFile[],
): VerifyQuestions['trust']['ask'] {
  const token = replacement.find(({ name }) => name.toLowerCase().endsWith('.jws'));
  const list = replacement.find((file) => file !== token);
  if (list === undefined) return { ...published, isReplaced: false, added };
  return {
    list: list.octets,
    token: token === undefined ? null : new TextDecoder().decode(token.octets),
    keys: published.keys,
    isReplaced: true,
    added,
  };
}

async function octetsAt(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const answer = await request(url);
    // Where a server answers every unknown path with the app itself, no list is published.
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    return answer.ok && !isPage ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch (cause) {
    // No network, or a silent one, and nothing kept.
    if (cause instanceof TypeError || cause instanceof DOMException) return null;
    throw cause;
  }
}
