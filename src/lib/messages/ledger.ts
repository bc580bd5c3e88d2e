import type { EnvelopeStatus } from '../domain/envelope.ts';
import type { LedgerCode, LedgerColumn, LedgerWords } from '../domain/ledger.ts';
import type { NumberGap, RowOutcome } from '../domain/ledger-reconciliation.ts';
import { ENVELOPE_STATUS_EN, ENVELOPE_STATUS_JA } from './console.ts';

/** The ledger 契約台帳 as CSV: its headings and states. */
export const LEDGER_WORDS_JA: LedgerWords = {
  columns: {
    managementLabel: '管理番号',
    certificateId: '締結証明書ID',
    documentName: '文書名',
    counterpartyName: '取引先',
    transactionOn: '取引年月日',
    amountJpy: '取引金額',
    status: '状態',
    sha256Hex: 'SHA-256',
  },
  statuses: ENVELOPE_STATUS_JA,
};
export const LEDGER_WORDS_EN: LedgerWords = {
  columns: {
    managementLabel: 'Management number',
    certificateId: 'Certificate ID',
    documentName: 'Document',
    counterpartyName: 'Counterparty',
    transactionOn: 'Transaction date',
    amountJpy: 'Amount (JPY)',
    status: 'Status',
    sha256Hex: 'SHA-256 of the document',
  },
  statuses: ENVELOPE_STATUS_EN,
};

/** Why a row needs no file. */
const UNUSED_JA: Partial<Record<EnvelopeStatus, string>> = {
  declined: '欠番（辞退）',
  withdrawn: '欠番（取下げ済）',
  expired: '欠番（期限切れ）',
  switched_to_paper: '欠番（紙契約に切替）',
};
const UNUSED_EN: Partial<Record<EnvelopeStatus, string>> = {
  declined: 'Number unused (declined)',
  withdrawn: 'Number unused (withdrawn)',
  expired: 'Number unused (expired)',
  switched_to_paper: 'Number unused (switched to paper)',
};

const OUTCOME_JA: Record<RowOutcome, string> = {
  found: '台帳と一致',
  found_by_id: 'IDのみ一致（台帳にSHA-256がありません）',
  content_differs: '内容が台帳と異なります（SHA-256が一致しません）',
  not_found: '所在不明（ファイルがありません）',
  number_unused: '欠番',
  in_progress: '手続中（締結前）',
  file_not_due: '締結されていない契約のファイルがあります',
  row_twice: '台帳に同じ文書の行が重複しています',
};
const OUTCOME_EN: Record<RowOutcome, string> = {
  found: 'Equals the ledger',
  found_by_id: 'Equal by ID alone (the ledger has no SHA-256)',
  content_differs: 'Differs from the ledger (SHA-256)',
  not_found: 'Missing (no file)',
  number_unused: 'Number unused',
  in_progress: 'In progress (not concluded)',
  file_not_due: 'A file is there although nothing was concluded',
  row_twice: 'The ledger names this document twice',
};

/** What became of a row of the ledger, in words. */
export function outcomeJa(outcome: RowOutcome, status: EnvelopeStatus): string {
  return outcome === 'number_unused' ? (UNUSED_JA[status] ?? OUTCOME_JA.number_unused) : OUTCOME_JA[outcome];
}
export function outcomeEn(outcome: RowOutcome, status: EnvelopeStatus): string {
  return outcome === 'number_unused' ? (UNUSED_EN[status] ?? OUTCOME_EN.number_unused) : OUTCOME_EN[outcome];
}

/** Whether somebody has to look into a row of the ledger. */
export function needsAttention(outcome: RowOutcome): boolean {
  return !(['found', 'number_unused', 'in_progress'] as readonly RowOutcome[]).includes(outcome);
}

/** The numbers of a gap as they would be written, for example `令和8年度-0000003〜0000005`. */
export function gapText({ prefix, from, to, digits }: NumberGap): string {
  const text = (number: number): string => String(number).padStart(digits, '0');
  return from === to ? `${prefix}${text(from)}` : `${prefix}${text(from)}〜${text(to)}`;
}

export const LEDGER_JA = {
  gap: '所在不明（台帳に記載がありません）',
  withoutRow: '台帳にありません',
  differs: (columns: readonly LedgerColumn[]): string =>
    `証明書の記載が台帳と異なる項目：${columns.map((column) => LEDGER_WORDS_JA.columns[column]).join('、')}`,
  refused: {
    CSV_TOO_LARGE: '台帳が大きすぎます。年度ごとに分けるなどして、20万行・64MB以内にしてください。',
    CSV_ENCODING: '台帳の文字コードを読めません。UTF-8又はShift_JISのCSVで保存してください。',
    CSV_CONTROL: '台帳に、文字でないデータが含まれています。表計算ソフトでCSVとして保存し直してください。',
    CSV_QUOTE: '台帳の引用符（"）の対応が合いません。表計算ソフトでCSVとして保存し直してください。',
    CSV_LINE_END: '台帳の改行を読めません。表計算ソフトでCSV（Windows）として保存し直してください。',
    CSV_COLUMNS: '台帳に、列の数がほかと違う行があります。',
    CSV_EMPTY: '台帳に行がありません。',
    LEDGER_COLUMN_MISSING: '台帳に必要な列がありません。',
    LEDGER_COLUMN_TWICE: '台帳に同じ列が二つあります。',
    LEDGER_CELL: '台帳の値を読めません。',
    LEDGER_STATUS: '台帳の状態を読めません。',
  } satisfies Record<LedgerCode, string>,
  line: (line: number): string => `${String(line)}行目`,
  refusedWhole: '台帳は読み込んでいません。',
};
export type LedgerTexts = typeof LEDGER_JA;
export const LEDGER_EN: LedgerTexts = {
  gap: 'Missing (the ledger does not tell of it)',
  withoutRow: 'Not in the ledger',
  differs: (columns) =>
    `The certificate differs from the ledger in: ${columns.map((column) => LEDGER_WORDS_EN.columns[column]).join(', ')}`,
  refused: {
    CSV_TOO_LARGE: 'The ledger is too large. Split it, by year for example, to 200,000 rows and 64 MB.',
    CSV_ENCODING: 'The encoding of the ledger is unknown. Save it as CSV in UTF-8 or Shift_JIS.',
    CSV_CONTROL: 'The ledger holds data that is no text. Save it as CSV again.',
    CSV_QUOTE: 'Quotes in the ledger do not pair. Save it as CSV again.',
    CSV_LINE_END: 'Line ends of the ledger cannot be read. Save it as CSV (Windows) again.',
    CSV_COLUMNS: 'A row of the ledger has another number of columns than the others.',
    CSV_EMPTY: 'The ledger has no row.',
    LEDGER_COLUMN_MISSING: 'The ledger lacks a column.',
    LEDGER_COLUMN_TWICE: 'The ledger has a column twice.',
    LEDGER_CELL: 'A value of the ledger cannot be read.',
    LEDGER_STATUS: 'A status of the ledger cannot be read.',
  },
  line: (line) => `line ${String(line)}`,
  refusedWhole: 'The ledger was not loaded.',
};

/** Why a ledger is not taken, as `readLedger` answers it. */
export interface LedgerRefusal {
  readonly code: LedgerCode;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The sentence for a ledger that is not taken, with its line and column. */
export function ledgerRefusalJa(refusal: LedgerRefusal): string {
  const place = placeOf(refusal, LEDGER_JA, LEDGER_WORDS_JA);
  return `${LEDGER_JA.refused[refusal.code]}${place.length > 0 ? `（${place.join('・')}）` : ''}${LEDGER_JA.refusedWhole}`;
}
export function ledgerRefusalEn(refusal: LedgerRefusal): string {
  const place = placeOf(refusal, LEDGER_EN, LEDGER_WORDS_EN);
  return `${LEDGER_EN.refused[refusal.code]}${place.length > 0 ? ` (${place.join(', ')})` : ''} ${LEDGER_EN.refusedWhole}`;
}

function placeOf({ context }: LedgerRefusal, texts: LedgerTexts, words: LedgerWords): string[] {
  const { line, column } = context ?? {};
  return [
    typeof line === 'number' ? texts.line(line) : '',
    typeof column === 'string' ? words.columns[column as LedgerColumn] : '',
  ].filter((part) => part !== '');
}
