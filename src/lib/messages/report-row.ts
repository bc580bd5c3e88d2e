import type { Report } from '../core/verify/report.ts';
import type { ReconciledRow } from '../domain/ledger-reconciliation.ts';
import {
  conclude,
  conclusionJa,
  type Conclusion,
  type MatchAnswers,
  type OwnCertificate,
} from './conclusion.ts';
import { LEDGER_EN, LEDGER_JA, outcomeEn, outcomeJa } from './ledger.ts';
import { trustNotes } from './trust.ts';

/** The columns of a report as CSV, in the order of `reportCells`. The page and the command write the same. */
export const REPORT_COLUMNS_JA = [
  'ファイル',
  '判定',
  '結論',
  '署名の数',
  '文書タイムスタンプの数',
  '署名の時点',
  '契約締結証明書ID',
  '証明書との一致',
  '照合した証明書',
  '満たさない検査',
  '注意',
  'バイト数',
  'SHA-256',
  '検証の基準日時',
  '信頼する発行元の一覧',
  '資料の基準日',
  '一覧についての注意',
];
export const REPORT_COLUMNS_EN: typeof REPORT_COLUMNS_JA = [
  'file',
  'verdict',
  'conclusion',
  'signatures',
  'document time-stamps',
  'proven at',
  'certificate ID',
  'matches certificate',
  'certificate compared',
  'checks not passed',
  'note',
  'octets',
  'SHA-256',
  'judged at',
  'list of trusted issuers',
  'list as of',
  'note on the list',
];
/** What a ledger adds: the number, and what the comparison came to. */
export const LEDGER_COLUMNS_JA = ['管理番号', '台帳との照合'];
export const LEDGER_COLUMNS_EN: typeof LEDGER_COLUMNS_JA = [
  'management number',
  'comparison with the ledger',
];

const TEST_ONLY_JA = '試験用の発行元';

/** What a row says beside the report itself. */
export interface RowContext {
  /** The comparison with a certificate of conclusion; null where none was made. */
  readonly match: MatchAnswers | null;
  /** What `isFullyMatched` says of the comparison. */
  readonly isMatched: boolean;
  /** Name of the certificate compared; empty where there is none. */
  readonly certificateName: string;
  /** What the file is as a certificate of conclusion; null where it is none. */
  readonly own: OwnCertificate | null;
}

/** The cells of one file's row. */
export function reportCells(name: string, report: Report, context: RowContext): string[] {
  const { match, isMatched, certificateName, own } = context;
  const sealed = report.signatures.filter(({ kind }) => kind === 'signature');
  const unanswered = report.findings.filter(
    ({ status }) => status === 'failed' || status === 'indeterminate',
  );
  return [
    name,
    report.verdict,
    conclude(report, match, own)
      .map((conclusion) => conclusionJa(conclusion))
      .join(' / '),
    String(sealed.length),
    String(report.signatures.length - sealed.length),
    sealed.at(0)?.provenAt.at ?? '',
    report.certificateIds.join(' '),
    match ? String(isMatched) : '',
    certificateName,
    [...new Set(unanswered.map(({ check }) => check))].join(' '),
    report.testOnly ? TEST_ONLY_JA : '',
    String(report.length),
    report.sha256,
    report.judgedAt,
    report.trust.name,
    report.trust.name === '' ? '' : report.trust.issuedAt,
    trustNotes(report.trust).join(' / '),
  ];
}

/** The cells of a file's row with another conclusion: what a comparison came to. */
export function concludedCells(cells: readonly string[], conclusion: readonly Conclusion[]): string[] {
  return cells.with(2, conclusion.map((one) => conclusionJa(one)).join(' / '));
}

/** A row of `width` cells that begins with one text, such as the closing sentence. */
export function textRow(text: string, width: number): string[] {
  return [text, ...Array.from({ length: width - 1 }, () => '')];
}

/** What the comparison with the ledger came to for one of its rows, in one cell. */
export function ledgerTextJa({ outcome, row, differs }: ReconciledRow): string {
  const text = outcomeJa(outcome, row.status);
  return differs.length === 0 ? text : `${text} / ${LEDGER_JA.differs(differs)}`;
}
export function ledgerTextEn({ outcome, row, differs }: ReconciledRow): string {
  const text = outcomeEn(outcome, row.status);
  return differs.length === 0 ? text : `${text} / ${LEDGER_EN.differs(differs)}`;
}
