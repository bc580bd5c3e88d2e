import * as v from 'valibot';
import { linkContractKindSchema } from './contract-standing.ts';
import { csvText } from './csv.ts';
import { AMOUNT_KINDS } from './envelope.ts';
import { uniqueNames } from './file-name.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const uuid = v.pipe(v.string(), v.uuid());
const documentSchema = v.object({
  id: uuid,
  name: v.string(),
  pageCount: count,
  certificateId: v.nullable(v.string()),
  /** Of a certificate: the document it certifies; null for the list of a whole envelope, and for a contract. */
  certifiesDocumentId: v.nullable(uuid),
  sha256Hex: v.string(),
  length: count,
});

/** A concluded contract as its contractor keeps it (SQL `private.contract_json`). Instants ISO 8601, lengths in bytes. */
export const shelfContractSchema = v.object({
  envelopeId: uuid,
  title: v.string(),
  managementLabel: v.string(),
  /** 取引先: on the contractor's shelf, the 発注者. */
  municipalityName: v.string(),
  departmentName: v.string(),
  company: v.nullable(v.string()),
  /** 取引年月日, `YYYY-MM-DD`. */
  transactionOn: v.string(),
  amountKind: v.picklist(AMOUNT_KINDS),
  /** 取引金額 in yen; null for a unit-price contract. */
  amountJpy: v.nullable(count),
  concludedAt: v.string(),
  downloadUntilAt: v.nullable(v.string()),
  /** 契約区分; null for a plain contract, absent from what a device kept before it was told. */
  contractKind: v.optional(linkContractKindSchema),
  documents: v.array(documentSchema),
  certificates: v.array(documentSchema),
  attachments: v.array(
    v.object({
      id: uuid,
      name: v.string(),
      pageCount: v.nullable(count),
      sha256Hex: v.string(),
      size: count,
    }),
  ),
});
export type ShelfContract = v.InferOutput<typeof shelfContractSchema>;

/** What a file of a pack is. */
export type PackRole = 'contract' | 'certificate' | 'list' | 'attachment';

/** One file of a pack: where it comes from, and under which name it is kept. */
export interface PackFile {
  readonly role: PackRole;
  /** Of the document, or of the attachment. */
  readonly id: string;
  readonly contract: ShelfContract;
  /** 文書名, as the service knows it. */
  readonly name: string;
  readonly fileName: string;
  /** 締結証明書ID of the contract that it is, or certifies; null otherwise. */
  readonly certificateId: string | null;
  readonly sha256Hex: string;
  readonly length: number;
}

/** Words of file names and of the 索引簿. */
export interface PackWords {
  /** Follows date, counterparty and amount; empty for the contract itself. */
  readonly suffix: Readonly<Record<PackRole, string>>;
  readonly unitPrice: string;
  readonly columns: readonly [string, string, string, string, string, string, string, string, string, string];
  readonly roles: Readonly<Record<PackRole, string>>;
}

/** What is gathered at once at most: everything lies in the memory of a phone before it is handed over. */
export const PACK_LIMITS = { contracts: 20, bytes: 100 * 1024 * 1024 } as const;

/**
 * What a share sheet takes at most; above it a pack goes as one ZIP.
 *
 * Source: Chromium `third_party/blink/renderer/modules/webshare` (10 files, 50 MiB); Safari sets no lower limit.
 */
export const SHARE_LIMITS = { files: 10, bytes: 50 * 1024 * 1024 } as const;

/**
 * The files of contracts in order, named `取引年月日_取引先_取引金額.pdf` (電帳法 一問一答 【電子取引関係】: a name by the three
 * keys), with what tells further files of the same contract apart behind it. Names are safe and each is another.
 */
export function packFiles(contracts: readonly ShelfContract[], words: PackWords): PackFile[] {
  const files = contracts.flatMap((contract) => {
    const stem = [
      contract.transactionOn.replaceAll('-', ''),
      contract.municipalityName,
      contract.amountJpy === null ? words.unitPrice : String(contract.amountJpy),
    ].join('_');
    const file = (role: PackRole, tail: string, rest: Omit<PackFile, 'role' | 'contract' | 'fileName'>) => ({
      ...rest,
      role,
      contract,
      fileName: `${[stem, words.suffix[role], tail].filter((part) => part !== '').join('_')}.pdf`,
    });
    const nameOf = (id: string): string => {
      const at = contract.documents.findIndex((document) => document.id === id);
      return at > 0 ? bare(contract.documents[at]?.name ?? '') : '';
    };
    const idOf = (id: string | null): string | null =>
      contract.documents.find((document) => document.id === id)?.certificateId ?? null;
    return [
      ...contract.documents.map((document) =>
        file('contract', nameOf(document.id), { ...pick(document), certificateId: document.certificateId }),
      ),
      ...contract.certificates.map((sheet) =>
        sheet.certifiesDocumentId === null
          ? file('list', '', { ...pick(sheet), certificateId: null })
          : file('certificate', nameOf(sheet.certifiesDocumentId), {
              ...pick(sheet),
              certificateId: idOf(sheet.certifiesDocumentId),
            }),
      ),
      ...contract.attachments.map(({ id, name, sha256Hex, size }) =>
        file('attachment', bare(name), { id, name, sha256Hex, length: size, certificateId: null }),
      ),
    ];
  });
  const names = uniqueNames(files.map(({ fileName }) => fileName));
  return files.map((file, index) => ({ ...file, fileName: names[index] ?? file.fileName }));
}

const bare = (name: string): string => name.replace(/\.pdf$/i, '');
const pick = ({ id, name, sha256Hex, length }: v.InferOutput<typeof documentSchema>) => ({
  id,
  name,
  sha256Hex,
  length,
});

/** The 索引簿 of files as CSV, UTF-8 with a byte order mark, one row a file in the order given. */
export function packIndex(files: readonly PackFile[], words: PackWords): string {
  const rows = files.map(({ contract, ...file }, index) => [
    String(index + 1),
    contract.transactionOn,
    contract.municipalityName,
    contract.amountJpy === null ? words.unitPrice : String(contract.amountJpy),
    words.roles[file.role],
    file.name,
    file.fileName,
    contract.managementLabel,
    file.certificateId ?? '',
    file.sha256Hex,
  ]);
  return csvText([words.columns, ...rows]);
}

/** Octets of files together. */
export const packBytes = (files: readonly PackFile[]): number =>
  files.reduce((sum, { length }) => sum + length, 0);

/** Whether so many contracts can be gathered at once. */
export function isPackable(contracts: readonly ShelfContract[], words: PackWords): boolean {
  return (
    contracts.length > 0 &&
    contracts.length <= PACK_LIMITS.contracts &&
    packBytes(packFiles(contracts, words)) <= PACK_LIMITS.bytes
  );
}
