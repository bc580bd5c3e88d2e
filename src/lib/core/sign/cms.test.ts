import { generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { certificateFields } from './certificate-fields.ts';
import {
  DerError,
  explicit,
  generalizedTime,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  readElement,
  readElements,
  readObjectIdentifier,
  readOnly,
  sequence,
  setOf,
  TAG,
  time,
} from './der.ts';
import { OID } from './object-identifier.ts';
import { ocspResponseStatus } from './ocsp-response.ts';
import { ecdsaSignatureDer } from './seal-algorithm.ts';
import { signedAttributes } from './signed-attributes.ts';
import { buildSignedData } from './signed-data.ts';
import { timestampRequest } from './timestamp-request.ts';
import { readTimestampResponse } from './timestamp-response.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

/** A certificate-shaped frame: names and serial are all that building looks at. */
function frame(name: string): Uint8Array {
  const dn = sequence(
    setOf(sequence(objectIdentifier('2.5.4.3'), octetString(new TextEncoder().encode(name)))),
  );
  const spki = sequence(sequence(objectIdentifier(OID.rsaEncryption)), Uint8Array.of(0x03, 0x02, 0x00, 0x01));
  const tbs = sequence(explicit(0, integer(2)), integer(77), sequence(), dn, sequence(), dn, spki);
  return sequence(tbs, sequence(), Uint8Array.of(0x03, 0x01, 0x00));
}

describe('DER', () => {
  test('integers take the shortest form and stay positive', () => {
    expect([0, 127, 128, 255, 256].map((n) => hex(integer(n)))).toEqual([
      '020100',
      '02017f',
      '02020080',
      '020200ff',
      '02020100',
    ]);
    expect(hex(integer(Uint8Array.of(0, 0, 0x80)))).toBe('02020080');
  });

  test('object identifiers survive writing and reading, arcs of several octets too', () => {
    for (const oid of [OID.sha256, '2.999.1.2', '1.3.6.1.4.1.4146', '0.4.0.1862']) {
      expect(readObjectIdentifier(readElement(objectIdentifier(oid)))).toBe(oid);
    }
  });

  test('SET OF is sorted by octets whatever the order given (X.690 §11.6)', () => {
    const parts = [integer(300), integer(2), octetString(Uint8Array.of(1))];
    expect(hex(setOf(...parts))).toBe(hex(setOf(...parts.toReversed())));
  });

  test('named bits drop trailing zeros (X.690 §11.2.2)', () => {
    expect(hex(namedBits(0, 1))).toBe('030206c0');
    expect(hex(namedBits(25))).toBe('03050600000040');
  });

  test('time turns to GeneralizedTime in 2050 and never has a fraction', () => {
    expect(readElement(time(new Date('2049-12-31T23:59:59.9Z'))).tag).toBe(TAG.utcTime);
    expect(readElement(time(new Date('2050-01-01T00:00:00Z'))).tag).toBe(TAG.generalizedTime);
    expect(
      new TextDecoder().decode(readElement(generalizedTime(new Date('2026-01-14T05:30:00.999Z'))).content),
    ).toBe('20260114053000Z');
  });

  test.each([
    ['cut content', '300501'],
    ['indefinite length', '30800000'],
    ['needlessly long length', '30810100'],
    ['identifier of several octets', '1f8101'],
    ['nothing', ''],
  ])('refuses %s', (_, octets) => {
    expect(() => readElement(new Uint8Array(Buffer.from(octets, 'hex')))).toThrow(DerError);
  });
});

describe('signed attributes', () => {
  test('are contentType, messageDigest and signingCertificateV2, and no signing-time (EN 319 142-1 §6.3)', async () => {
    const set = await signedAttributes({ messageDigest: new Uint8Array(32), certificate: frame('a') });
    const types = readOnly(set, TAG.set).map((a) => readObjectIdentifier(readElements(a.content)[0]));
    expect(types.toSorted()).toEqual(
      [OID.contentType, OID.messageDigest, OID.signingCertificateV2].toSorted(),
    );
  });

  test('name issuer and serial of the signer beside its hash (RFC 5035 §5.4.1.1)', async () => {
    const certificate = frame('signer');
    const set = await signedAttributes({ messageDigest: new Uint8Array(32), certificate });
    const fields = certificateFields(certificate);
    expect(hex(set)).toContain(hex(fields.issuer) + hex(fields.serialNumber));
  });
});

describe('SignedData', () => {
  const parts = {
    signedAttrs: setOf(octetString(Uint8Array.of(1))),
    signature: new Uint8Array(256).fill(7),
    algorithm: 'RSA-PKCS1-SHA256' as const,
    certificates: [frame('a'), frame('b')],
  };

  test('carries certificates and token exactly as received', () => {
    const token = sequence(octetString(new Uint8Array(300).fill(9)));
    const der = hex(buildSignedData({ ...parts, timestampToken: token }));
    for (const octets of [...parts.certificates, token, parts.signature]) expect(der).toContain(hex(octets));
  });

  test('the same input gives the same octets', () => {
    expect(hex(buildSignedData(parts))).toBe(hex(buildSignedData(parts)));
  });

  test('is version 3 for a token and version 1 for a detached signature (RFC 5652 §5.1)', () => {
    const version = (der: Uint8Array) => {
      const [, content] = readOnly(der, TAG.sequence);
      return hex(readOnly(content!.content, TAG.sequence)[0]!.bytes);
    };
    expect(version(buildSignedData(parts))).toBe('020101');
    const eContent = { type: OID.tstInfo, octets: Uint8Array.of(5, 0) };
    expect(version(buildSignedData({ ...parts, eContent }))).toBe('020103');
  });
});

describe('ECDSA values', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const raw = nodeSign('sha256', Buffer.from('x'), { key: privateKey, dsaEncoding: 'ieee-p1363' });

  test('r‖s becomes DER, and DER stays as it is', () => {
    const der = ecdsaSignatureDer(raw, 'ECDSA-P256-SHA256');
    expect(readOnly(der, TAG.sequence).map((element) => element.tag)).toEqual([TAG.integer, TAG.integer]);
    expect(ecdsaSignatureDer(der, 'ECDSA-P256-SHA256')).toBe(der);
  });

  test('other widths are refused', () => {
    expect(() => ecdsaSignatureDer(raw.subarray(1), 'ECDSA-P256-SHA256')).toThrow(DerError);
  });
});

describe('answers from outside', () => {
  test('a time-stamp request asks for certificates', () => {
    const request = timestampRequest({ imprint: new Uint8Array(32), nonce: Uint8Array.of(1, 2) });
    expect(hex(readOnly(request, TAG.sequence).at(-1)!.bytes)).toBe('0101ff');
  });

  test('hostile octets are answered by code, never by an exception', () => {
    const expected = { imprint: new Uint8Array(32), nonce: Uint8Array.of(1) };
    const granted = sequence(
      sequence(integer(0)),
      sequence(objectIdentifier(OID.signedData), explicit(0, sequence())),
    );
    for (const octets of [new Uint8Array(), Uint8Array.of(0x30), granted, sequence(sequence(integer(0)))]) {
      expect(readTimestampResponse(octets, expected)).toMatchObject({ code: 'TIMESTAMP_RESPONSE_MALFORMED' });
      expect(ocspResponseStatus(octets)).toMatchObject({ code: 'OCSP_RESPONSE_MALFORMED' });
    }
  });

  test('no mutation of a genuine-looking response makes a reader throw', () => {
    const expected = { imprint: new Uint8Array(32), nonce: Uint8Array.of(1) };
    const info = sequence(
      integer(1),
      objectIdentifier('2.999.1'),
      sequence(sequence(objectIdentifier(OID.sha256)), octetString(expected.imprint)),
      integer(5),
      generalizedTime(new Date(0)),
      integer(expected.nonce),
    );
    const token = buildSignedData({
      signedAttrs: setOf(octetString(Uint8Array.of(1))),
      signature: new Uint8Array(64),
      algorithm: 'RSA-PKCS1-SHA256',
      certificates: [frame('a')],
      eContent: { type: OID.tstInfo, octets: info },
    });
    const response = sequence(sequence(integer(0)), token);
    expect(readTimestampResponse(response, expected)).toEqual({ ok: true, value: token });
    for (let at = 0; at < response.length; at += 1) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const mutant = Uint8Array.from(response, (octet, i) => (i === at ? octet ^ flip : octet));
        expect(typeof readTimestampResponse(mutant, expected).ok).toBe('boolean');
      }
      expect(readTimestampResponse(response.subarray(0, at), expected).ok).toBe(false);
    }
  });
});
