import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import {
  newPublisherKey,
  publisherJwk,
  publisherKeySet,
  signTrustList,
} from '../../src/cli/sign-trust-list.ts';
import type { TrustList } from '../../src/lib/core/verify/trust-list.ts';
import { readIfPresent, writeDurably } from './authority/durable-file.ts';

type Page = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The trust list as the stack publishes it: `/trust-list.json`, its signature `/trust-list.jws` and the publisher's
 * public key `/trust-keys.json`. The key is a development key of the data folder, made at the first start.
 */
export async function trustPublication(dataDir: string, list: TrustList): Promise<ReadonlyMap<string, Page>> {
  const file = path.join(dataDir, 'trust-list-key.pem');
  const kept = (await readIfPresent(file))?.toString('utf8');
  const key = kept ?? newPublisherKey();
  if (kept === undefined) await writeDurably(file, key);
  const octets = Buffer.from(JSON.stringify(list), 'utf8');
  const page =
    (type: string, body: string | Buffer): Page =>
    (_request, response) => {
      response.setHeader('content-type', type);
      response.setHeader('cache-control', 'no-cache');
      response.end(body);
    };
  return new Map([
    ['/trust-list.json', page('application/json; charset=utf-8', octets)],
    ['/trust-list.jws', page('application/jose', await signTrustList(octets, key))],
    ['/trust-keys.json', page('application/jwk-set+json', await publisherKeySet([publisherJwk(key)]))],
  ]);
}
