import type { CertificateOfConclusion, CertifiedParty } from '../certificate/content.ts';

const hex = (seed: number): string =>
  Array.from({ length: 64 }, (_, i) => ((seed * 7 + i * i * 3 + i) % 16).toString(16)).join('');

/** A certificate as tests print it, of any number of parties. The names are made up for the purpose. */
export function sampleCertificate(
  parties: number,
  changes: Partial<CertificateOfConclusion> = {},
): CertificateOfConclusion {
  const party = (ord: number): CertifiedParty => ({
    ord,
    kind: ord === parties ? 'municipality' : 'contractor',
    company:
      ord === parties ? '\u8a66\u9a13\u5e02' : `\u8a66\u9a13\u5efa\u8a2d${ord}\u682a\u5f0f\u4f1a\u793e`,
    ventureRole: null,
    title: ord === parties ? '\u5e02\u9577' : '\u4ee3\u8868\u53d6\u7de0\u5f79',
    principalName: `\u8a66\u9a13 \u592a\u90ce${ord}`,
    email: `signer${ord}@contractor.example`,
    operatorKind: ord === parties ? 'delegate' : 'principal',
    operatorName: ord === parties ? '\u8a66\u9a13 \u82b1\u5b50' : `\u8a66\u9a13 \u592a\u90ce${ord}`,
    authority: ord === parties ? '\u4e8b\u52d9\u5c02\u6c7a\u898f\u7a0b\u7b2c5\u6761' : null,
    method: ord === parties ? 'account-witness' : 'email-witness',
    factor: ord === parties ? 'totp' : ord === 1 ? 'access-code' : null,
    factorDetail: null,
    consentedAt: `2026-01-14T05:3${ord}:00Z`,
    consentedSha256Hex: hex(ord),
    ip: ord % 2 === 0 ? '203.0.113.24' : '2001:db8::1428:57ab',
    userAgent: 'test',
    sealedAt: `2026-01-14T05:3${ord}:09Z`,
  });
  const all = Array.from({ length: parties }, (_, i) => party(i + 1));
  return {
    format: 'shomei-certificate',
    version: 1,
    certificateId: '7fdf11d5126db4c1699470984eec8b02',
    testOnly: true,
    redacted: false,
    accreditation: null,
    concludedAt: '2026-01-14T05:40:00Z',
    issuedAt: '2026-01-14T05:40:05Z',
    envelope: {
      id: '00000000-0000-4000-8000-000000000001',
      title: '\u5e02\u9053\u6539\u826f\u5de5\u4e8b\u8acb\u8ca0\u5951\u7d04',
      municipalityCode: '999999',
      municipalityName: '\u8a66\u9a13\u5e02',
      managementLabel: '\u4ee4\u548c7\u5e74\u5ea6-0000015',
      counterpartyName: '\u8a66\u9a13\u5efa\u8a2d1\u682a\u5f0f\u4f1a\u793e',
      transactionOn: '2026-01-14',
      contractOn: '2026-01-15',
      amountJpy: 12_345_600,
    },
    creator: {
      name: '\u8a66\u9a13 \u82b1\u5b50',
      organization: '\u8a66\u9a13\u5e02 \u7dcf\u52d9\u90e8 \u5951\u7d04\u8ab2',
      email: 'keiyaku@city.example',
    },
    document: {
      id: '00000000-0000-4000-8000-000000000002',
      name: '\u5de5\u4e8b\u8acb\u8ca0\u5951\u7d04\u66f8_001.pdf',
      pageCount: 12,
      uploaded: { sha256Hex: hex(90), length: 234_055 },
      repaired: false,
      revisions: [
        { kind: 'base', partyOrd: null, sha256Hex: hex(90), length: 234_055 },
        { kind: 'stamp', partyOrd: null, sha256Hex: hex(91), length: 251_200 },
        ...all.map(({ ord }) => ({
          kind: 'seal' as const,
          partyOrd: ord,
          sha256Hex: hex(91 + ord),
          length: 251_200 + ord * 34_000,
        })),
        { kind: 'lta', partyOrd: null, sha256Hex: hex(120), length: 500_000 },
      ],
    },
    parties: all,
    signerCount: parties,
    attachments: [],
    ...changes,
  };
}
