import type { CertificateTexts } from './certificate-texts.ts';

/**
 * Every word of the printed list of an envelope's documents: those of the certificate, some of them said otherwise,
 * and its own. The catalogue `src/lib/messages/envelope-sheet.ts` has this shape.
 */
export type EnvelopeSheetTexts = CertificateTexts &
  Readonly<{
    sheetId: string;
    documents: string;
    documentNumber: string;
    /** ID above hash in one column. */
    idAndHash: string;
    documentCount: (documents: number) => string;
    parties: string;
    /** Of the last of a party's seals. */
    lastTimestampAt: string;
    addressNote: string;
  }>;
