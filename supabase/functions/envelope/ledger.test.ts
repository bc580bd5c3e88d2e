import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
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
