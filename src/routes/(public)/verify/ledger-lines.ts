import type { Reconciliation } from '$lib/domain/ledger-reconciliation.ts';
import { gapText, needsAttention } from '$lib/messages/ledger.ts';
import type { VerifyWords } from '$lib/messages/verify-words.ts';

/** One line of the comparison with the ledger: a row, a gap in the numbers, or a file that no row names. */
export interface LedgerLine {
  readonly id: string;
  readonly number: string;
  readonly document: string;
  readonly outcome: string;
  readonly file: string;
  /** The file that a press opens; null where there is none. */
  readonly fileKey: string | null;
  readonly needsAttention: boolean;
}

/** @param nameOf - a file's name by the key that `reconcile` was given. */
export function ledgerLines(
  result: Reconciliation,
  nameOf: (key: string) => string,
  { ledger, ledgerText }: VerifyWords,
): readonly LedgerLine[] {
  const rows = result.rows.map((one, index): LedgerLine => ({
    id: `row ${String(index)}`,
    number: one.row.managementLabel,
    document: one.row.documentName,
    outcome: ledgerText(one),
    file: one.files.map((key) => nameOf(key)).join('、'),
    fileKey: one.files[0] ?? null,
    needsAttention: needsAttention(one.outcome) || one.differs.length > 0,
  }));
  const gaps = result.gaps.map((gap): LedgerLine => ({
    id: `gap ${gapText(gap)}`,
    number: gapText(gap),
    document: '',
    outcome: ledger.gap,
    file: '',
    fileKey: null,
    needsAttention: true,
  }));
  const others = result.filesWithoutRow.map((key): LedgerLine => ({
    id: `file ${key}`,
    number: '',
    document: '',
    outcome: ledger.withoutRow,
    file: nameOf(key),
    fileKey: key,
    needsAttention: true,
  }));
  return [...rows, ...gaps, ...others];
}

/** How many rows are settled, how many numbers are unused with a reason, and how many rows and numbers are missing. */
export function ledgerSums(result: Reconciliation): { settled: number; unused: number; missing: number } {
  const { rows, gaps } = result;
  return {
    settled: rows.filter(({ outcome, differs }) => !needsAttention(outcome) && differs.length === 0).length,
    unused: rows.filter(({ outcome }) => outcome === 'number_unused').length,
    missing:
      rows.filter(({ outcome }) => outcome === 'not_found').length +
      gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0),
  };
}
