import type { CertifiedParty, SignerFactor, VentureRole } from '../certificate/content.ts';
import type { SheetTexts } from './sheet-writer.ts';

/** Every word of the printed certificate; the catalogue `src/lib/messages/certificate.ts` has this shape. */
export type CertificateTexts = SheetTexts & CertificateWords;

type CertificateWords = Readonly<{
  /** BCP 47 tag of the sheet's language. */
  language: string;
  title: string;
  lead: string;
  /** 一部非表示, and what stands for a withheld value. */
  redactedMark: string;
  redactedValue: string;
  redactedNote: string;
  qrNote: string;

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
  factors: Readonly<Record<SignerFactor, string>>;
  /** 構成員 of a 共同企業体, said behind the company. */
  ventureRoles: Readonly<Record<VentureRole, string>>;
  /** Before `CertifiedParty.factorDetail`. */
  factorDetail: string;
  principal: string;
  operator: string;
  operatorIsPrincipal: string;
  authority: string;
  /** By what a contractor's delegate operated, in that person's own words to the service. */
  delegation: string;

  hashes: string;
  revision: string;
  uploaded: string;
  /** The file as re-saved because the upload was damaged. */
  repaired: string;
  base: string;
  stamp: string;
  sealOf: (name: string) => string;
  longTermTimestamp: string;
  attachments: string;

  /** Said of accredited time-stamps alone; `asOf` = of which day the list of accredited businesses was. */
  accreditedNote: (asOf: string) => string;
  clockNote: string;
  identityNote: string;
  matchNote: string;
  legalNote: string;

  issuedAt: string;
  attachmentDescription: string;
}>;
