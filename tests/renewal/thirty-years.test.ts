import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { matchCertificate } from '../../src/lib/core/certificate/index.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { certificateFields, dssRevision, stampRevision } from '../../src/lib/core/sign/index.ts';
import {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  evidenceEnd,
  judge,
  type Report,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import type { Policy } from '../../src/lib/core/verify/policy.ts';
import { issueCrl } from '../../supabase/embedded/authority/revocation.ts';
import { mintPki } from '../pki/mint.ts';
import { sealIncrement } from '../pki/seal-document.ts';
import { plainFile } from '../vectors/plain-file.ts';
import { anchorOf, foundEra, stamped, stampsAt, storeAt, type Era } from './era.ts';

const ID = '7fdf11d5126db4c1699470984eec8b02';
const SEALED = '2026-04-01T00:00:00Z';
/** SHA-256 and everything below P-384 end here: harsher than the policy of the product, to show what renewal is for. */
const BROKEN = '2050-01-01T00:00:00Z';
const POLICY: Policy = {
  ...DEFAULT_POLICY,
  algorithmEnds: [
    { digest: 'SHA-256', until: BROKEN },
    { keyKind: 'EC', belowBits: 384, until: BROKEN },
    { keyKind: 'RSA', belowBits: 7680, until: BROKEN },
  ],
};

let eras: readonly [Era, Era, Era];
let contract: Uint8Array;
let revisions: {
  kind: 'stamp' | 'seal' | 'lta';
  partyOrd: number | null;
  sha256Hex: string;
  length: number;
}[];
let trust: TrustList;

beforeAll(async () => {
  eras = [
    await foundEra('2026-01-01T00:00:00Z', 'ECDSA-P256-SHA256', 'SHA-256'),
    await foundEra('2036-01-01T00:00:00Z', 'ECDSA-P256-SHA256', 'SHA-256', 16),
    await foundEra('2046-01-01T00:00:00Z', 'ECDSA-P384-SHA384', 'SHA-512'),
  ];
  const { root, seal } = await mintPki(
    {
      root: { ca: true, notAfterDay: 7300 },
      seal: { issuer: 'root', keyUsage: ['digitalSignature', 'nonRepudiation'], notAfterDay: 1825 },
    },
    new Date(SEALED),
  );
  trust = {
    version: 1,
    issuedAt: '2056-01-01T00:00:00Z',
    name: 'thirty years',
    anchors: [
      anchorOf(root, 'signer', 'signers'),
      ...eras.map((era, index) => anchorOf(era.root, 'timestamp', `era ${String(index)}`)),
    ],
  };
  // Two parties, B-LT, then the first document time-stamp: what the conclusion leaves.
  let file: Uint8Array = plainFile();
  revisions = [];
  const keep = (kind: (typeof revisions)[0]['kind'], partyOrd: number | null): void => {
    const sha256Hex = createHash('sha256').update(file).digest('hex');
    revisions.push({ kind, partyOrd, sha256Hex, length: file.length });
  };
  file = concatBytes(file, stampRevision(file, { certificateId: ID, lines: [`締結証明書ID ${ID}`] }));
  keep('stamp', null);
  const key = {
    algorithm: seal.key.algorithm,
    certificates: [seal.certificate, root.certificate],
    sign: (der: Uint8Array) => Promise.resolve(seal.key.sign(der)),
  };
  for (const ord of [1, 2]) {
    const request = { fieldName: `Party${String(ord)}`, name: 'A', claimedAt: new Date(SEALED) };
    const { increment } = await sealIncrement(file, request, key, stampsAt(eras[0], SEALED));
    file = concatBytes(file, increment);
    keep('seal', ord);
  }
  const list = issueCrl({
    issuer: certificateFields(root.certificate).subject,
    signer: root.key,
    thisUpdate: new Date(SEALED),
    nextUpdate: new Date('2026-04-02T00:00:00Z'),
    crlNumber: 1,
    revoked: [],
  });
  file = concatBytes(file, dssRevision(file, { certificates: [root.certificate], ocsps: [], crls: [list] }));
  file = await stamped(storeAt(file, eras[0], SEALED), 'Timestamp1', eras[0], '2026-04-01T00:01:00Z');
  keep('lta', null);
  contract = file;
}, 60_000);

/** Renews: validation data of the outermost authority, a new time-stamp over all of it, and that one's own data. */
async function renewed(file: Uint8Array, n: number, before: Era, by: Era, at: string): Promise<Uint8Array> {
  const withData = storeAt(file, before, at);
  return storeAt(await stamped(withData, `Timestamp${String(n)}`, by, at), by, at);
}

async function judged(file: Uint8Array, at: string, list = trust, policy = POLICY): Promise<Report> {
  return judge(await collect(file, nodeDigest, anchorOctets(list)), policy, list, new Date(at));
}

/** 2036 by a replaced authority, 2046 by another with new algorithms. */
async function thirtyYears(): Promise<Uint8Array> {
  const first = await renewed(contract, 2, eras[0], eras[1], '2036-06-01T00:00:00Z');
  return renewed(first, 3, eras[1], eras[2], '2046-06-01T00:00:00Z');
}

describe('L28: a contract that is renewed in time', () => {
  test('is TOTAL-PASSED thirty years later, its first signature as of its own day', async () => {
    const report = await judged(await thirtyYears(), '2056-06-01T00:00:00Z');
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures.map(({ indication }) => indication)).toEqual(Array(5).fill('TOTAL-PASSED'));
    expect(report.signatures[0]).toMatchObject({
      integrity: 'intact',
      level: 'B-LTA',
      provenAt: { by: 'signature-timestamp', at: SEALED },
    });
  });

  test('still matches its certificate of conclusion: every certified revision is a prefix', async () => {
    const file = await thirtyYears();
    const report = await judged(file, '2056-06-01T00:00:00Z');
    const sample = sampleCertificate(2);
    const content = { ...sample, certificateId: ID, document: { ...sample.document, revisions } };
    const match = await matchCertificate(file, report, { content, report }, nodeDigest);
    expect(match).toMatchObject({ id: 'matched', bytes: 'matched', signerCount: 2, sealCount: 2 });
  });

  test('says until when its outermost time-stamp is believed, and why it ends', async () => {
    const end = async (file: Uint8Array, at: string) => {
      const facts = await collect(file, nodeDigest, anchorOctets(trust));
      return evidenceEnd(facts, judge(facts, POLICY, trust, new Date(at)), POLICY);
    };
    const first = storeAt(contract, eras[0], SEALED);
    expect(await end(first, '2026-05-01T00:00:00Z')).toMatchObject({
      by: 'certificate',
      stampedAt: '2026-04-01T00:01:00Z',
      endsAt: expect.stringMatching(/^2036-12-31T/) as string,
    });
    const second = await renewed(contract, 2, eras[0], eras[1], '2036-06-01T00:00:00Z');
    expect(await end(second, '2037-01-01T00:00:00Z')).toMatchObject({ by: 'algorithm', endsAt: BROKEN });
    expect(await end(plainFile(), SEALED)).toBeNull();
  });
});

/** What the command says of a file at an instant, by the policy of the product: its verdict and exit status. */
async function said(file: Uint8Array, at: string): Promise<readonly [string | undefined, number]> {
  const folder = mkdtempSync(join(tmpdir(), 'thirty-years-'));
  try {
    const list = join(folder, 'trust.json');
    writeFileSync(list, JSON.stringify(trust));
    writeFileSync(join(folder, 'contract.pdf'), file);
    const command = resolve(import.meta.dirname, '../../src/cli/verify.ts');
    const all = [command, '--json', '--trust', list, '--at', at, join(folder, 'contract.pdf')];
    return await new Promise((done) => {
      execFile(process.execPath, all, { maxBuffer: 1 << 26 }, (error, stdout) => {
        const { verdict } = JSON.parse(stdout) as { verdict?: string };
        done([verdict, typeof error?.code === 'number' ? error.code : 0]);
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('L28: the command says so too: verify --at 2036-01-01 and on, of a file renewed each time', async () => {
  const once = await renewed(contract, 2, eras[0], eras[1], '2036-06-01T00:00:00Z');
  const twice = await renewed(once, 3, eras[1], eras[2], '2046-06-01T00:00:00Z');
  expect(await said(contract, '2036-01-01')).toEqual(['TOTAL-PASSED', 0]);
  expect(await said(once, '2038-01-01')).toEqual(['TOTAL-PASSED', 0]);
  expect(await said(twice, '2056-06-01')).toEqual(['TOTAL-PASSED', 0]);
  expect(await said(contract, '2038-01-01')).toEqual(['INDETERMINATE', 1]);
});

describe('L28: a contract that was not renewed as it should is not TOTAL-PASSED', () => {
  const later = '2056-06-01T00:00:00Z';
  test.each([
    ['never renewed', '2036-01-01T00:00:00Z', 'TOTAL-PASSED', () => Promise.resolve(contract)],
    [
      'never renewed, after the certificate ended',
      '2038-01-01T00:00:00Z',
      'INDETERMINATE',
      () => Promise.resolve(contract),
    ],
    [
      'the second renewal is missing',
      later,
      'INDETERMINATE',
      () => renewed(contract, 2, eras[0], eras[1], '2036-06-01T00:00:00Z'),
    ],
    [
      'the first renewal is missing',
      later,
      'INDETERMINATE',
      () => renewed(contract, 2, eras[0], eras[2], '2046-06-01T00:00:00Z'),
    ],
    [
      'the first renewal came after the certificate had ended',
      later,
      'INDETERMINATE',
      async () =>
        renewed(
          await renewed(contract, 2, eras[0], eras[1], '2037-06-01T00:00:00Z'),
          3,
          eras[1],
          eras[2],
          '2046-06-01T00:00:00Z',
        ),
    ],
    [
      'the second renewal came after the algorithm had ended, its certificate still valid',
      later,
      'INDETERMINATE',
      async () =>
        renewed(
          await renewed(contract, 2, eras[0], eras[1], '2036-06-01T00:00:00Z'),
          3,
          eras[1],
          eras[2],
          '2050-06-01T00:00:00Z',
        ),
    ],
    [
      'the outer time-stamp claims to be older than the inner',
      later,
      'INDETERMINATE',
      async () => {
        const inner = await renewed(contract, 2, eras[0], eras[2], '2046-06-01T00:00:00Z');
        return renewed(inner, 3, eras[2], eras[1], '2036-06-01T00:00:00Z');
      },
    ],
    [
      'nothing is known of the last authority',
      later,
      'INDETERMINATE',
      async () => {
        const first = await renewed(contract, 2, eras[0], eras[1], '2036-06-01T00:00:00Z');
        const at = '2046-06-01T00:00:00Z';
        return stamped(storeAt(first, eras[1], at), 'Timestamp3', eras[2], at);
      },
    ],
  ] as const)('%s', async (_name, at, verdict, make) => {
    expect((await judged(await make(), at)).verdict).toBe(verdict);
  });

  test('the root of the first authority is struck off the list', async () => {
    const [, , second, third] = trust.anchors;
    const [signers] = trust.anchors;
    const without = { ...trust, anchors: [signers, second, third].filter((one) => one !== undefined) };
    expect((await judged(await thirtyYears(), later, without)).verdict).toBe('INDETERMINATE');
  });

  test('evidence by a broken algorithm is believed only where an archive time-stamp had taken it in before', async () => {
    // The last authority's data rest on P-384; put the first one's list, P-256, behind everything instead.
    const file = await thirtyYears();
    const late = storeAt(file, eras[0], '2052-01-01T00:00:00Z');
    expect((await judged(late, later)).verdict).toBe('TOTAL-PASSED');
    const bare = await stamped(contract, 'Timestamp2', eras[2], '2036-06-01T00:00:00Z');
    const afterBreak = storeAt(
      storeAt(bare, eras[2], '2046-06-01T00:00:00Z'),
      eras[0],
      '2052-01-01T00:00:00Z',
    );
    expect((await judged(afterBreak, later)).verdict).not.toBe('TOTAL-PASSED');
  });

  test('one covered octet changed in any decade is never TOTAL-PASSED', async () => {
    const file = await thirtyYears();
    for (const at of [100, contract.length - 40, file.length - 60_000]) {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await judged(changed, later)).verdict).not.toBe('TOTAL-PASSED');
    }
  });
});
