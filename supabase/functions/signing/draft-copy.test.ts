import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import { examineUpload } from '../_shared/core.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { sha256Hex } from '../_shared/octets.ts';
import { handle } from './handler.ts';

const TOKEN = 'A'.repeat(43);
const ID = '11111111-1111-4111-8111-111111111111';

test('M9: a 契約書案 is the draft’s own octets with a mark behind them that no upload passes', async () => {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  const octets = Uint8Array.from(await document.save({ useObjectStreams: false }));
  const parts = {
    documentId: ID,
    fileName: '契約.pdf',
    sha256Hex: await sha256Hex(octets),
    length: octets.length,
    parts: [{ objectKey: 'o/0', wrappedIdentity: '', length: octets.length }],
  };
  const ports = fakePorts({ draft_copy_access: () => parts });
  await ports.objects.put(octets);
  const answer = await handle(
    new Request(`http://functions.example/signing/draft-copy/documents/${ID}`, {
      headers: { 'x-link-token': TOKEN, 'x-forwarded-for': '203.0.113.9', 'user-agent': 'phone' },
    }),
    ports,
  );
  const copy = new Uint8Array(await answer.arrayBuffer());
  expect(copy.subarray(0, octets.length)).toEqual(octets);
  expect(examineUpload(copy, { bytes: 1e6, pages: 5 })).toMatchObject({
    ok: false,
    code: 'UPLOAD_DRAFT_COPY',
  });
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
    '契約（契約書案）.pdf',
  );
  expect(ports.calls.at(-1)?.args).toMatchObject({
    p_token_sha256_hex: await linkTokenHash(TOKEN),
    p_document_id: ID,
  });
});
