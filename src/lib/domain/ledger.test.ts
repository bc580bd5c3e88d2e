import { describe, expect, test } from 'vitest';
import { LEDGER_WORDS_EN, LEDGER_WORDS_JA } from '../messages/ledger.ts';
import { readLedger, writeLedger, type LedgerRow } from './ledger.ts';
import { reconcile, type LedgerFile } from './ledger-reconciliation.ts';

const WORDS = [LEDGER_WORDS_JA, LEDGER_WORDS_EN];
const ID = '7fdf11d5126db4c1699470984eec8b02';
const HASH = 'ab'.repeat(32);

function row(change: Partial<LedgerRow> = {}): LedgerRow {
  return {
    line: 0,
    managementLabel: '令和8年度-0000001',
    certificateId: ID,
    documentName: '工事請負契約書.pdf',
    counterpartyName: '株式会社試験建設',
    transactionOn: '2026-01-14',
    amountJpy: 12_345_600,
    status: 'concluded',
    sha256Hex: HASH,
    ...change,
  };
}
function file(change: Partial<LedgerFile> = {}): LedgerFile {
  return { key: 'a', certificateIds: [ID], sha256Hexes: [HASH], certified: null, ...change };
}
const refusalOf = (text: string): unknown => {
  const read = readLedger(text, WORDS);
  return read.ok ? 'read' : [read.code, read.context];
};

describe('a ledger as CSV', () => {
  test('is read back as it was written, hostile names and all', () => {
    const rows = [
      row({ documentName: '=HYPERLINK("http://x")' }),
      row({ documentName: 'a"b,\nc', amountJpy: null, transactionOn: null, sha256Hex: null }),
      row({ certificateId: null, status: 'switched_to_paper' }),
    ];
    for (const words of WORDS) {
      const read = readLedger(writeLedger(rows, words), WORDS);
      if (!read.ok) throw new Error(read.code);
      expect(read.value.map((one) => ({ ...one, line: 0 }))).toEqual(rows);
    }
  });

  test('is read as a spreadsheet leaves it: other order and columns, dates with strokes, commas, full width', () => {
    const text = `備考,状態,管理番号,締結証明書ID,取引年月日,取引金額,SHA-256\nx,締結済,令和８年度-0000001,${ID.toUpperCase()},2026/1/14,"12,345,600",${HASH}\n`;
    const read = readLedger(text, WORDS);
    expect(read.ok && read.value[0]).toEqual(row({ line: 2, documentName: '', counterpartyName: '' }));
  });

  const HEAD = 'managementLabel,certificateId,status,amountJpy,transactionOn,sha256Hex\n';
  test.each([
    ['a missing column', '管理番号,状態\n1,締結済\n', ['LEDGER_COLUMN_MISSING', { column: 'certificateId' }]],
    ['a column given twice', '状態,status\n,\n', ['LEDGER_COLUMN_TWICE', { column: 'status' }]],
    ['an unknown state', `${HEAD}1,${ID},済,,,\n`, ['LEDGER_STATUS', { line: 2, column: 'status' }]],
    [
      'an ID that is none',
      `${HEAD}1,7fdf,締結済,,,\n`,
      ['LEDGER_CELL', { line: 2, column: 'certificateId' }],
    ],
    ['a negative amount', `${HEAD}1,,締結済,-1,,\n`, ['LEDGER_CELL', { line: 2, column: 'amountJpy' }]],
    [
      'an amount no number holds',
      `${HEAD}1,,締結済,99999999999999999,,\n`,
      ['LEDGER_CELL', { line: 2, column: 'amountJpy' }],
    ],
    [
      'a day that is none',
      `${HEAD}1,,締結済,,2026-02-30,\n`,
      ['LEDGER_CELL', { line: 2, column: 'transactionOn' }],
    ],
    ['half a hash', `${HEAD}1,,締結済,,,abcd\n`, ['LEDGER_CELL', { line: 2, column: 'sha256Hex' }]],
  ])('with %s is refused', (_fault, text, refusal) => {
    expect(refusalOf(text)).toEqual(refusal);
  });
});

describe('M47: a ledger is compared with the files of a folder', () => {
  const outcomes = (rows: readonly LedgerRow[], files: readonly LedgerFile[]): readonly string[] =>
    reconcile(rows, files).rows.map(({ outcome }) => outcome);

  test('a row is found by ID and hash, also where a later time-stamp made the file longer', () => {
    expect(outcomes([row()], [file({ sha256Hexes: ['cd'.repeat(32), HASH] })])).toEqual(['found']);
  });
  test('an equal ID with other bytes is not the row’s document', () => {
    expect(outcomes([row()], [file({ sha256Hexes: ['cd'.repeat(32)] })])).toEqual(['content_differs']);
  });
  test('a row without a hash is found by its ID alone, and that is said', () => {
    expect(outcomes([row({ sha256Hex: null })], [file()])).toEqual(['found_by_id']);
  });
  test('a concluded row without a file is not found; declined, withdrawn, expired and paper rows need none', () => {
    const rows = (
      ['concluded', 'declined', 'withdrawn', 'expired', 'switched_to_paper', 'sent'] as const
    ).map((status, at) => row({ status, certificateId: String(at).repeat(32), sha256Hex: null }));
    expect(outcomes(rows, [])).toEqual([
      'not_found',
      'number_unused',
      'number_unused',
      'number_unused',
      'number_unused',
      'in_progress',
    ]);
  });
  test('a file of an envelope that was withdrawn is noticed', () => {
    expect(outcomes([row({ status: 'withdrawn', sha256Hex: null })], [file()])).toEqual(['file_not_due']);
  });
  test('a row that names the same document again is named, and finds no file', () => {
    expect(outcomes([row(), row()], [file()])).toEqual(['found', 'row_twice']);
  });
  test('files that no row names are named', () => {
    const others = [file(), file({ key: 'b', certificateIds: [], sha256Hexes: ['00'.repeat(32)] })];
    expect(reconcile([row()], others).filesWithoutRow).toEqual(['b']);
  });
  test('what the certificate of conclusion says otherwise is named by column', () => {
    const certified = {
      managementLabel: '令和８年度-0000001',
      documentName: '工事請負契約書.pdf',
      counterpartyName: '別の会社',
      transactionOn: '2026-01-14',
      amountJpy: 1,
    };
    expect(reconcile([row()], [file({ certified })]).rows[0]?.differs).toEqual([
      'counterpartyName',
      'amountJpy',
    ]);
    const blank = row({ counterpartyName: '', amountJpy: null });
    expect(reconcile([blank], [file({ certified })]).rows[0]?.differs).toEqual([]);
  });
  test('a hash under another ID is found, and the ID differs', () => {
    const other = row({ certificateId: '0'.repeat(32) });
    expect(reconcile([other], [file()]).rows[0]).toMatchObject({
      outcome: 'found',
      differs: ['certificateId'],
    });
  });
  test('numbers that no row tells of are gaps, each year for itself, however far apart', () => {
    const labels = ['令和8年度-0000001', '令和8年度-0000004', '令和7年度-0000009', '令和8年度-9999999'];
    const rows = labels.map((managementLabel, at) =>
      row({ managementLabel, certificateId: String(at).repeat(32), status: 'withdrawn' }),
    );
    expect(reconcile(rows, []).gaps).toEqual([
      { prefix: '令和8年度-', from: 2, to: 3, digits: 7 },
      { prefix: '令和8年度-', from: 5, to: 9_999_998, digits: 7 },
    ]);
  });
});
