import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  DEFAULT_POLICY,
  judgeBareToken,
  readTrustList,
  type TrustList,
} from '../../supabase/functions/_shared/core.ts';
import { nodeDigest } from '../../supabase/functions/_shared/digest.ts';
import { httpAuthorities, obtainToken, type AuthorityHealth } from '../../supabase/functions/_shared/tsa.ts';
import { passesBeforeLt } from '../../supabase/functions/jobs/judgement.ts';
import { ForeignPki, type Leaf } from './foreign-pki.ts';
import { serveLocally } from './local-server.ts';
import { OpensslTsa, type TsaFault, type TsaOptions } from './openssl-tsa.ts';

const POLICY = '1.2.392.200091.100.1';
const imprint = new Uint8Array(createHash('sha256').update('what is stamped').digest());
const nonce = (): Uint8Array => new Uint8Array(randomBytes(16));

let pki: ForeignPki;
let trust: TrustList;
let first: OpensslTsa;
let second: OpensslTsa;
const opened: OpensslTsa[] = [];

async function open(leaf: Leaf = {}, options: Partial<TsaOptions> = {}): Promise<OpensslTsa> {
  const holder = await pki.timestampHolder(leaf);
  const chain = [pki.roots.timestamping.certificate];
  const made = await OpensslTsa.open({ holder, chain, policyOid: POLICY, ...options });
  opened.push(made);
  return made;
}

beforeAll(async () => {
  pki = await ForeignPki.open();
  const read = readTrustList(JSON.stringify(pki.trustList()));
  if (!read.ok) throw new Error(read.code);
  trust = read.value;
  [first, second] = [await open(), await open()];
});
afterEach(() => {
  for (const tsa of [first, second]) Object.assign(tsa, { fault: undefined, asked: 0 });
});
afterAll(async () => {
  for (const tsa of opened) await tsa.stop();
  await pki.stop();
});

/** As the jobs judge a bare token before they use it. */
const accept = async (token: Uint8Array): Promise<string | undefined> => {
  const report = await judgeBareToken(token, imprint, nodeDigest, DEFAULT_POLICY, trust, new Date());
  return report.integrity === 'intact' && report.anchor !== null && passesBeforeLt(report)
    ? undefined
    : `token ${String(report.subIndication)}`;
};

let clockMs = Date.parse('2026-04-01T00:00:00Z');
const now = (): Date => new Date(clockMs);
const ports = (urls: readonly string[], changed?: (health: AuthorityHealth) => void) =>
  httpAuthorities(urls, { now, timeoutMs: 700, ...(changed && { changed }) });
const obtain = (authorities: ReturnType<typeof ports>): Promise<Uint8Array> =>
  obtainToken(authorities, imprint, nonce, accept);

describe('the token of another implementation (openssl ts -reply)', () => {
  test('M72: is judged, taken, and kept exactly as it came', async () => {
    const kept: Uint8Array[] = [];
    const [authority] = ports([first.url]);
    const watched = {
      ...authority!,
      request: async (der: Uint8Array) => {
        const answer = await authority!.request(der);
        kept.push(answer);
        return answer;
      },
    };
    const token = await obtain([watched]);
    const at = Buffer.from(kept[0]!).indexOf(Buffer.from(token));
    expect(at).toBeGreaterThan(0);
    expect(at + token.length).toBe(kept[0]!.length);
  });

  test.each([
    'slow',
    'drop',
    'other-request',
    'garbage',
    'huge',
    'redirect',
    'empty',
    'status',
  ] as const satisfies readonly TsaFault[])(
    'L27: one whose answer is %s gives way to the second',
    async (fault) => {
      first.fault = fault;
      await obtain(ports([first.url, second.url]));
      expect([first.asked, second.asked]).toEqual([1, 1]);
    },
  );

  test('L27: without any token there is an outage that names every reason and no password', async () => {
    first.fault = 'garbage';
    second.fault = 'status';
    const withPassword = second.url.replace('http://', 'http://name:pa%24s@');
    const failure: unknown = await obtain(ports([first.url, withPassword])).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE', waitingFor: 'timestamp' });
    const { message } = (failure as { cause: Error }).cause;
    expect(message).toContain('TIMESTAMP_RESPONSE_MALFORMED');
    expect(message).toContain('HTTP 503');
    expect(message).not.toContain('pa$s');
    expect(message).not.toContain('name:');
  });

  test('one whose certificate has expired is not believed', async () => {
    const expired = await open({ notBeforeDay: -30, notAfterDay: -1 });
    await expect(obtain(ports([expired.url]))).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
    await obtain(ports([expired.url, second.url]));
  });

  test('one that the trust list does not know is not believed', async () => {
    const stranger = await ForeignPki.open();
    const holder = await stranger.timestampHolder();
    const tsa = await open({}, { holder, chain: [stranger.roots.timestamping.certificate] });
    await expect(obtain(ports([tsa.url]))).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
    await stranger.stop();
  });

  test('a certificate that is not for time-stamping alone is not believed', async () => {
    const key = (await pki.timestampHolder()).key;
    // openssl itself refuses to stamp with such a certificate, so nothing but an error can come.
    const holder = { key, certificate: pki.sealChain(key.spki)[0]! };
    const tsa = await open({}, { holder });
    await expect(obtain(ports([tsa.url]))).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
  });

  test('name and password of the address go as Basic authentication', async () => {
    const guarded = await open({}, { credentials: 'shomei:p@ss' });
    await obtain(ports([guarded.url.replace('http://', 'http://shomei:p%40ss@')]));
    await expect(obtain(ports([guarded.url]))).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
  });
});

describe('health', () => {
  test('one that failed is asked last for a while, longer after each failure, and first again after it answered', async () => {
    const authorities = ports([first.url, second.url]);
    first.fault = 'status';
    await obtain(authorities);
    await obtain(authorities);
    expect([first.asked, second.asked]).toEqual([1, 2]);
    clockMs += 61_000;
    await obtain(authorities);
    expect([first.asked, second.asked]).toEqual([2, 3]);
    clockMs += 61_000;
    await obtain(authorities);
    expect([first.asked, second.asked]).toEqual([2, 4]);
    clockMs += 60_000;
    first.fault = undefined;
    await obtain(authorities);
    await obtain(authorities);
    expect([first.asked, second.asked]).toEqual([4, 4]);
  });

  test('one that is put aside is still asked where nobody else answers', async () => {
    const authorities = ports([first.url, second.url]);
    first.fault = 'status';
    await obtain(authorities);
    first.fault = undefined;
    second.fault = 'drop';
    await obtain(authorities);
    expect([first.asked, second.asked]).toEqual([2, 2]);
  });

  test('is said once when it changes, with the reason and without a password', async () => {
    const said: AuthorityHealth[] = [];
    const url = first.url.replace('http://', 'http://name:secret@');
    const authorities = ports([url, second.url], (health) => said.push(health));
    first.fault = 'garbage';
    await obtain(authorities);
    clockMs += 3_600_000;
    await obtain(authorities);
    expect(said.map(({ state, reason }) => [state, reason])).toEqual([
      ['failing', 'TIMESTAMP_RESPONSE_MALFORMED'],
      ['answering', null],
    ]);
    expect(JSON.stringify([said, authorities.map(({ circuit }) => circuit?.health())])).not.toContain(
      'secret',
    );
  });
});

test('what is fetched from a service outside is not fetched from elsewhere by its redirect', async () => {
  const server = await serveLocally(() => ({ status: 302, headers: { location: 'file:///etc/passwd' } }));
  const [authority] = ports([server.url]);
  await expect(authority!.request(new Uint8Array(1))).rejects.toThrow('HTTP 302');
  await server.stop();
});
