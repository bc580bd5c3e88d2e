import { octetString, sequence } from '../../src/lib/core/sign/der.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, days, seconds } from './workshop.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

/** Whose the signature is. */
export const TRUST: readonly Vector[] = [
  {
    name: 'no anchor for the signer',
    source: 'EN 319 102-1 §5.2.6',
    recipe: { anchors: ['timestampRoot'] },
    verdict: 'INDETERMINATE',
    fails: ['CHAIN_FOUND'],
  },
  {
    name: 'an authority whose certificate another key signed',
    source: 'RFC 5280 §6.1.3 (a)(1)',
    recipe: { certificates: { issuing: { signedWith: 'seal' } } },
    verdict: 'INDETERMINATE',
    fails: ['CHAIN_SIGNATURES'],
  },
  {
    name: 'a certificate that had ended',
    source: 'RFC 5280 §6.1.3 (a)(2)',
    recipe: {
      certificates: { seal: { notBeforeDay: -30, notAfterDay: -1 } },
      // An answer that was made after the end would say nothing either.
      ocsp: (one) => ({ ...one, producedAt: days(-1), thisUpdate: days(-1) }),
    },
    verdict: 'INDETERMINATE',
    fails: ['CHAIN_VALIDITY'],
  },
  {
    name: 'a certificate that ended after the time-stamp',
    source: 'EN 319 102-1 §5.5.4',
    recipe: { certificates: { seal: { notAfterDay: 1 } } },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'an issuer that is no authority',
    source: 'RFC 5280 §6.1.4 (k)',
    recipe: { certificates: { issuing: { ca: false, keyUsage: ['keyCertSign'] } } },
    verdict: 'INDETERMINATE',
    fails: ['CHAIN_CONSTRAINTS'],
  },
  {
    name: 'a key that may not sign documents',
    source: 'RFC 5280 §4.2.1.3',
    recipe: { certificates: { seal: { keyUsage: ['cRLSign'] } } },
    verdict: 'INDETERMINATE',
    fails: ['CHAIN_KEY_USAGE'],
  },
];

/** What is known of revocation. */
export const REVOCATION: readonly Vector[] = [
  {
    name: 'no answer about the signer',
    source: 'EN 319 102-1 §5.2.5',
    recipe: { without: ['ocsp'] },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FOUND'],
  },
  {
    name: 'revoked before the time-stamp',
    source: 'EN 319 102-1 §5.5.4',
    recipe: { ocsp: (one) => ({ ...one, status: { revokedAt: days(-1) } }) },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_STATUS'],
  },
  {
    name: 'revoked after the time-stamp',
    source: 'EN 319 102-1 §5.5.4',
    recipe: {
      ocsp: (one) => ({
        ...one,
        producedAt: days(2),
        thisUpdate: days(2),
        nextUpdate: days(3),
        status: { revokedAt: days(1) },
      }),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'an authority revoked before the time-stamp',
    source: 'EN 319 102-1 §5.2.6.4',
    recipe: {
      crl: (one, issuer, { issuing }) =>
        issuer === 'root'
          ? { ...one, revoked: [{ certificate: issuing.certificate, at: days(-1), reason: 1 }] }
          : one,
    },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_STATUS'],
  },
  {
    name: 'an answer that is just fresh',
    source: 'EN 319 102-1 §5.2.5.4',
    recipe: {
      ocsp: (one) => ({ ...one, producedAt: days(-1), thisUpdate: days(-1), nextUpdate: SEALED_AT }),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'an answer that is just stale',
    source: 'EN 319 102-1 §5.2.5.4',
    recipe: {
      ocsp: (one) => ({ ...one, producedAt: days(-0.5), thisUpdate: days(-0.5), nextUpdate: seconds(-1) }),
    },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FRESH'],
  },
  {
    name: 'an answer that was made after the certificate had ended',
    source: 'RFC 5280 §3.3; RFC 6960 §4.4.4 (whoever has ended need not be told of any more)',
    recipe: {
      certificates: { seal: { notAfterDay: 1 } },
      ocsp: (one) => ({ ...one, producedAt: days(2), thisUpdate: days(2), nextUpdate: days(3) }),
    },
    verdict: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
    fails: ['REVOCATION_FRESH'],
  },
  {
    name: 'a forged answer',
    source: 'RFC 6960 §3.2',
    recipe: { ocsp: (one, { timestamp }) => ({ ...one, key: { ...one.key, sign: timestamp.key.sign } }) },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FOUND'],
  },
  {
    name: 'an answer of one who may not answer',
    source: 'RFC 6960 §4.2.2.2',
    recipe: {
      certificates: { ocsp: { extKeyUsage: { critical: false, purposes: ['1.3.6.1.5.5.7.3.36'] } } },
    },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FOUND'],
  },
  {
    name: 'an answer about another certificate',
    source: 'RFC 6960 §3.2',
    recipe: { ocsp: (one, { issuing }) => ({ ...one, about: issuing.certificate }) },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FOUND'],
  },
  {
    name: 'a forged list',
    source: 'RFC 5280 §6.3.3 (g)',
    recipe: {
      crl: (one, issuer, { seal }) =>
        issuer === 'root' ? { ...one, key: { ...one.key, sign: seal.key.sign } } : one,
    },
    verdict: 'INDETERMINATE',
    fails: ['REVOCATION_FOUND'],
  },
];

/** What proves the time. */
export const TIME: readonly Vector[] = [
  {
    name: 'a token that is none',
    source: 'RFC 3161 §2.4.2',
    recipe: { token: sequence(octetString(ascii('x'))) },
    at: SEALED_AT,
    verdict: 'INDETERMINATE',
    fails: ['TIME_PROVEN', 'TSP_FORM'],
  },
  {
    name: 'a time-stamp over something else',
    source: 'RFC 3161 §2.4.2',
    recipe: { timestamp: (one) => ({ ...one, subject: [ascii('x')] }) },
    at: SEALED_AT,
    verdict: 'INDETERMINATE',
    fails: ['TIME_PROVEN', 'TSP_IMPRINT'],
  },
  {
    name: 'a time-stamp of another key',
    source: 'RFC 5652 §5.6',
    recipe: { timestamp: (one, { ocsp }) => ({ ...one, key: { ...one.key, sign: ocsp.key.sign } }) },
    at: SEALED_AT,
    verdict: 'INDETERMINATE',
    fails: ['TIME_PROVEN', 'TSP_SIGNATURE'],
  },
  {
    name: 'an authority that is not one of time',
    source: 'RFC 3161 §2.3',
    recipe: {
      certificates: { timestamp: { extKeyUsage: { critical: true, purposes: ['1.3.6.1.5.5.7.3.36'] } } },
    },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['TIME_PROVEN', 'TSP_KEY_USAGE'],
  },
  {
    name: 'no anchor for the time-stamp',
    source: 'EN 319 102-1 §5.4',
    recipe: { anchors: ['root'] },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['TIME_PROVEN', 'TSP_CHAIN'],
  },
  {
    name: 'an authority of time whose certificate had ended',
    source: 'EN 319 102-1 §5.4',
    recipe: {
      certificates: { timestamp: { notBeforeDay: -30, notAfterDay: -1 } },
      crl: (one) => ({ ...one, thisUpdate: days(-2) }),
    },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['TIME_PROVEN', 'TSP_CHAIN'],
  },
  {
    name: 'no answer about the authority of time',
    source: 'EN 319 102-1 §5.2.5',
    recipe: { without: ['timestamp'] },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['TIME_PROVEN', 'TSP_REVOCATION'],
  },
  {
    name: 'a time-stamp from the future',
    source: 'EN 319 102-1 §5.5.4',
    recipe: {
      timestamp: (one) => ({ ...one, genAt: days(20) }),
      crl: (one) => ({ ...one, nextUpdate: days(30) }),
    },
    at: SEALED_AT,
    verdict: 'TOTAL-PASSED',
    fails: ['TIME_ORDER', 'TIME_PROVEN'],
  },
];
