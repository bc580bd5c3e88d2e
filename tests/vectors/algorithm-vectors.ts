import { objectIdentifier, sequence } from '../../src/lib/core/sign/der.ts';
import type { KeyKind } from '../pki/key.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT } from './workshop.ts';

const WEAK = 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE';

const sound = (name: string, seal: KeyKind): Vector => ({
  name: `a seal by ${name}`,
  source: 'TS 119 312 §6',
  recipe: { keys: { seal } },
  verdict: 'TOTAL-PASSED',
  fails: [],
});

const RSA = { type: 'RSA', hash: 'SHA-256' } as const;
const SHORT = { type: 'RSA', hash: 'SHA-256', bits: 1024 } as const;
const SHA1 = { type: 'RSA', hash: 'SHA-1' } as const;

/** By which algorithms is signed. */
export const ALGORITHMS: readonly Vector[] = [
  ...(['SHA-256', 'SHA-384', 'SHA-512'] as const).flatMap((hash) => [
    sound(`RSA PKCS1 with ${hash}`, { type: 'RSA', hash }),
    sound(`RSA PSS with ${hash}`, { type: 'PSS', hash }),
    sound(`P-256 with ${hash}`, { type: 'EC', curve: 'P-256', hash }),
  ]),
  sound('P-384 with SHA-384', { type: 'EC', curve: 'P-384', hash: 'SHA-384' }),
  sound('P-384 with SHA-256', { type: 'EC', curve: 'P-384', hash: 'SHA-256' }),
  sound('P-521 with SHA-512', { type: 'EC', curve: 'P-521', hash: 'SHA-512' }),
  sound('RSA of 3072 bits', { type: 'RSA', hash: 'SHA-256', bits: 3072 }),
  sound('RSA PSS with a salt of 20', { type: 'PSS', hash: 'SHA-256', saltLength: 20 }),
  sound('RSA PSS without a salt', { type: 'PSS', hash: 'SHA-256', saltLength: 0 }),
  { ...sound('Ed25519', { type: 'Ed25519' }), source: 'RFC 8419', needs: 'Ed25519' },
  {
    ...sound('Ed25519 whose key begins with a zero octet', { type: 'Ed25519', firstOctet: 0 }),
    source: 'RFC 8410 §4; WebKitGTK refuses such a key as SPKI',
    needs: 'Ed25519',
  },
  {
    name: 'a whole chain by RSA PSS with SHA-512',
    source: 'RFC 4055 §3.1',
    recipe: {
      keys: {
        root: { type: 'PSS', hash: 'SHA-512' },
        issuing: { type: 'PSS', hash: 'SHA-512' },
        ocsp: { type: 'PSS', hash: 'SHA-512' },
        timestampRoot: { type: 'PSS', hash: 'SHA-512' },
        timestamp: { type: 'PSS', hash: 'SHA-512' },
      },
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'a whole chain by P-384',
    source: 'RFC 5758 §3.2',
    recipe: {
      keys: {
        root: { type: 'EC', curve: 'P-384', hash: 'SHA-384' },
        issuing: { type: 'EC', curve: 'P-384', hash: 'SHA-384' },
        seal: { type: 'EC', curve: 'P-384', hash: 'SHA-384' },
        ocsp: { type: 'EC', curve: 'P-384', hash: 'SHA-384' },
        timestampRoot: { type: 'EC', curve: 'P-384', hash: 'SHA-384' },
        timestamp: { type: 'EC', curve: 'P-384', hash: 'SHA-384' },
      },
      timestamp: (token) => ({ ...token, hash: 'SHA-384' }),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'a seal by SHA-1',
    source: 'TS 119 312 §5.2; EN 319 102-1 §5.2.8',
    recipe: { keys: { seal: SHA1 } },
    verdict: 'INDETERMINATE',
    subIndication: WEAK,
    fails: ['CMS_ALGORITHM'],
  },
  {
    name: 'a seal by RSA of 1024 bits',
    source: 'TS 119 312 §6.2.2 (the key is in the CMS and in the chain: both say so)',
    recipe: { keys: { seal: SHORT } },
    verdict: 'INDETERMINATE',
    subIndication: WEAK,
    fails: ['CHAIN_ALGORITHMS', 'CMS_ALGORITHM'],
  },
  {
    name: 'an authority whose RSA key has 1024 bits',
    source: 'TS 119 312 §6.2.2',
    recipe: { keys: { issuing: SHORT } },
    verdict: 'INDETERMINATE',
    subIndication: WEAK,
    fails: ['CHAIN_ALGORITHMS'],
  },
  {
    name: 'a certificate signed by SHA-1',
    source: 'TS 119 312 §5.2',
    recipe: { keys: { issuing: SHA1 } },
    verdict: 'INDETERMINATE',
    subIndication: WEAK,
    fails: ['CHAIN_ALGORITHMS'],
  },
  {
    name: 'a time-stamp by SHA-1',
    source: 'TS 119 312 §5.2',
    recipe: { keys: { timestamp: SHA1 } },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['CMS_ALGORITHM', 'TIME_PROVEN'],
  },
  {
    name: 'a time-stamp whose imprint is by SHA-1',
    source: 'RFC 3161 §2.4.1; TS 119 312 §5.2',
    recipe: { timestamp: (token) => ({ ...token, hash: 'SHA-1' }) },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['CMS_ALGORITHM', 'TIME_PROVEN'],
  },
  {
    name: 'an answer about the signer by SHA-1',
    source: 'TS 119 312 §5.2; RFC 6960 §4.3',
    recipe: { keys: { ocsp: SHA1 } },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FOUND'],
  },
  {
    name: 'a seal by secp256k1',
    source: 'EN 319 102-1 §5.2.7 (no platform has the curve: its value cannot be said to hold)',
    recipe: { keys: { seal: { type: 'EC', curve: 'secp256k1', hash: 'SHA-256' } } },
    verdict: 'INDETERMINATE',
    fails: ['CMS_SIGNATURE'],
  },
  {
    name: 'a seal by P-192',
    source: 'EN 319 102-1 §5.2.7 (no platform has the curve: its value cannot be said to hold)',
    recipe: { keys: { seal: { type: 'EC', curve: 'prime192v1', hash: 'SHA-256' } } },
    verdict: 'INDETERMINATE',
    fails: ['CMS_SIGNATURE'],
  },
  {
    name: 'a seal by an algorithm that nobody knows',
    source: 'EN 319 102-1 §5.2.7 (it is named, and not called weak)',
    recipe: {
      parts: (parts) => ({ ...parts, signatureIdentifier: sequence(objectIdentifier('2.999.7')) }),
    },
    verdict: 'INDETERMINATE',
    subIndication: 'GENERIC',
    fails: ['CMS_SIGNATURE'],
  },
  {
    name: 'an authority whose root signs by secp256k1',
    source: 'RFC 5280 §6.1.3 (a)(1) (no path can be said to hold)',
    recipe: {
      keys: { root: { type: 'EC', curve: 'secp256k1', hash: 'SHA-256' } },
    },
    verdict: 'INDETERMINATE',
    fails: ['CHAIN_SIGNATURES'],
  },
  {
    name: 'a seal by RSA PSS whose mask has another digest',
    source: 'RFC 4055 §3.1 (no platform has it: its value cannot be said to hold)',
    recipe: { keys: { seal: { type: 'PSS', hash: 'SHA-256', maskHash: 'SHA-1' } } },
    verdict: 'INDETERMINATE',
    fails: ['CMS_SIGNATURE'],
  },
  {
    name: 'a seal by RSA PSS with another length of salt than it says',
    source: 'RFC 8017 §9.1.2',
    recipe: { keys: { seal: { type: 'PSS', hash: 'SHA-256', saltLength: 20, claimedSaltLength: 32 } } },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE'],
  },
  {
    name: 'a value of RSA PKCS1 that is called one of PSS',
    source: 'RFC 8017 §8.1.2',
    recipe: {
      keys: { seal: RSA, stranger: { type: 'PSS', hash: 'SHA-256' } },
      parts: (parts, { stranger }) => ({ ...parts, signatureIdentifier: stranger.key.identifier }),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE'],
  },
  {
    name: 'a value of ECDSA that is no DER',
    source: 'RFC 5753 §7.2',
    recipe: {
      token: null,
      parts: (parts) => ({ ...parts, signature: new Uint8Array(64).fill(7) }),
    },
    at: SEALED_AT,
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE', 'TIME_PROVEN'],
  },
  {
    name: 'a value of ECDSA that is zero',
    source: 'FIPS 186-5 §6.4.2 (r and s are at least one)',
    recipe: {
      token: null,
      parts: (parts) => ({ ...parts, signature: Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 0) }),
    },
    at: SEALED_AT,
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE', 'TIME_PROVEN'],
  },
  {
    name: 'a value of Ed25519 that is changed',
    source: 'RFC 8032 §5.1.7',
    recipe: {
      keys: { seal: { type: 'Ed25519' } },
      token: null,
      parts: (parts) => ({
        ...parts,
        signature: parts.signature.map((octet, i) => octet ^ (i === 3 ? 1 : 0)),
      }),
    },
    at: SEALED_AT,
    needs: 'Ed25519',
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE', 'TIME_PROVEN'],
  },
];
