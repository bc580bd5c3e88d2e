import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { fakePorts, STAFF, type FakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import { Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const ACTOR = { kind: 'staff', ...STAFF, ip: '203.0.113.9', userAgent: 'tablet' };

interface Options {
  readonly token?: string | null;
  readonly json?: unknown;
  readonly octets?: Uint8Array<ArrayBuffer>;
  readonly sha256?: string;
}

async function call(
  ports: FakePorts,
  method: string,
  path: string,
  options: Options = {},
): Promise<Response> {
  const token = options.token === undefined ? 'staff' : options.token;
  const body = options.octets ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  return await handle(
    new Request(`http://functions.example/envelope${path}`, {
      method,
      headers: {
        'x-forwarded-for': '203.0.113.9',
        'user-agent': 'tablet',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(options.sha256 === undefined ? {} : { 'x-part-sha256': options.sha256 }),
      },
      ...(body === undefined ? {} : { body }),
    }),
    ports,
  );
}

const ROUTES: readonly (readonly [string, string])[] = [
  ['POST', '/drafts'],
  ['PUT', `/drafts/${ID}`],
  ['POST', '/uploads'],
  ['PUT', `/uploads/${ID}/parts/0`],
  ['GET', `/uploads/${ID}`],
  ['POST', `/uploads/${ID}/finish`],
  ['DELETE', `/documents/${ID}`],
  ['PUT', `/documents/${ID}/sheet`],
  ['PUT', `/${ID}/order`],
  ['GET', `/${ID}/check`],
  ['POST', `/${ID}/send`],
  ['POST', `/parties/${ID}/access-code`],
  ['DELETE', `/parties/${ID}/access-code`],
  ['POST', `/${ID}/submit`],
  ['POST', `/${ID}/return`],
  ['POST', `/${ID}/recall`],
  ['PUT', `/municipalities/${ID}/setting`],
  ['PUT', `/municipalities/${ID}/retention`],
  ['PUT', `/${ID}/retention`],
  ['POST', `/municipalities/${ID}/exports`],
  ['POST', `/municipalities/${ID}/invitations`],
  ['DELETE', `/invitations/${ID}`],
  ['PUT', `/municipalities/${ID}/members/${ID}`],
  ['POST', `/municipalities/${ID}/members/${ID}/deactivate`],
  ['POST', `/municipalities/${ID}/members/${ID}/factor-reset`],
  ['POST', `/factor-resets/${ID}/approve`],
  ['DELETE', `/factor-resets/${ID}`],
  ['PUT', `/municipalities/${ID}/principals/new`],
  ['POST', `/municipalities/${ID}/ledger/archive`],
  ['POST', `/municipalities/${ID}/timestamp-checks`],
  ['GET', `/documents/${ID}/content`],
  ['POST', `/parties/${ID}/consent`],
  ['POST', `/parties/${ID}/resend`],
  ['POST', `/parties/${ID}/remind`],
  ['POST', `/parties/${ID}/correct`],
  ['POST', `/${ID}/extend`],
  ['POST', `/${ID}/copy`],
  ['POST', `/${ID}/withdraw`],
  ['POST', `/${ID}/paper`],
  ['POST', `/${ID}/reissue`],
  ['GET', `/${ID}/archive`],
  ['POST', '/signed-in'],
];

test.each(ROUTES)('%s %s needs a sign-in and a second factor before anything else', async (method, path) => {
  const ports = fakePorts();
  for (const [token, status, code] of [
    [null, 401, 'SIGN_IN_REQUIRED'],
    ['forged', 401, 'SIGN_IN_REQUIRED'],
    ['staff-aal1', 403, 'SECOND_FACTOR_REQUIRED'],
  ] as const) {
    const answer = await call(ports, method, path, { token });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  }
  expect(ports.calls).toEqual([]);
});

test('M82: a corrected address is SQL’s to judge, and what it queues leaves at once', async () => {
  const ports = fakePorts({ staff_contractor_correct: () => null });
  const answer = await call(ports, 'POST', `/parties/${ID}/correct`, { json: { email: 'right@c.example' } });
  expect(answer.status).toBe(200);
  expect(ports.calls.at(-1)).toMatchObject({
    name: 'staff_contractor_correct',
    args: { p_party_id: ID, p_email: 'right@c.example' },
  });
  expect(ports.nudges).toBe(1);
});

test('refuses a draft field by field', async () => {
  const answer = await call(fakePorts(), 'POST', '/drafts', { json: { title: 'a\nb' } });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    code: 'FIELD_INVALID',
    context: { fields: { title: 'CONTROL_CHARACTER' } },
  });
});

/** A database that keeps one upload of `file`, and the documents made of it. */
function uploading(file: Uint8Array, hash: string): { answers: RpcAnswers; documents: unknown[] } {
  const parts: {
    index: number;
    objectKey: string;
    wrappedIdentity: string;
    length: number;
    sha256Hex: string;
  }[] = [];
  const documents: unknown[] = [];
  return {
    documents,
    answers: {
      staff_upload_state: () => ({
        envelopeId: ID,
        name: '契約書.pdf',
        size: file.length,
        sha256Hex: hash,
        partSize: 4 << 20,
        partCount: 1,
        documentId: null,
        document: null,
        received: parts.map((part) => part.index),
        parts,
      }),
      staff_upload_part: (args) => {
        parts.push({
          index: Number(args['p_index']),
          objectKey: String(args['p_object_key']),
          wrappedIdentity: '',
          length: Number(args['p_size']),
          sha256Hex: String(args['p_sha256_hex']),
        });
        return null;
      },
      staff_document_add: (args) => {
        documents.push(args['p_document']);
        return ID;
      },
    },
  };
}

async function upload(
  file: Uint8Array<ArrayBuffer>,
): Promise<{ ports: FakePorts; answer: Response; documents: unknown[] }> {
  const hash = await sha256Hex(file);
  const { answers, documents } = uploading(file, hash);
  const ports = fakePorts(answers);
  const part = await call(ports, 'PUT', `/uploads/${ID}/parts/0`, { octets: file, sha256: hash });
  expect(part.status).toBe(200);
  return { ports, answer: await call(ports, 'POST', `/uploads/${ID}/finish`, { json: {} }), documents };
}

async function pdf(pages = 1): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  for (let i = 0; i < pages; i++) document.addPage([595, 842]);
  return Uint8Array.from(await document.save({ useObjectStreams: false }));
}

test('makes a document of a sound PDF: one object, kept as uploaded and as base', async () => {
  const file = await pdf(2);
  const { answer, documents } = await upload(file);
  expect(await answer.json()).toEqual({ documentId: ID, pageCount: 2, repaired: false });
  const object = { sha256Hex: await sha256Hex(file), length: file.length, incrementLength: file.length };
  expect(documents).toEqual([
    {
      name: '契約書.pdf',
      pageCount: 2,
      repaired: false,
      certificateId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      revisions: [
        { kind: 'uploaded', objectKey: 'o/1', ...object },
        { kind: 'base', objectKey: 'o/1', ...object },
      ],
    },
  ]);
});

test('repairs a damaged, unsigned PDF and says so; the upload is kept as it was', async () => {
  const file = await pdf();
  const at = new TextDecoder('latin1').decode(file).lastIndexOf('startxref');
  file.set(utf8('startxref\n7'), at);
  const { answer, documents } = await upload(file);
  expect(await answer.json()).toMatchObject({ pageCount: 1, repaired: true });
  const [{ revisions }] = documents as [{ revisions: readonly { kind: string; sha256Hex: string }[] }];
  expect(revisions[0]).toMatchObject({ kind: 'uploaded', sha256Hex: await sha256Hex(file) });
  expect(revisions[1]?.sha256Hex).not.toBe(revisions[0]?.sha256Hex);
});

test('refuses what is no PDF by its code, and makes no document', async () => {
  const { answer, documents } = await upload(utf8('PK this is a letter'));
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'UPLOAD_NOT_PDF' });
  expect(documents).toEqual([]);
});

test('refuses a part whose octets are not those announced, and stores nothing', async () => {
  const file = await pdf();
  const { answers } = uploading(file, await sha256Hex(file));
  const ports = fakePorts(answers);
  const answer = await call(ports, 'PUT', `/uploads/${ID}/parts/0`, { octets: file, sha256: '0'.repeat(64) });
  expect(await answer.json()).toMatchObject({ code: 'UPLOAD_PART_MISMATCH' });
  expect(ports.stored.size).toBe(0);
});

test('takes the same part twice for one', async () => {
  const file = await pdf();
  const hash = await sha256Hex(file);
  const ports = fakePorts(uploading(file, hash).answers);
  for (let i = 0; i < 2; i++) {
    const answer = await call(ports, 'PUT', `/uploads/${ID}/parts/0`, { octets: file, sha256: hash });
    expect(answer.status).toBe(200);
  }
  expect(ports.stored.size).toBe(1);
});

test('refuses a part above 4 MB before it is stored', async () => {
  const ports = fakePorts(uploading(new Uint8Array(5 << 20), '').answers);
  const answer = await call(ports, 'PUT', `/uploads/${ID}/parts/0`, {
    octets: new Uint8Array((4 << 20) + 1),
    sha256: 'a'.repeat(64),
  });
  expect(await answer.json()).toMatchObject({ code: 'UPLOAD_PART_MISMATCH' });
  expect(ports.stored.size).toBe(0);
});

test('does not finish while a part is missing', async () => {
  const file = await pdf();
  const ports = fakePorts(uploading(file, await sha256Hex(file)).answers);
  const answer = await call(ports, 'POST', `/uploads/${ID}/finish`, { json: {} });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
});

test.each([
  [0, 'UPLOAD_EMPTY'],
  [50 * 1024 * 1024 + 1, 'UPLOAD_TOO_LARGE'],
])('refuses an upload of %i octets before it begins', async (size, code) => {
  const ports = fakePorts();
  const json = { envelopeId: ID, name: 'a.pdf', size, sha256Hex: 'a'.repeat(64) };
  expect(await (await call(ports, 'POST', '/uploads', { json })).json()).toMatchObject({ code });
  expect(ports.calls).toEqual([]);
});

test('says where a full disk stopped an upload, in its own code', async () => {
  const file = await pdf();
  const hash = await sha256Hex(file);
  const base = fakePorts(uploading(file, hash).answers);
  const ports: FakePorts = {
    ...base,
    objects: { ...base.objects, put: () => Promise.reject(new Refusal('STORAGE_FULL')) },
  };
  const answer = await call(ports, 'PUT', `/uploads/${ID}/parts/0`, { octets: file, sha256: hash });
  expect(await answer.json()).toMatchObject({ code: 'STORAGE_FULL' });
});

test('stamps every unstamped document before it sends, and then wakes the jobs', async () => {
  const file = await pdf();
  const ports = fakePorts({
    staff_envelope_check: () => ({
      missing: [],
      documents: [{ id: ID, certificateId: 'a'.repeat(32), stamped: false }],
    }),
    stamp_subject: () => [
      {
        documentId: ID,
        certificateId: 'a'.repeat(32),
        sha256Hex: '',
        length: file.length,
        parts: [{ objectKey: 'o/0', wrappedIdentity: '', length: file.length }],
      },
    ],
    revision_add: () => ID,
    staff_envelope_send: () => ({ managementLabel: '令和8年度-0000001' }),
  });
  await ports.objects.put(file);
  const answer = await call(ports, 'POST', `/${ID}/send`, { json: {} });
  expect(await answer.json()).toEqual({ managementLabel: '令和8年度-0000001' });
  expect(ports.calls.map((c) => c.name)).toEqual([
    'staff_envelope_check',
    'stamp_subject',
    'revision_add',
    'staff_envelope_send',
  ]);
  const increment = ports.stored.get('o/1') ?? new Uint8Array(0);
  const whole = new Uint8Array([...file, ...increment]);
  expect(ports.calls[2]?.args).toMatchObject({
    p_revision: { kind: 'stamp', partyId: null, sha256Hex: await sha256Hex(whole), length: whole.length },
  });
  expect(ports.nudges).toBe(1);
});

test('does not send, nor stamp, what is incomplete; the refusal is logged on the envelope', async () => {
  const ports = fakePorts({
    staff_envelope_check: () => ({ missing: ['title'], documents: [] }),
    refusal_log_on: () => null,
  });
  const answer = await call(ports, 'POST', `/${ID}/send`, { json: {} });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual({ code: 'ENVELOPE_INCOMPLETE', context: { missing: ['title'] } });
  expect(ports.calls.at(-1)).toEqual({
    name: 'refusal_log_on',
    args: { p_actor: ACTOR, p_kind: 'envelope', p_id: ID, p_code: 'ENVELOPE_INCOMPLETE' },
  });
  expect(ports.nudges).toBe(0);
});

test('hands the municipality’s consent on with the instant of the second factor', async () => {
  const ports = fakePorts({ staff_consent: () => ({ status: 'consented' }) });
  const documents = [{ documentId: ID, sha256Hex: 'b'.repeat(64) }];
  const json = { documents, operator: { authority: '専決', decisionNumber: '第12号' } };
  expect((await call(ports, 'POST', `/parties/${ID}/consent`, { json })).status).toBe(200);
  expect(ports.calls.at(-1)?.args).toEqual({
    p_actor: ACTOR,
    p_party_id: ID,
    p_documents: documents,
    p_operator: { authority: '専決', decisionNumber: '第12号' },
  });
});

test('gives everything of an envelope in one ZIP named for it', async () => {
  const file = await pdf();
  const document = {
    documentId: ID,
    fileName: '契約書.pdf',
    sha256Hex: '',
    length: file.length,
    parts: [{ objectKey: 'o/0', wrappedIdentity: '', length: file.length }],
  };
  const ports = fakePorts({
    staff_archive_access: () => ({
      title: '工事',
      managementLabel: '令和8年度-0000001',
      documents: [document, document],
    }),
  });
  await ports.objects.put(file);
  const answer = await call(ports, 'GET', `/${ID}/archive`);
  expect(answer.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('令和8年度-0000001_工事.zip')}`,
  );
  const zip = new Uint8Array(await answer.arrayBuffer());
  const text = new TextDecoder().decode(zip);
  expect(text).toContain('契約書.pdf');
  expect(text).toContain('契約書 (2).pdf');
});

test.each([
  ['GET', `/documents/${ID}/content`, 'staff_document_access', 'document'],
  ['DELETE', `/documents/${ID}`, 'staff_document_remove', 'document'],
  ['POST', `/parties/${ID}/resend`, 'staff_link_resend', 'party'],
  ['GET', `/uploads/${ID}`, 'staff_upload_state', 'upload'],
  ['POST', `/uploads/${ID}/finish`, 'staff_upload_state', 'upload'],
  ['POST', `/${ID}/reissue`, 'staff_reissue', 'envelope'],
  ['GET', `/${ID}/archive`, 'staff_archive_access', 'envelope'],
] as const)('logs a refused %s %s once, on what it was about', async (method, path, name, kind) => {
  const refuse = (): never => {
    throw new Refusal('ROLE_MISSING');
  };
  const ports = fakePorts({ [name]: refuse, refusal_log_on: () => null });
  expect((await call(ports, method, path, method === 'POST' ? { json: {} } : {})).status).toBe(403);
  const logged = ports.calls.filter((made) => made.name === 'refusal_log_on');
  expect(logged.map((made) => made.args)).toEqual([
    { p_actor: ACTOR, p_kind: kind, p_id: ID, p_code: 'ROLE_MISSING' },
  ]);
});

test('answers a finish that was finished before from the document, for its parts may be swept', async () => {
  const document = { documentId: ID, pageCount: 3, repaired: true };
  const ports = fakePorts({
    staff_upload_state: () => ({ documentId: ID, document, partCount: 2, parts: [] }),
  });
  const answer = await call(ports, 'POST', `/uploads/${ID}/finish`, { json: {} });
  expect(await answer.json()).toEqual(document);
  expect(ports.calls.map((made) => made.name)).toEqual(['staff_upload_state']);
});
