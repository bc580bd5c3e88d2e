import { createHash, randomBytes } from 'node:crypto';
import {
  bitString,
  boolean,
  explicit,
  implicitPrimitive,
  integer,
  namedBits,
  nullValue,
  objectIdentifier,
  octetString,
  printableString,
  readOnly,
  sequence,
  setOf,
  TAG,
  time,
  utf8String,
} from '../../../src/lib/core/sign/der.ts';
import { OID } from '../../../src/lib/core/sign/object-identifier.ts';
import type { SigningKey } from './signing-key.ts';

/** Parts of a Name, in the order they are written. */
export type NameParts = Readonly<{
  country?: string;
  organization?: string;
  organizationalUnit?: string;
  commonName: string;
}>;

/** What a certificate will say; nothing is checked, so that tests can make faulty ones. */
export type CertificateRequest = Readonly<{
  /** DER Names. */
  subject: Uint8Array;
  issuer: Uint8Array;
  /** DER of SubjectPublicKeyInfo. */
  spki: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  /** DER Extensions, as the functions of this file make them. */
  extensions: readonly Uint8Array[];
  /** The issuer's key. */
  signer: Pick<SigningKey, 'identifier' | 'sign'>;
  /** Unsigned big-endian octets; 16 random ones where absent. */
  serialNumber?: Uint8Array;
}>;

/** Bits of keyUsage by name (RFC 5280 §4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** Purposes of extKeyUsage by name (RFC 5280 §4.2.1.12). */
export const PURPOSE = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const;

/** DER of a Name: one attribute in each RDN (RFC 5280 §4.1.2.4). */
export function distinguishedName(parts: NameParts): Uint8Array<ArrayBuffer> {
  const rdn = (oid: string, value: Uint8Array) => setOf(sequence(objectIdentifier(oid), value));
  return sequence(
    ...(parts.country === undefined ? [] : [rdn('2.5.4.6', printableString(parts.country))]),
    ...(parts.organization === undefined ? [] : [rdn('2.5.4.10', utf8String(parts.organization))]),
    ...(parts.organizationalUnit === undefined
      ? []
      : [rdn('2.5.4.11', utf8String(parts.organizationalUnit))]),
    rdn('2.5.4.3', utf8String(parts.commonName)),
  );
}

/** Signs a version 3 certificate. @returns its DER. Source: RFC 5280 §4.1. */
export function issueCertificate(request: CertificateRequest): Uint8Array<ArrayBuffer> {
  const { identifier: algorithm } = request.signer;
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(request.serialNumber ?? randomSerial()),
    algorithm,
    request.issuer,
    sequence(time(request.notBefore), time(request.notAfter)),
    request.subject,
    request.spki,
    ...(request.extensions.length === 0 ? [] : [explicit(3, sequence(...request.extensions))]),
  );
  return sequence(tbs, algorithm, bitString(request.signer.sign(tbs)));
}

/** 16 random octets, positive and never starting with zero (RFC 5280 §4.1.2.2). */
function randomSerial(): Uint8Array {
  const octets = new Uint8Array(randomBytes(16));
  octets[0] = 0x40 | ((octets[0] ?? 0) & 0x3f);
  return octets;
}

/** DER of one Extension. */
export function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** RFC 5280 §4.2.1.9, critical. */
export function basicConstraints(ca: boolean, pathLength?: number): Uint8Array<ArrayBuffer> {
  const parts = [...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])];
  return extension('2.5.29.19', true, sequence(...parts));
}

/** RFC 5280 §4.2.1.3, critical. */
export function keyUsage(...bits: readonly (keyof typeof KEY_USAGE)[]): Uint8Array<ArrayBuffer> {
  return extension('2.5.29.15', true, namedBits(...bits.map((bit) => KEY_USAGE[bit])));
}

/** RFC 5280 §4.2.1.12. */
export function extKeyUsage(critical: boolean, ...purposes: readonly string[]): Uint8Array<ArrayBuffer> {
  return extension('2.5.29.37', critical, sequence(...purposes.map(objectIdentifier)));
}

/** SHA-1 of the key, the first method of RFC 5280 §4.2.1.2. */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  const [, key] = readOnly(spki, TAG.sequence);
  if (key === undefined) throw new RangeError('not a SubjectPublicKeyInfo');
  return new Uint8Array(createHash('sha1').update(key.content.subarray(1)).digest());
}

/** RFC 5280 §4.2.1.2. */
export function subjectKeyIdentifier(spki: Uint8Array): Uint8Array<ArrayBuffer> {
  return extension('2.5.29.14', false, octetString(keyIdentifier(spki)));
}

/** RFC 5280 §4.2.1.1, by key identifier. */
export function authorityKeyIdentifier(issuerSpki: Uint8Array): Uint8Array<ArrayBuffer> {
  return extension('2.5.29.35', false, sequence(implicitPrimitive(0, keyIdentifier(issuerSpki))));
}

/** RFC 5280 §4.2.2.1. */
export function authorityInfoAccess(urls: { ocsp?: string; caIssuers?: string }): Uint8Array<ArrayBuffer> {
  const description = (method: string, url: string | undefined) =>
    url === undefined ? [] : [sequence(objectIdentifier(method), uri(url))];
  return extension(
    OID.authorityInfoAccess,
    false,
    sequence(...description(OID.accessOcsp, urls.ocsp), ...description(OID.accessCaIssuers, urls.caIssuers)),
  );
}

/** RFC 5280 §4.2.1.13, one point with one URL. */
export function crlDistributionPoint(url: string): Uint8Array<ArrayBuffer> {
  return extension(OID.crlDistributionPoints, false, sequence(sequence(explicit(0, explicit(0, uri(url))))));
}

/** RFC 5280 §4.2.1.4. */
export function certificatePolicies(...policies: readonly string[]): Uint8Array<ArrayBuffer> {
  return extension(
    '2.5.29.32',
    false,
    sequence(...policies.map((policy) => sequence(objectIdentifier(policy)))),
  );
}

/** RFC 5280 §4.2.1.6, DNS names and IPv4 addresses. */
export function subjectAltName(names: {
  dns?: readonly string[];
  ipv4?: readonly string[];
}): Uint8Array<ArrayBuffer> {
  return extension(
    '2.5.29.17',
    false,
    sequence(
      ...(names.dns ?? []).map((name) => implicitPrimitive(2, new TextEncoder().encode(name))),
      ...(names.ipv4 ?? []).map((address) =>
        implicitPrimitive(7, Uint8Array.from(address.split('.').map(Number))),
      ),
    ),
  );
}

/** id-pkix-ocsp-nocheck: the responder's own certificate needs no revocation check (RFC 6960 §4.2.2.2.1). */
export function ocspNoCheck(): Uint8Array<ArrayBuffer> {
  return extension('1.3.6.1.5.5.7.48.1.5', false, nullValue());
}

/** PEM of a certificate. */
export function certificatePem(der: Uint8Array): string {
  const base64 = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

function uri(url: string): Uint8Array<ArrayBuffer> {
  return implicitPrimitive(6, new TextEncoder().encode(url));
}
