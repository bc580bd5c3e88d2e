import { createHash } from 'node:crypto';
import { nullValue, objectIdentifier, octetString, sequence, setOf } from '../../src/lib/core/sign/der.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import { attribute } from '../../src/lib/core/sign/signed-attributes.ts';
import { PURPOSE, extension } from '../../supabase/embedded/authority/certificate-builder.ts';
import type { TokenRecipe } from '../pki/timestamp-token.ts';
import { behindContents, contentsOf, fieldAppended, ranged } from './surgery.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, archived, days, seconds, type Holders, type Recipe } from './workshop.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

/** The token is at fault: what is sealed stays sound for the instant of judging, and no time is proven. */
const unproven = (name: string, source: string, check: Vector['fails'][number], recipe: Recipe): Vector => ({
  name,
  source,
  recipe,
  at: SEALED_AT,
  verdict: 'TOTAL-PASSED',
  fails: ['TIME_PROVEN', check],
});
const passes = (name: string, source: string, recipe: Recipe): Vector => ({
  name,
  source,
  recipe,
  verdict: 'TOTAL-PASSED',
  fails: [],
});
const purposes = (critical: boolean, ...list: readonly string[]): Recipe => ({
  certificates: { timestamp: { extKeyUsage: { critical, purposes: list } } },
});
const attributesOf = (...members: readonly Uint8Array[]) => Promise.resolve(setOf(...members));
const contentType = attribute(OID.contentType, objectIdentifier(OID.tstInfo));

/** The time-stamp of a signature. */
export const TOKENS: readonly Vector[] = [
  unproven(
    'an authority of time whose purpose is not critical',
    'RFC 3161 §2.3',
    'TSP_KEY_USAGE',
    purposes(false, PURPOSE.timeStamping),
  ),
  unproven(
    'an authority of time with a second purpose',
    'RFC 3161 §2.3',
    'TSP_KEY_USAGE',
    purposes(true, PURPOSE.timeStamping, PURPOSE.documentSigning),
  ),
  unproven('a time-stamp older than the certificate of its authority', 'EN 319 102-1 §5.4', 'TSP_CHAIN', {
    timestamp: (token) => ({ ...token, genAt: days(-2) }),
  }),
  unproven('an authority of time without a purpose', 'RFC 3161 §2.3', 'TSP_KEY_USAGE', {
    timestamp: (token, { more }) => {
      const bare = more['bare'];
      return bare
        ? { ...token, key: bare.key, certificates: [bare.certificate, ...token.certificates.slice(1)] }
        : token;
    },
    more: { bare: { issuer: 'timestampRoot' } },
  }),
  unproven('an authority of time whose key may not sign', 'RFC 5280 §4.2.1.3', 'TSP_KEY_USAGE', {
    certificates: { timestamp: { keyUsage: ['cRLSign'] } },
  }),
  unproven('an authority of time revoked before it stamped', 'EN 319 102-1 §5.4', 'TSP_REVOCATION', {
    crl: (list, issuer, { timestamp }) =>
      issuer === 'timestampRoot'
        ? { ...list, revoked: [{ certificate: timestamp.certificate, at: days(-1), reason: 1 }] }
        : list,
  }),
  passes('an authority of time revoked after it stamped', 'EN 319 102-1 §5.4', {
    crl: (list, issuer, { timestamp }) =>
      issuer === 'timestampRoot'
        ? {
            ...list,
            thisUpdate: days(2),
            nextUpdate: days(3),
            revoked: [{ certificate: timestamp.certificate, at: days(1), reason: 4 }],
          }
        : list,
  }),
  unproven('a time-stamp by the signer', 'EN 319 102-1 §5.4', 'TSP_KEY_USAGE', {
    timestamp: (token, { timestampRoot, more }) => {
      const own = more['own'];
      return own
        ? { ...token, key: own.key, certificates: [own.certificate, timestampRoot.certificate] }
        : token;
    },
    more: { own: { issuer: 'timestampRoot', keyUsage: ['digitalSignature', 'nonRepudiation'] } },
  }),
  unproven('a time-stamp with a critical extension that is not known', 'RFC 3161 §2.4.2', 'TSP_FORM', {
    timestamp: (token) => ({ ...token, extensions: [extension('2.999.7', true, nullValue())] }),
  }),
  unproven('a time-stamp that does not name its authority', 'RFC 5816 §2.2', 'TSP_FORM', {
    timestamp: (token) => ({
      ...token,
      attributes: (digest) => attributesOf(contentType, attribute(OID.messageDigest, octetString(digest))),
    }),
  }),
  {
    name: 'a time-stamp over another TSTInfo than it holds',
    source: 'RFC 5652 §5.4',
    recipe: {
      timestamp: (token, { timestamp }) => ({
        ...token,
        attributes: () =>
          attributesOf(
            contentType,
            attribute(OID.messageDigest, octetString(new Uint8Array(32))),
            essOf(timestamp.certificate),
          ),
      }),
    },
    at: SEALED_AT,
    verdict: 'INDETERMINATE',
    fails: ['TIME_PROVEN', 'TSP_SIGNATURE'],
  },
  {
    name: 'a token whose content is not TSTInfo',
    source: 'RFC 3161 §2.4.2',
    recipe: { timestamp: (token) => ({ ...token, contentType: OID.data }) },
    at: SEALED_AT,
    verdict: 'INDETERMINATE',
    fails: ['TIME_PROVEN', 'TSP_FORM'],
  },
  passes('a time-stamp whose imprint is by SHA-512', 'RFC 3161 §2.4.1', {
    timestamp: (token) => ({ ...token, hash: 'SHA-512' }),
  }),
];

function essOf(certificate: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(certificate).digest();
  return attribute(OID.signingCertificateV2, sequence(sequence(sequence(octetString(digest)))));
}

type After = NonNullable<Recipe['after']>;

const again = (file: Uint8Array, holders: Holders, genAt: Date, fieldName = 'Timestamp2') =>
  archived(
    file,
    holders,
    (token) => ({
      ...token,
      genAt,
      key: holders.laterTimestamp.key,
      certificates: [holders.laterTimestamp.certificate, holders.timestampRoot.certificate],
    }),
    (prepared) => prepared,
    fieldName,
  );
const late =
  (genAt: Date): After =>
  (file, holders) =>
    again(file, holders, genAt, 'Timestamp1');
const stamped =
  (change: (token: TokenRecipe, holders: Holders) => TokenRecipe): After =>
  (file, holders) =>
    archived(file, holders, (token) => change({ ...token, genAt: seconds(60) }, holders));
// Document time-stamps have no other verdict than their own: a fault fails the file, or leaves it undecided.
const archive = (
  name: string,
  source: string,
  verdict: Vector['verdict'],
  fails: Vector['fails'],
  recipe: Recipe,
): Vector => ({ name, source, recipe, verdict, fails });

/** Document time-stamps (ETSI.RFC3161). */
export const ARCHIVES: readonly Vector[] = [
  archive('a document time-stamp', 'EN 319 142-1 §5.4.3', 'TOTAL-PASSED', [], {
    after: stamped((token) => token),
  }),
  archive('a document time-stamp over another document', 'RFC 3161 §2.4.2', 'TOTAL-FAILED', ['TSP_IMPRINT'], {
    after: stamped((token) => ({ ...token, subject: [ascii('x')] })),
  }),
  archive('a document time-stamp of another key', 'RFC 5652 §5.6', 'TOTAL-FAILED', ['TSP_SIGNATURE'], {
    after: stamped((token, { stranger }) => ({
      ...token,
      key: { ...token.key, sign: stranger.key.sign },
    })),
  }),
  archive(
    'a document time-stamp of an authority that nobody trusts',
    'EN 319 102-1 §5.4',
    'INDETERMINATE',
    ['TSP_CHAIN'],
    {
      more: {
        foreign: { issuer: 'stranger', extKeyUsage: { critical: true, purposes: [PURPOSE.timeStamping] } },
      },
      after: stamped((token, { stranger, more }) => {
        const foreign = more['foreign'] ?? stranger;
        return { ...token, key: foreign.key, certificates: [foreign.certificate, stranger.certificate] };
      }),
    },
  ),
  archive(
    'a document time-stamp of one that is no authority of time',
    'RFC 3161 §2.3',
    'INDETERMINATE',
    ['TSP_KEY_USAGE'],
    {
      more: { bare: { issuer: 'timestampRoot' } },
      after: stamped((token, { timestampRoot, more }) => {
        const bare = more['bare'] ?? timestampRoot;
        return { ...token, key: bare.key, certificates: [bare.certificate, timestampRoot.certificate] };
      }),
    },
  ),
  archive(
    'a document time-stamp with octets behind it',
    'ISO 32000-2 table 255 (Contents)',
    'TOTAL-FAILED',
    ['TSP_FORM'],
    {
      after: async (file, holders) => {
        const whole = await archived(file, holders, (token) => ({ ...token, genAt: seconds(60) }));
        return behindContents(whole);
      },
    },
  ),
  archive(
    'a document time-stamp with a gap wider than its contents',
    'ISO 32000-2 §12.8.1',
    'TOTAL-FAILED',
    ['BYTE_RANGE_GAP'],
    {
      after: (file, holders) =>
        archived(
          file,
          holders,
          (token) => ({ ...token, genAt: seconds(60) }),
          ranged(([a, b, c, d]) => [a, b - 4, c, d]),
        ),
    },
  ),
  archive(
    'a document time-stamp replayed in a later field',
    'ISO 32000-2 §12.8.5',
    'TOTAL-FAILED',
    ['SIGNATURE_UNIQUE', 'TSP_IMPRINT'],
    {
      after: async (file, holders) => {
        const once = await archived(file, holders, (token) => ({ ...token, genAt: seconds(60) }));
        return fieldAppended(once, 'Timestamp2', contentsOf(once, 'ETSI.RFC3161'), 'documentTimestamp');
      },
    },
  ),
  archive(
    'a document time-stamp older than what it covers',
    'EN 319 102-1 §5.6.3',
    'INDETERMINATE',
    ['TIME_ORDER'],
    {
      after: stamped((token) => ({ ...token, genAt: seconds(-3600) })),
    },
  ),
  archive(
    'an authority of time whose certificate ended, and nothing later keeps its stamp alive',
    'EN 319 102-1 §5.4 (its stamp and what rests on it: both say so)',
    'INDETERMINATE',
    ['REVOCATION_FRESH', 'TIME_PROVEN', 'TSP_CHAIN'],
    {
      certificates: { timestamp: { notAfterDay: 2 } },
    },
  ),
  archive(
    'an authority of time whose certificate ended, and a later stamp keeps its own alive',
    'EN 319 102-1 §5.6.3',
    'TOTAL-PASSED',
    [],
    {
      certificates: { timestamp: { notAfterDay: 2 }, seal: { notAfterDay: 2 } },
      after: late(days(1)),
    },
  ),
  archive(
    'two document time-stamps, of which the later keeps the first alive',
    'EN 319 102-1 §5.6.3 (each covers what is before it, and none itself)',
    'TOTAL-PASSED',
    [],
    {
      certificates: { timestamp: { notAfterDay: 2 }, seal: { notAfterDay: 2 } },
      after: async (file, holders) => again(await stamped((token) => token)(file, holders), holders, days(1)),
    },
  ),
  archive(
    'two document time-stamps, of which the later came too late for the first',
    'EN 319 102-1 §5.6.3 (the later one alone proves, and for when it was made the signer had ended)',
    'INDETERMINATE',
    ['CHAIN_VALIDITY', 'REVOCATION_FRESH', 'TSP_CHAIN'],
    {
      certificates: { timestamp: { notAfterDay: 2 }, seal: { notAfterDay: 2 } },
      crl: (one) => ({ ...one, nextUpdate: days(10) }),
      after: async (file, holders) => again(await stamped((token) => token)(file, holders), holders, days(3)),
    },
  ),
  archive(
    'a later stamp that came after the certificate of the first authority had ended',
    'EN 319 102-1 §5.6.3 (the first stamp proves nothing; the later one does)',
    'TOTAL-PASSED',
    ['TSP_CHAIN'],
    {
      certificates: { timestamp: { notAfterDay: 0.5 }, seal: { notAfterDay: 2 } },
      after: late(days(1)),
    },
  ),
  archive(
    'a seal without a time-stamp of its own under a document time-stamp',
    'EN 319 142-1 §6.2 (time by the document time-stamp)',
    'TOTAL-PASSED',
    [],
    {
      token: null,
      after: stamped((token) => token),
    },
  ),
];
