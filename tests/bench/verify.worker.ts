/// <reference lib="webworker" />
/** Judges one file in a browser's worker, beside WebCrypto's digests of the same ranges, and posts what both took. */
import { webDigest } from '../../src/lib/core/bytes/digest.ts';
import {
  DEFAULT_POLICY,
  anchorOctets,
  collect,
  judge,
  readTrustList,
} from '../../src/lib/core/verify/index.ts';

const RUNS = 7;
const WARM = 2;

async function text(name: string): Promise<string> {
  return (await fetch(name)).text();
}

async function least(act: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const begin = performance.now();
    await act();
    if (i >= WARM) took.push(performance.now() - begin);
  }
  return Math.min(...took);
}

async function run(): Promise<unknown> {
  const bytes = new Uint8Array(await (await fetch('/sealed.pdf')).arrayBuffer());
  const trust = readTrustList(await text('/trust.json'));
  if (!trust.ok) throw new Error(trust.code);
  const at = new Date(await text('/at'));
  const anchors = anchorOctets(trust.value);
  const facts = await collect(bytes, webDigest, anchors);
  const ranges = facts.signatures.flatMap(({ byteRange: { numbers } }) => {
    const [, first = 0, second = 0, length = 0] = numbers ?? [];
    return [[bytes.subarray(0, first), bytes.subarray(second, second + length)]];
  });
  const digestMs = await least(() => webDigest('SHA-256', [[bytes], ...ranges]));
  let verdict = '';
  const verifyMs = await least(async () => {
    verdict = judge(await collect(bytes, webDigest, anchors), DEFAULT_POLICY, trust.value, at).verdict;
  });
  return { digestMs, verifyMs, verdict };
}

run()
  .catch((cause: unknown) => ({ thrown: String(cause) }))
  .then((body) => fetch('/results', { method: 'POST', body: JSON.stringify(body) }))
  .catch((cause: unknown) => {
    console.error(String(cause));
  });
