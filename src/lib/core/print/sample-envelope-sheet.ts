import type { EnvelopeSheet } from '../certificate/envelope-sheet.ts';
import { sampleCertificate } from './sample-certificate.ts';

/** A list as tests print it, of any number of documents, two parties. */
export function sampleEnvelopeSheet(documents: number, changes: Partial<EnvelopeSheet> = {}): EnvelopeSheet {
  const { testOnly, concludedAt, issuedAt, envelope, document, parties } = sampleCertificate(2);
  return {
    format: 'shomei-envelope-sheet',
    version: 1,
    sheetId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    testOnly,
    concludedAt,
    issuedAt,
    envelope,
    documents: Array.from({ length: documents }, (_, i) => ({
      certificateId: String(i).padStart(32, '0'),
      name: `${String(i + 1)}_${document.name}`,
      pageCount: document.pageCount,
      sha256Hex: String(i).padStart(64, 'a'),
      length: 500_000 + i,
    })),
    parties: parties.map(
      ({ ord, kind, company, ventureRole, title, principalName, method, consentedAt, sealedAt }) => ({
        ord,
        kind,
        company,
        ventureRole,
        title,
        principalName,
        method,
        consentedAt,
        sealedAt,
      }),
    ),
    ...changes,
  };
}
