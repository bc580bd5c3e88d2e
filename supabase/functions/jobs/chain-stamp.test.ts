import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CONFIG, fakePorts } from '../../../tests/functions/fake-ports.ts';
import { startAuthority, type Authority } from '../../embedded/authority/index.ts';
import { DEFAULT_POLICY, fromBase64, fromHex, judgeBareToken, readTrustList } from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { httpAuthorities } from '../_shared/tsa.ts';
import { stampChain } from './chain-stamp.ts';
import type { JobPorts } from './ports.ts';

const MUNICIPALITY = '33333333-3333-4333-8333-333333333333';
const HEAD = { municipalityId: MUNICIPALITY, count: 7, headSha256Hex: '5a'.repeat(32) };

let authority: Authority;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-chain-'));
  authority = await startAuthority({ dataDir });
});
afterEach(() => authority.setFaults({}));
afterAll(async () => {
  await authority.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function unused(): never {
  throw new Error('not part of this test');
}

function ports(head: typeof HEAD | null, trustList = JSON.stringify(authority.trustList)) {
  const base = fakePorts({ chain_stamp_subject: () => head, chain_stamp_add: () => null });
  const made: JobPorts = {
    ...base,
    config: { ...CONFIG, trustList },
    now: () => new Date(),
    key: unused,
    sheetKey: unused,
    authorities: httpAuthorities([authority.tsaUrl]),
    revocation: { ocsp: unused, crl: unused, certificate: unused },
    mail: { send: unused },
    sms: null,
    fonts: unused,
    every: () => () => undefined,
    worker: 'w',
  };
  return { made, calls: base.calls };
}

test('stores a token over the head itself, with the authority’s instant', async () => {
  const { made, calls } = ports(HEAD);
  await stampChain(made, MUNICIPALITY);
  const args = calls.find((call) => call.name === 'chain_stamp_add')?.args ?? {};
  expect(args).toMatchObject({
    p_municipality_id: MUNICIPALITY,
    p_count: 7,
    p_head_sha256_hex: HEAD.headSha256Hex,
  });
  const token = fromBase64(String(args['p_token_b64'])) ?? new Uint8Array();
  const trust = readTrustList(JSON.stringify(authority.trustList));
  if (!trust.ok) throw new Error(trust.code);
  const judge = (sha256Hex: string) =>
    judgeBareToken(
      token,
      fromHex(sha256Hex) ?? new Uint8Array(),
      nodeDigest,
      DEFAULT_POLICY,
      trust.value,
      new Date(),
    );
  expect(await judge(HEAD.headSha256Hex)).toMatchObject({
    integrity: 'intact',
    genTime: args['p_stamped_at'],
  });
  expect((await judge('5b'.repeat(32))).integrity).toBe('broken');
});

test('asks for no token where the head is stamped already', async () => {
  const { made, calls } = ports(null);
  await stampChain(made, MUNICIPALITY);
  expect(calls.map((call) => call.name)).toEqual(['chain_stamp_subject']);
});

test.each(['down', 'garbage', 'refuse', 'wrong-nonce', 'wrong-imprint'] as const)(
  'stores nothing and comes again while the authority is %s',
  async (fault) => {
    authority.setFaults({ tsa: fault });
    const { made, calls } = ports(HEAD);
    await expect(stampChain(made, MUNICIPALITY)).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
    expect(calls.map((call) => call.name)).toEqual(['chain_stamp_subject']);
  },
);

test('believes no authority that is not on the trust list', async () => {
  const { made } = ports(HEAD, CONFIG.trustList);
  await expect(stampChain(made, MUNICIPALITY)).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
});

test('L26: takes no test authority’s token in production', async () => {
  const { made } = ports(HEAD);
  const production: JobPorts = { ...made, config: { ...made.config, mode: 'production' } };
  await expect(stampChain(production, MUNICIPALITY)).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE' });
});
