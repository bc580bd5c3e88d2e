import {
  EMPTY_TRUST_LIST,
  mergeTrustLists,
  readPublisherKeys,
  readSignedTrustList,
  type TrustList,
} from '../lib/core/verify/index.ts';
import type { P256Jwk } from '../lib/core/x509/p256-jwk.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { readOctets } from './verified-file.ts';

/** Where the signature of a list stands: `trust-list.json` → `trust-list.jws`. */
export function tokenPath(listPath: string): string {
  return listPath.replace(/(\.[^./\\]*)?$/, '.jws');
}

/**
 * Reads the trust lists that the command was given, each with the signature beside it; the anchors of every list after
 * the first are marked as added.
 *
 * @returns the list (empty where none was given), or the sentence that says which file is at fault.
 */
export async function loadTrust(
  paths: readonly string[],
  keyPaths: readonly string[],
): Promise<TrustList | string> {
  const publishers: P256Jwk[] = [];
  for (const path of keyPaths) {
    const bytes = await readOctets(path);
    if (!bytes) return CLI_JA.cannotOpen(path);
    const keys = readPublisherKeys(new TextDecoder().decode(bytes));
    if (!keys) return CLI_JA.badTrustKey(path);
    publishers.push(...keys);
  }
  let trust: TrustList | undefined;
  for (const path of paths) {
    const bytes = await readOctets(path);
    if (!bytes) return CLI_JA.cannotOpen(path);
    const token = await readOctets(tokenPath(path));
    const list = await readSignedTrustList(bytes, token ? new TextDecoder().decode(token) : null, publishers);
    if (!list.ok) return CLI_JA.badTrust(path);
    trust = trust ? mergeTrustLists(trust, list.value) : list.value;
  }
  return trust ?? EMPTY_TRUST_LIST;
}
