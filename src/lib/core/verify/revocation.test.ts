import { expect, test } from 'vitest';
import { ALL_REASONS } from '../x509/distribution-point.ts';
import { KEY_PURPOSE } from '../x509/extensions.ts';
import type { CertificateFacts, EdgeFacts, Facts, RevocationFacts } from './facts.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { revocationAt, type RevocationQuestion } from './revocation.ts';

// Certificates by index: an anchor, the authority below it, what it issued, one whom it lets answer for it, and the
// issuer of an indirect CRL, which the anchor issued.
const [ANCHOR, AUTHORITY, LEAF, RESPONDER, LIST_ISSUER] = [0, 1, 2, 3, 4] as const;
const DAY = 86_400_000;
const AT = 1000 * DAY;
const NEVER: RevocationQuestion = { provenMs: AT, atMs: AT + 30 * DAY };

function certificate(name: string, issuer: string, more: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    der: name,
    sha256Hex: name,
    version: 3,
    subject: name,
    issuer,
    subjectKey: name,
    issuerKey: issuer,
    subjectRdnKeys: [name],
    subjectEmails: [],
    serialHex: '01',
    notBeforeMs: AT - 100 * DAY,
    notAfterMs: AT + 100 * DAY,
    keyKind: 'EC',
    keyBits: 256,
    scheme: { kind: 'ECDSA', hash: 'SHA-256' },
    algorithmsAgree: true,
    basicConstraints: { ca: name.startsWith('CA') },
    keyUsage: null,
    extKeyUsage: null,
    subjectAltNames: [],
    nameConstraints: null,
    policies: null,
    policyMappings: [],
    policyConstraints: null,
    inhibitAnyPolicy: null,
    ocspNoCheck: false,
    malformedExtensions: [],
    unknownCritical: [],
    ...more,
  };
}

const SIGNING = { extKeyUsage: { critical: false, oids: [KEY_PURPOSE.ocspSigning] } };
const CERTIFICATES = [
  certificate('CA anchor', 'CA anchor'),
  certificate('CA', 'CA anchor'),
  certificate('leaf', 'CA'),
  certificate('responder', 'CA', { ...SIGNING, ocspNoCheck: true }),
  certificate('list issuer', 'CA anchor'),
];
const edge = (subject: number, issuer: number): EdgeFacts => ({ subject, issuer, check: 'valid' });
const EDGES = [
  edge(AUTHORITY, ANCHOR),
  edge(LEAF, AUTHORITY),
  edge(RESPONDER, AUTHORITY),
  edge(LIST_ISSUER, ANCHOR),
];

function crl(
  more: Partial<RevocationFacts> = {},
  list: Partial<RevocationFacts['list']> = {},
): RevocationFacts {
  return {
    kind: 'crl',
    source: { store: 'dss', end: null },
    certificate: LEAF,
    status: 'good',
    thisUpdateMs: AT + DAY,
    nextUpdateMs: AT + 2 * DAY,
    producedAtMs: AT + DAY,
    signers: [AUTHORITY],
    scheme: { kind: 'ECDSA', hash: 'SHA-256' },
    issuers: [],
    reasons: ALL_REASONS,
    isIndirect: false,
    list: { number: '7', isDelta: false, base: null, scope: '', ...list },
    unusable: null,
    ...more,
  };
}

const ocsp = (more: Partial<RevocationFacts> = {}): RevocationFacts => ({
  ...crl({ signers: [RESPONDER], issuers: [AUTHORITY], ...more }),
  kind: 'ocsp',
  list: null,
});

function stateOf(
  revocations: readonly RevocationFacts[],
  { question = NEVER, certificates = CERTIFICATES, edges = EDGES } = {},
): string {
  const facts = { certificates, edges, revocations } as unknown as Facts;
  return revocationAt(facts, LEAF, [AUTHORITY, ANCHOR], question, DEFAULT_POLICY).state;
}

test('lists that speak for some reasons each are taken together, and none of them alone is an answer', () => {
  const some = crl({ reasons: 0b10 });
  expect(stateOf([some])).toBe('absent');
  expect(stateOf([some, crl({ reasons: ALL_REASONS & ~0b10 })])).toBe('good');
  expect(stateOf([some, crl({ reasons: ALL_REASONS & ~0b110 })])).toBe('absent');
  const stale = { thisUpdateMs: AT - 3 * DAY, nextUpdateMs: AT - 2 * DAY };
  expect(stateOf([some, crl({ reasons: ALL_REASONS & ~0b10, ...stale })])).toBe('stale');
});

test('a hold is lifted by a newer delta of the same scope and key that goes with the list, and by nothing else', () => {
  const held = crl({ status: 'revoked', revokedAtMs: AT - DAY, reason: 6 });
  const lift = { status: 'revoked', revokedAtMs: AT - DAY, reason: 8 } as const;
  const delta = { number: '9', isDelta: true, base: '7' } as const;
  const complete = crl({ reason: 1, status: 'revoked', revokedAtMs: AT - DAY });
  expect(stateOf([held, crl(lift, delta)])).toBe('good');
  expect(stateOf([held])).toBe('revoked');
  expect(stateOf([held, crl(lift, { ...delta, scope: 'other' })])).toBe('revoked');
  expect(stateOf([held, crl(lift, { ...delta, base: '8' })])).toBe('revoked');
  expect(stateOf([held, crl(lift, { ...delta, number: '7' })])).toBe('revoked');
  expect(stateOf([held, crl({ ...lift, signers: [LIST_ISSUER] }, delta)])).toBe('revoked');
  expect(stateOf([held, crl({ ...lift, thisUpdateMs: AT - 3 * DAY, nextUpdateMs: AT - DAY }, delta)])).toBe(
    'revoked',
  );
  expect(stateOf([complete, crl(lift, delta)])).toBe('revoked');
});

test('a delta alone never says good, and whom it lists is revoked', () => {
  const delta = { number: '9', isDelta: true, base: '7' } as const;
  expect(stateOf([crl({}, delta)])).toBe('absent');
  expect(stateOf([crl(), crl({ status: 'revoked', revokedAtMs: AT, reason: 1 }, delta)])).toBe('revoked');
});

test('an indirect list counts where its issuer leads to the same anchor, and not otherwise', () => {
  const indirect = crl({ isIndirect: true, signers: [LIST_ISSUER] });
  expect(stateOf([indirect])).toBe('good');
  expect(stateOf([indirect], { edges: EDGES.slice(0, 3) })).toBe('absent');
  const revoked = crl({ certificate: LIST_ISSUER, status: 'revoked', revokedAtMs: AT, signers: [ANCHOR] });
  expect(stateOf([indirect, revoked])).toBe('absent');
  expect(stateOf([crl({ signers: [LIST_ISSUER] })])).toBe('absent');
});

test('an answer made after the certificate expired says nothing, unless its issuer keeps what has expired', () => {
  const late = { thisUpdateMs: AT + 101 * DAY, producedAtMs: AT + 101 * DAY, nextUpdateMs: AT + 102 * DAY };
  const question = { provenMs: AT, atMs: AT + 110 * DAY };
  const certificates = CERTIFICATES.map((one, index) =>
    index === LEAF ? one : { ...one, notAfterMs: AT + 500 * DAY },
  );
  for (const one of [crl(late), ocsp(late)]) {
    expect(stateOf([one], { question, certificates })).toBe('stale');
    expect(stateOf([{ ...one, expiredSinceMs: AT }], { question, certificates })).toBe('good');
    expect(stateOf([{ ...one, expiredSinceMs: AT + 101 * DAY }], { question, certificates })).toBe('stale');
  }
});

test('a token whose authority lost its key before anything else proves the token is believed no more', () => {
  const question = { ...NEVER, backdatedUntilMs: AT + 10 * DAY };
  const revoked = (reason: number | undefined, days: number) => [
    crl(),
    crl({ status: 'revoked', revokedAtMs: AT + days * DAY, ...(reason !== undefined && { reason }) }),
  ];
  for (const reason of [undefined, 1, 2, 6]) {
    expect(stateOf(revoked(reason, 5), { question })).toBe('revoked');
    expect(stateOf(revoked(reason, 11), { question })).toBe('good');
  }
  for (const reason of [0, 3, 4, 5]) {
    expect(stateOf(revoked(reason, 5), { question })).toBe('good');
    expect(stateOf(revoked(reason, 0), { question })).toBe('revoked');
  }
  expect(stateOf(revoked(1, 5))).toBe('good');
});

test('a delegate that must be asked about answers only where the authority itself calls it good', () => {
  const certificates = CERTIFICATES.map((one) => ({ ...one, ocspNoCheck: false }));
  const about = crl({ certificate: RESPONDER });
  expect(stateOf([ocsp()])).toBe('good');
  expect(stateOf([ocsp()], { certificates })).toBe('absent');
  expect(stateOf([ocsp(), ocsp({ certificate: RESPONDER })], { certificates })).toBe('absent');
  expect(stateOf([ocsp(), about], { certificates })).toBe('good');
  const spoiled = crl({ certificate: RESPONDER, status: 'revoked', revokedAtMs: AT });
  expect(stateOf([ocsp(), about, spoiled], { certificates })).toBe('absent');
});
