import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { decodeCsv } from '../../../src/lib/domain/csv.ts';
import { readLedger } from '../../../src/lib/domain/ledger.ts';
import { LEDGER_WORDS_JA } from '../../../src/lib/messages/ledger.ts';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import { handle } from './handler.ts';

const MUNICIPALITY = '11111111-1111-4111-8111-111111111111';
const FILE = utf8('%PDF-1.7 of this test');

test('M42, M46: the ledger’s download holds the list of an envelope once, beside its first document', async () => {
  const sha = await sha256Hex(FILE);
  const parts = (id: string, fileName: string): object => ({
    documentId: id,
    fileName,
    sha256Hex: sha,
    length: FILE.length,
    parts: [{ objectKey: 'o/0', wrappedIdentity: '', length: FILE.length }],
  });
  const entry = (number: string, file: string, sheet: object | null): object => ({
    row: {
      managementLabel: number,
      certificateId: null,
      documentName: file,
      counterpartyName: '甲',
      transactionOn: '2026-04-01',
      amountJpy: 1,
      status: 'concluded',
      sha256Hex: sha,
    },
    contract: parts(file, file),
    certificate: null,
    sheet,
    standing: null,
  });
  const list = parts('list', '一覧.pdf');
  const ports = fakePorts({
    staff_ledger_access: () => [
      entry('1', 'a.pdf', list),
      entry('1', 'b.pdf', list),
      entry('2', 'c.pdf', null),
    ],
  });
  await ports.objects.put(FILE);
  const answer = await handle(
    new Request(`http://functions.example/envelope/municipalities/${MUNICIPALITY}/ledger/archive`, {
      method: 'POST',
      headers: { authorization: 'Bearer staff', 'x-forwarded-for': '203.0.113.9' },
      body: '{}',
    }),
    ports,
  );
  const names = Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer())));
  expect(names.map((name) => name.split('_').at(-1)).filter((name) => name?.endsWith('.pdf'))).toEqual([
    'a.pdf',
    '一覧.pdf',
    'b.pdf',
    'c.pdf',
  ]);
});

test('issue: 仮契約: the index names 契約区分 and 議決日 at its end, and is still read as a ledger', async () => {
  const sha = await sha256Hex(FILE);
  const entry = (name: string, standing: object | null): object => ({
    row: {
      managementLabel: name,
      certificateId: null,
      documentName: name,
      counterpartyName: '甲',
      transactionOn: '2026-04-01',
      amountJpy: 1,
      status: 'concluded',
      sha256Hex: sha,
    },
    contract: {
      documentId: name,
      fileName: name,
      sha256Hex: sha,
      length: FILE.length,
      parts: [{ objectKey: 'o/0', wrappedIdentity: '', length: FILE.length }],
    },
    certificate: null,
    sheet: null,
    standing,
  });
  const ports = fakePorts({
    staff_ledger_access: () => [
      entry('1', null),
      entry('2', { contractKind: 'final', outcome: null, votedOn: null }),
      entry('3', { contractKind: 'provisional', outcome: null, votedOn: null }),
      entry('4', { contractKind: 'provisional', outcome: 'passed', votedOn: '2026-12-18' }),
    ],
  });
  await ports.objects.put(FILE);
  const answer = await handle(
    new Request(`http://functions.example/envelope/municipalities/${MUNICIPALITY}/ledger/archive`, {
      method: 'POST',
      headers: { authorization: 'Bearer staff', 'x-forwarded-for': '203.0.113.9' },
      body: '{}',
    }),
    ports,
  );
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const index = Object.entries(files).find(([name]) => name.endsWith('.csv'))?.[1] ?? new Uint8Array();
  const text = decodeCsv(index);
  if (!text.ok) throw new Error(text.code);
  const lines = text.value.trim().split('\r\n');
  expect(lines.map((line) => line.split(',').slice(-2))).toEqual([
    ['契約区分', '議決日'],
    ['', ''],
    ['本契約', ''],
    ['仮契約（議会の議決待ち）', ''],
    ['本契約（議会で可決）', '2026-12-18'],
  ]);
  expect(readLedger(text.value, [LEDGER_WORDS_JA])).toMatchObject({ ok: true });
});
