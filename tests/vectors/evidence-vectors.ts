import {
  boolean,
  explicit,
  implicitPrimitive,
  integer,
  nullValue,
  octetString,
  sequence,
} from '../../src/lib/core/sign/der.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { crlDistributionPoint, extension } from '../../supabase/embedded/authority/certificate-builder.ts';
import type { ListRecipe } from '../pki/revocation-data.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, days, seconds, type Holders, type Recipe } from './workshop.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const UNKNOWN = '2.999.7';
const POINT = 'http://crl.test/a.crl';
const pointName = (url: string) => explicit(0, explicit(0, implicitPrimitive(6, ascii(url))));
/** issuingDistributionPoint, RFC 5280 §5.2.5: members by their tags. */
const scope = (...members: readonly Uint8Array[]) => extension('2.5.29.28', true, sequence(...members));
const said = (tag: number) => implicitPrimitive(tag, boolean(true).subarray(2));

/** Changes the list of the signer's side alone. */
const rootList =
  (change: (list: ListRecipe, holders: Holders) => Partial<ListRecipe>): NonNullable<Recipe['crl']> =>
  (list, issuer, holders) =>
    issuer === 'root' ? { ...list, ...change(list, holders) } : list;

const unproven = (name: string, source: string, recipe: Recipe): Vector => ({
  name,
  source,
  recipe,
  verdict: 'INDETERMINATE',
  subIndication: 'TRY_LATER',
  fails: ['REVOCATION_FOUND'],
});
const proven = (name: string, source: string, recipe: Recipe): Vector => ({
  name,
  source,
  recipe,
  verdict: 'TOTAL-PASSED',
  fails: [],
});

/** What OCSP answers may say, and who may say it. */
export const ANSWERS: readonly Vector[] = [
  unproven('an answer that the certificate is not known', 'RFC 6960 §2.2', {
    ocsp: (one) => ({ ...one, status: 'unknown' }),
  }),
  proven('an answer of the authority itself', 'RFC 6960 §4.2.2.2', {
    ocsp: (one, { issuing }) => ({ ...one, key: issuing.key, responder: null }),
  }),
  proven('an answer whose responder is named', 'RFC 6960 §4.2.1 (ResponderID)', {
    ocsp: (one, { ocsp }) => ({ ...one, responderName: certificateFields(ocsp.certificate).subject }),
  }),
  proven('an answer whose certID is by SHA-256', 'RFC 6960 §4.1.1', {
    ocsp: (one) => ({ ...one, hash: 'SHA-256' }),
  }),
  unproven('a responder without id-pkix-ocsp-nocheck', 'RFC 6960 §4.2.2.2.1 (left to policy: it is asked)', {
    certificates: { ocsp: { ocspNoCheck: false } },
  }),
  unproven('a responder of another authority', 'RFC 6960 §4.2.2.2', {
    certificates: { ocsp: { issuer: 'stranger' } },
  }),
  unproven('a responder that the authority above appointed', 'RFC 6960 §4.2.2.2 (by the issuer itself)', {
    certificates: { ocsp: { issuer: 'root' } },
  }),
  unproven('a responder whose certificate had ended when it answered', 'RFC 6960 §4.2.2.2', {
    certificates: { ocsp: { notBeforeDay: -30, notAfterDay: -1 } },
  }),
  unproven('a responder whose key may not sign', 'RFC 5280 §4.2.1.3', {
    certificates: { ocsp: { keyUsage: ['keyCertSign'] } },
  }),
  unproven('a responder with a critical extension that is not known', 'RFC 5280 §4.2', {
    certificates: { ocsp: { extensions: [extension(UNKNOWN, true, nullValue())] } },
  }),
  unproven('a responder whose own certificate is forged', 'RFC 6960 §3.2', {
    certificates: { ocsp: { signedWith: 'stranger' } },
  }),
  unproven('an answer with a critical extension that is not known', 'RFC 6960 §4.4', {
    ocsp: (one) => ({ ...one, extensions: [extension(UNKNOWN, true, octetString(ascii('x')))] }),
  }),
  unproven('an answer for another authority of the same serial number', 'RFC 6960 §3.2', {
    ocsp: (one, { root }) => ({ ...one, issuer: root.certificate }),
  }),
  unproven('an answer from the future', 'EN 319 102-1 §5.2.5', {
    ocsp: (one) => ({ ...one, producedAt: days(60), thisUpdate: days(60), nextUpdate: days(61) }),
  }),
  proven('an answer without an end that is seven days old', 'EN 319 102-1 §5.2.5.4 (policy: seven days)', {
    certificates: { ocsp: { notBeforeDay: -30 } },
    ocsp: (one) => ({ ...one, producedAt: days(-7), thisUpdate: days(-7), nextUpdate: null }),
  }),
  {
    name: 'an answer without an end that is older than seven days',
    source: 'EN 319 102-1 §5.2.5.4 (policy: seven days)',
    recipe: {
      certificates: { ocsp: { notBeforeDay: -30 } },
      ocsp: (one) => ({
        ...one,
        producedAt: seconds(-7 * 86_400 - 1),
        thisUpdate: seconds(-7 * 86_400 - 1),
        nextUpdate: null,
      }),
    },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FRESH'],
  },
  {
    name: 'revoked in the very second of the time-stamp',
    source: 'EN 319 102-1 §5.5.4 (at or before the proven instant)',
    recipe: { ocsp: (one) => ({ ...one, status: { revokedAt: SEALED_AT } }) },
    verdict: 'INDETERMINATE',
    subIndication: 'REVOKED_NO_POE',
    fails: ['REVOCATION_STATUS'],
  },
];

/** What CRLs may say, and about whom. */
export const LISTS: readonly Vector[] = [
  proven('a list for authorities alone', 'RFC 5280 §5.2.5', {
    crl: rootList(() => ({ extensions: [scope(said(2))] })),
  }),
  unproven('a list for users alone, about an authority', 'RFC 5280 §6.3.3 (b)(2)(ii)', {
    crl: rootList(() => ({ extensions: [scope(said(1))] })),
  }),
  unproven('a list for attribute certificates alone', 'RFC 5280 §6.3.3 (b)(2)(iv)', {
    crl: rootList(() => ({ extensions: [scope(said(5))] })),
  }),
  unproven('a list for some reasons alone', 'RFC 5280 §6.3.3 (d), (e)', {
    crl: rootList(() => ({ extensions: [scope(implicitPrimitive(3, Uint8Array.of(6, 0x40)))] })),
  }),
  proven('a list for the distribution point that the certificate names', 'RFC 5280 §6.3.3 (b)(2)(i)', {
    certificates: { issuing: { crlUrl: POINT } },
    crl: rootList(() => ({ extensions: [scope(pointName(POINT))] })),
  }),
  unproven('a list for another distribution point', 'RFC 5280 §6.3.3 (b)(2)(i)', {
    certificates: { issuing: { extensions: [crlDistributionPoint(POINT)] } },
    crl: rootList(() => ({ extensions: [scope(pointName('http://crl.test/b.crl'))] })),
  }),
  unproven('a delta list alone', 'RFC 5280 §5.2.4', {
    crl: rootList(() => ({ extensions: [extension('2.5.29.27', true, integer(1))] })),
  }),
  unproven('a list with a critical extension that is not known', 'RFC 5280 §5.2', {
    crl: rootList(() => ({ extensions: [extension(UNKNOWN, true, nullValue())] })),
  }),
  unproven('a list of another authority', 'RFC 5280 §6.3.3 (f)', {
    crl: rootList((_, { stranger }) => ({ issuer: stranger.certificate, key: stranger.key })),
  }),
  unproven('a list by an authority whose key may not sign lists', 'RFC 5280 §6.3.3 (f)', {
    certificates: { root: { keyUsage: ['keyCertSign'] } },
  }),
  unproven('a list from the future', 'EN 319 102-1 §5.2.5', {
    crl: rootList(() => ({ thisUpdate: days(60), nextUpdate: days(61) })),
  }),
  proven('a list that is just fresh', 'EN 319 102-1 §5.2.5.4', {
    crl: rootList(() => ({ thisUpdate: days(-1), nextUpdate: SEALED_AT })),
  }),
  {
    name: 'a list that is just stale',
    source: 'EN 319 102-1 §5.2.5.4',
    recipe: { crl: rootList(() => ({ thisUpdate: days(-1), nextUpdate: seconds(-1) })) },
    verdict: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
    fails: ['REVOCATION_FRESH'],
  },
  proven('an authority revoked after the time-stamp', 'EN 319 102-1 §5.5.4', {
    crl: rootList((_, { issuing }) => ({
      thisUpdate: days(2),
      nextUpdate: days(3),
      revoked: [{ certificate: issuing.certificate, at: days(1), reason: 1 }],
    })),
  }),
  {
    name: 'a delta list that names the authority',
    source: 'RFC 5280 §5.2.4 (never a proof of "good", but whom it lists is revoked)',
    recipe: {
      crl: rootList((_, { issuing }) => ({
        extensions: [extension('2.5.29.27', true, integer(1))],
        revoked: [{ certificate: issuing.certificate, at: days(-1), reason: 1 }],
      })),
    },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_STATUS'],
  },
];
