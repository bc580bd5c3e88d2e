import { createHash } from 'node:crypto';
import {
  explicit,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
} from '../../src/lib/core/sign/der.ts';
import { OID } from '../../src/lib/core/sign/object-identifier.ts';
import { attribute } from '../../src/lib/core/sign/signed-attributes.ts';
import { replaced } from './surgery.ts';
import type { Vector } from './vector.ts';
import { SEALED_AT, evidenceOf, type Evidence, type Recipe } from './workshop.ts';

const REASON = (length: number) => `/Reason <FEFF${'0078'.repeat(length)}>`;
const ascii = (text: string) => new TextEncoder().encode(text);
const named = (subFilter: string) => replaced('/ETSI.CAdES.detached', `/${subFilter}`);

// What Adobe's software signs: contentType, messageDigest and, unlike PAdES, the claimed time.
const adobeAttributes = (messageDigest: Uint8Array, ...more: readonly Uint8Array[]) =>
  Promise.resolve(
    setOf(
      attribute(OID.contentType, objectIdentifier(OID.data)),
      attribute(OID.messageDigest, octetString(messageDigest)),
      attribute('1.2.840.113549.1.9.5', time(SEALED_AT)),
      ...more,
    ),
  );

// ISO 32000-2 §12.8.3.3.2: revocation information in a signed attribute.
const revocationInfo = ({ crls, ocsps }: Evidence) =>
  attribute(
    '1.2.840.113583.1.1.8',
    sequence(explicit(0, sequence(...crls)), explicit(1, sequence(...ocsps))),
  );

const PKCS7: Recipe = {
  prepared: named('adbe.pkcs7.detached'),
  attributes: (digest) => adobeAttributes(digest),
};
const SHA1: Recipe = { ...PKCS7, prepared: named('adbe.pkcs7.sha1'), attachesSha1: true };

// ISO 32000-2 §12.8.3.2: the value alone in an OCTET STRING, the certificates in /Cert.
const bare = (change: (value: Uint8Array) => Uint8Array = (value) => value): Recipe => ({
  keys: { seal: { type: 'RSA', hash: 'SHA-1' } },
  request: { reason: 'x'.repeat(2000) },
  prepared: (prepared, { seal }) =>
    replaced(
      REASON(2000),
      `/Cert <${Buffer.from(seal.certificate).toString('hex')}>`,
    )(named('adbe.x509.rsa_sha1')(prepared)),
  contents: (covered, { seal }) => octetString(change(seal.key.sign(covered))),
});

/** Signatures by other conventions than PAdES. */
export const SUB_FILTERS: readonly Vector[] = [
  {
    name: 'adbe.pkcs7.detached',
    source: 'ISO 32000-2 §12.8.3.3',
    recipe: PKCS7,
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'adbe.pkcs7.detached over another digest',
    source: 'RFC 5652 §5.4',
    recipe: { ...PKCS7, attributes: () => adobeAttributes(new Uint8Array(32)) },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_DIGEST'],
  },
  {
    name: 'adbe.pkcs7.detached with its revocation information among the signed attributes',
    source: 'ISO 32000-2 §12.8.3.3.2',
    recipe: {
      ...PKCS7,
      attributes: (digest, holders) => adobeAttributes(digest, revocationInfo(evidenceOf({}, holders))),
      store: () => null,
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'adbe.pkcs7.detached without signed attributes',
    source: 'RFC 5652 §5.4 (the content itself is signed)',
    recipe: { ...PKCS7, attributes: () => Promise.resolve(null) },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
  {
    name: 'adbe.pkcs7.detached without signed attributes, a value over something else',
    source: 'RFC 5652 §5.6',
    recipe: {
      ...PKCS7,
      token: null,
      attributes: () => Promise.resolve(null),
      parts: (parts, { seal }) => ({ ...parts, signature: seal.key.sign(ascii('x')) }),
    },
    at: SEALED_AT,
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNATURE', 'TIME_PROVEN'],
  },
  {
    name: 'adbe.pkcs7.detached with content within',
    source: 'ISO 32000-2 §12.8.3.3',
    recipe: { ...PKCS7, parts: (parts) => ({ ...parts, eContent: ascii('x') }) },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_DETACHED'],
  },
  {
    name: 'adbe.pkcs7.detached whose signing-certificate attribute names another',
    source: 'RFC 5035 §3 (optional here, but binding where it stands)',
    recipe: {
      ...PKCS7,
      attributes: (digest) =>
        adobeAttributes(
          digest,
          attribute(OID.signingCertificateV2, sequence(sequence(sequence(octetString(new Uint8Array(32)))))),
        ),
    },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_SIGNING_CERTIFICATE'],
  },
  {
    name: 'adbe.pkcs7.sha1',
    source: 'ISO 32000-2 §12.8.3.3 (SHA-1 of the document, however strong the value over it)',
    recipe: SHA1,
    verdict: 'INDETERMINATE',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    fails: ['CMS_ALGORITHM'],
  },
  {
    name: 'adbe.pkcs7.sha1 over another document',
    source: 'ISO 32000-2 §12.8.3.3 (the fault is beside SHA-1, which is weak anyway)',
    recipe: { ...SHA1, after: (file) => file.map((octet, at) => (at === 8 ? octet ^ 1 : octet)) },
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_ALGORITHM', 'CMS_DIGEST'],
  },
  {
    name: 'adbe.x509.rsa_sha1',
    source: 'ISO 32000-2 §12.8.3.2 (SHA-1; it has no room for a time-stamp)',
    recipe: bare(),
    at: SEALED_AT,
    verdict: 'INDETERMINATE',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    fails: ['CMS_ALGORITHM', 'TIME_PROVEN'],
  },
  {
    name: 'adbe.x509.rsa_sha1 with another value',
    source: 'ISO 32000-2 §12.8.3.2 (the fault is beside SHA-1, which is weak anyway)',
    recipe: bare((value) => value.map((octet, at) => (at === 9 ? octet ^ 1 : octet))),
    at: SEALED_AT,
    verdict: 'TOTAL-FAILED',
    fails: ['CMS_ALGORITHM', 'CMS_SIGNATURE', 'TIME_PROVEN'],
  },
  {
    name: 'ETSI.CAdES.detached with the claimed time among its attributes',
    source: 'EN 319 142-1 §6.3 (shall not be present; it proves nothing and harms nothing)',
    recipe: {
      attributes: (digest, { seal }) =>
        adobeAttributes(
          digest,
          attribute(
            OID.signingCertificateV2,
            sequence(sequence(sequence(octetString(createHash('sha256').update(seal.certificate).digest())))),
          ),
        ),
    },
    verdict: 'TOTAL-PASSED',
    fails: [],
  },
];
