/// <reference lib="webworker" />
/**
 * The verifier in a browser's worker, as the page has it: core and WebCrypto's digests, nothing of Node. Judges every
 * vector of the folder it is served from and hands the reports to the server, which knows what they must be.
 */
import { webDigest } from '../../src/lib/core/bytes/digest.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  readTrustList,
  type Report,
} from '../../src/lib/core/verify/index.ts';
import type { ManifestEntry } from '../vectors/write.ts';
import type { Capabilities, Results } from './results.ts';

async function load(name: string): Promise<Response> {
  const response = await fetch(`/vectors/${name}`);
  if (!response.ok) throw new Error(`${name}: ${String(response.status)}`);
  return response;
}

async function judged(entry: ManifestEntry): Promise<Report> {
  const bytes = new Uint8Array(await (await load(entry.pdf)).arrayBuffer());
  const trust = readTrustList(await (await load(entry.trust)).text());
  if (!trust.ok) throw new Error(`${entry.trust}: ${trust.code}`);
  const facts = await collect(bytes, webDigest, anchorOctets(trust.value));
  return judge(facts, DEFAULT_POLICY, trust.value, new Date(entry.at));
}

// What a platform lacks changes answers to "cannot be said"; which that is must be known, not guessed from the answers.
async function capabilities(): Promise<Capabilities> {
  const has = async (name: string): Promise<boolean> => {
    try {
      await crypto.subtle.generateKey({ name }, false, ['sign', 'verify']);
      return true;
    } catch {
      return false;
    }
  };
  return { Ed25519: await has('Ed25519') };
}

async function run(): Promise<Results> {
  const manifest = (await (await load('manifest.json')).json()) as readonly ManifestEntry[];
  const reports: Record<string, Report> = {};
  const begin = performance.now();
  for (const entry of manifest) reports[entry.name] = await judged(entry);
  return {
    agent: navigator.userAgent,
    capabilities: await capabilities(),
    reports,
    tookMs: performance.now() - begin,
  };
}

run()
  .catch((cause: unknown) => ({ thrown: String(cause) }))
  .then((body) => fetch('/results', { method: 'POST', body: JSON.stringify(body) }))
  .catch((cause: unknown) => {
    console.error(String(cause));
  });
