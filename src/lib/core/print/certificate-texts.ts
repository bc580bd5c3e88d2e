import type { CertifiedParty } from '../certificate/content.ts';

/** Every word of the printed certificate; the catalogue `src/lib/messages/certificate.ts` has this shape. */
export type CertificateTexts = Readonly<{
  /** BCP 47 tag of the sheet's language. */
  language: string;
  title: string;
  testMark: string;
  lead: string;

  documentName: string;
  managementLabel: string;
  creator: string;
  creatorEmail: string;
  certificateId: string;

  overview: string;
  envelopeTitle: string;
  municipality: string;
  counterparty: string;
  transactionOn: string;
  contractOn: string;
  amount: string;
  concludedAt: string;
  noDate: string;
  unitPrice: string;
  /** Whole yen to text. */
  yen: (amountJpy: number) => string;
  pageCount: (pages: number) => string;

  operations: string;
  operatedAt: string;
  ipAddress: string;
  timestampAt: string;
  method: string;
  signer: string;
  methods: Readonly<Record<CertifiedParty['method'], string>>;
  principal: string;
  operator: string;
  operatorIsPrincipal: string;
  authority: string;

  hashes: string;
  revision: string;
  length: string;
  uploaded: string;
  /** The file as re-saved because the upload was damaged. */
  repaired: string;
  base: string;
  stamp: string;
  sealOf: (name: string) => string;
  longTermTimestamp: string;
  octets: (length: number) => string;
  attachments: string;

  clockNote: string;
  identityNote: string;
  matchNote: string;
  legalNote: string;
  /** A character that the font cannot show: what stands instead and which code points it is. */
  missingGlyph: (shown: string, codePoints: string) => string;

  issuedAt: string;
  pageOf: (page: number, of: number) => string;
  attachmentDescription: string;
}>;
