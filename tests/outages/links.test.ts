import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkTokenOf } from '../demo/inbox.ts';
import { ask, codeOf } from './answer.ts';
import { Scene, type Sent } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene?.close());

const OPERATOR = { kind: 'principal', name: null };
const unknownToken = (): string => randomBytes(32).toString('base64url');

/** Every act and every view of a link, each with what it needs; a closed link refuses all but the view. */
const routesOf = (documentId: string): readonly (readonly [string, string, unknown?])[] => [
  ['POST', '/open', {}],
  ['PUT', '/progress', { noteRead: true }],
  ['GET', `/documents/${documentId}/content`],
  ['GET', `/documents/${documentId}/draft`],
  ['POST', '/consent', { documents: [{ documentId, sha256Hex: '0'.repeat(64) }], operator: OPERATOR }],
  ['POST', '/decline', { reason: 'x' }],
];

async function codesOf(token: string, documentId: string): Promise<readonly (string | null)[]> {
  const codes: (string | null)[] = [];
  for (const [method, path, json] of routesOf(documentId))
    codes.push(await codeOf(scene.link(token, method, path, json)));
  return codes;
}

/** A hash of every row that says how far an envelope is; the log of refused acts stands apart. */
async function stateOf(sent: Sent): Promise<string> {
  const { envelopeId } = sent;
  const { sql } = scene;
  const rows = [
    await sql`select * from public.envelope where id = ${envelopeId}`,
    await sql`select * from public.party where envelope_id = ${envelopeId} order by ord`,
    await sql`select * from private.party_link where party_id = ${sent.contractorPartyId} order by generation`,
    await sql`select * from private.signing_progress where party_id = ${sent.contractorPartyId}`,
    await sql`select * from public.consent where envelope_id = ${envelopeId}`,
    await sql`select * from public.document_revision where envelope_id = ${envelopeId} order by id`,
    await sql`select id, kind, status from private.mail_outbox where envelope_id = ${envelopeId} order by id`,
    await sql`select id from public.operation_log
               where envelope_id = ${envelopeId} and event not in ('refused', 'mail_sent') order by id`,
  ];
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

describe('a token', () => {
  test('that is none is unknown, in every form, for every act', async () => {
    const sent = await scene.send();
    expect(new Set(await codesOf(unknownToken(), sent.documentId))).toEqual(new Set(['LINK_UNKNOWN']));
    const cut = sent.token.slice(0, 42);
    for (const token of [cut, `${sent.token}A`, `${cut}!`, "' or 1=1 --", '', sent.contractorPartyId])
      expect([token, await codeOf(scene.link(token, 'GET', '/view'))]).toEqual([token, 'LINK_UNKNOWN']);
    expect(await codeOf(ask(scene.stack.url, 'GET', '/signing/view'))).toBe('LINK_UNKNOWN');
    await scene.sql`delete from private.rate_limit`;
  });

  test('that was replaced says so, and the new one goes on where the old one was', async () => {
    const sent = await scene.send();
    await scene.read(sent);
    const resent = await scene.as(scene.drafter, 'POST', `/parties/${sent.contractorPartyId}/resend`, {
      json: {},
    });
    expect(resent.code).toBeNull();
    const token = linkTokenOf(await scene.mailTo(sent.email, 2));
    expect(token).not.toBe(sent.token);
    expect(await codeOf(scene.link(sent.token, 'GET', '/view'))).toBe('LINK_REPLACED');
    expect(new Set(await codesOf(sent.token, sent.documentId))).toEqual(new Set(['LINK_REPLACED']));
    const view = await scene.link(token, 'GET', '/view');
    expect(JSON.parse(view.body)).toMatchObject({
      status: 'sent',
      turn: true,
      progress: { openedDocumentIds: [sent.documentId], noteRead: true },
    });
  });

  test('past the deadline shows `expired` and acts no more, before the sweep and after it', async () => {
    const sent = await scene.send();
    await scene.read(sent);
    // Only the superuser can move a deadline that was sent.
    await scene.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update public.envelope set deadline_on = deadline_on - 30 where id = ${sent.envelopeId}`;
    });
    const expired = async (): Promise<void> => {
      expect(await sent.contractor.view()).toMatchObject({ status: 'expired', turn: false });
      expect(new Set(await codesOf(sent.token, sent.documentId))).toEqual(new Set(['ENVELOPE_EXPIRED']));
    };
    await expired();
    await scene.sql`select public.housekeeping()`;
    await expired();
    const [row] = await scene.sql`select status from public.envelope where id = ${sent.envelopeId}`;
    expect(row?.['status']).toBe('expired');
  });

  test('of a withdrawn envelope shows that and why, and acts no more', async () => {
    const sent = await scene.send();
    await scene.link(sent.token, 'POST', '/open', {});
    const withdraw = (reason: string): Promise<string | null> =>
      codeOf(scene.as(scene.drafter, 'POST', `/${sent.envelopeId}/withdraw`, { json: { reason } }));
    expect(await withdraw('')).toBe('REASON_MISSING');
    expect(await withdraw('x'.repeat(1001))).toBe('REASON_TOO_LONG');
    expect(await withdraw('内容の誤り')).toBeNull();
    expect(await sent.contractor.view()).toMatchObject({ status: 'withdrawn', closedReason: '内容の誤り' });
    expect(new Set(await codesOf(sent.token, sent.documentId))).toEqual(new Set(['ENVELOPE_CLOSED']));
  });

  test('with which the contractor declined shows that; declining again changes nothing, consenting is over', async () => {
    const sent = await scene.send();
    await scene.read(sent);
    const decline = (reason: unknown): Promise<string | null> =>
      codeOf(scene.link(sent.token, 'POST', '/decline', { reason }));
    expect(await decline('  ')).toBe('REASON_MISSING');
    expect(await decline('a\u0000b')).toBe('REQUEST_INVALID');
    expect(await decline({ a: 1 })).toBe('REQUEST_INVALID');
    expect(await decline('金額の相違')).toBeNull();
    expect(await decline('別の理由')).toBeNull();
    expect(await sent.contractor.view()).toMatchObject({ status: 'declined', closedReason: '金額の相違' });
    const codes = await codesOf(sent.token, sent.documentId);
    expect(codes.slice(0, -1)).toEqual(Array<string>(codes.length - 1).fill('ENVELOPE_CLOSED'));
  });

  test('before the conclusion opens no download', async () => {
    const { token, documentId } = await scene.send();
    const code = (path: string): Promise<string | null> => codeOf(scene.link(token, 'GET', path));
    expect(await code(`/documents/${documentId}/concluded`)).toBe('NOT_CONCLUDED');
    expect(await code(`/documents/${documentId}/certificate`)).toBe('NOT_CONCLUDED');
    expect(await code('/archive')).toBe('DOWNLOAD_CLOSED');
    expect(await codeOf(scene.link(token, 'POST', '/reissue-request', {}))).toBe('NOT_CONCLUDED');
  });

  test('opens nothing of another envelope', async () => {
    const [mine, other] = [await scene.send(), await scene.send()];
    await scene.link(mine.token, 'POST', '/open', {});
    const code = await codeOf(scene.link(mine.token, 'GET', `/documents/${other.documentId}/content`));
    expect(code).toBe('DOCUMENT_NOT_FOUND');
  });
});

test('M21: a mail scanner that follows the link and reads what it can changes nothing', async () => {
  const sent = await scene.send();
  const before = await stateOf(sent);
  for (let round = 0; round < 3; round += 1) {
    expect(await codeOf(scene.link(sent.token, 'GET', '/view'))).toBeNull();
    for (const kind of ['content', 'draft']) {
      const path = `/documents/${sent.documentId}/${kind}`;
      expect(await codeOf(scene.link(sent.token, 'GET', path))).toBe('LINK_NOT_OPENED');
    }
  }
  for (const act of ['/open', '/consent', '/decline', '/progress'])
    expect(await codeOf(scene.link(sent.token, 'GET', act))).toBe('ROUTE_NOT_FOUND');
  expect(await stateOf(sent)).toBe(before);
});

describe('a consent', () => {
  const consent = (
    sent: Sent,
    documents: readonly { documentId: string; sha256Hex: string }[],
    operator: object = OPERATOR,
  ): Promise<string | null> => codeOf(scene.link(sent.token, 'POST', '/consent', { documents, operator }));

  test('needs the checklist done, an operator, and exactly the octets that were shown', async () => {
    const sent = await scene.send();
    const before = await sent.contractor.view();
    const shown = before.documents.map(({ id, sha256Hex }) => ({ documentId: id, sha256Hex }));
    expect(await consent(sent, shown)).toBe('CHECKLIST_UNFINISHED');
    const other = await scene.send();
    const documents = await scene.read(sent);
    expect(await consent(sent, [{ documentId: sent.documentId, sha256Hex: '0'.repeat(64) }])).toBe(
      'DOCUMENT_CHANGED',
    );
    expect(
      await consent(sent, [...documents, { documentId: other.documentId, sha256Hex: '0'.repeat(64) }]),
    ).toBe('DOCUMENT_CHANGED');
    const wrong = { documentId: sent.documentId, sha256Hex: '0'.repeat(64) };
    for (const doubled of [
      [...documents, wrong],
      [wrong, ...documents],
      [...documents, ...documents],
    ])
      expect(await consent(sent, doubled)).toBe('DOCUMENT_CHANGED');
    expect(await consent(sent, [])).toBe('REQUEST_INVALID');
    expect(await consent(sent, documents, { kind: 'delegate', name: ' ' })).toBe('OPERATOR_INVALID');
    expect(await consent(sent, documents, { kind: 'mayor', name: null })).toBe('REQUEST_INVALID');
    const rows = await scene.sql`select 1 from public.consent where envelope_id = ${sent.envelopeId}`;
    expect(rows).toHaveLength(0);
    expect(await sent.contractor.view()).toMatchObject({ partyStatus: 'waiting', turn: true });
  });

  test('M26, L7: tapped twice at once is one consent, one seal and one use of the key', async () => {
    const sent = await scene.send();
    const documents = await scene.read(sent);
    const taps = await Promise.all([1, 2, 3].map(() => consent(sent, documents)));
    expect(taps).toEqual([null, null, null]);
    await scene.reaches(sent.envelopeId, 'partly_signed');
    expect(await consent(sent, documents)).toBeNull();
    expect(await codeOf(scene.link(sent.token, 'POST', '/decline', { reason: 'x' }))).toBe(
      'ALREADY_CONSENTED',
    );
    const [row] = await scene.sql`
      select (select count(*)::int from public.consent where party_id = ${sent.contractorPartyId}) as consents,
             (select count(*)::int from public.document_revision
               where document_id = ${sent.documentId} and kind = 'seal') as seals,
             (select sum(attempts)::int from private.key_operation
               where subject like ${`seal/%/${sent.documentId}`}) as operations,
             (select count(*)::int from public.operation_log
               where envelope_id = ${sent.envelopeId} and event = 'consented') as logged`;
    expect(row).toEqual({ consents: 1, seals: 1, operations: 1, logged: 1 });
  });
});

test('what is no request is refused as one, and says nothing of what is inside', async () => {
  const { token } = await scene.send();
  const raw = async (body: string): Promise<number> => {
    const answer = await fetch(`${scene.stack.url}/functions/v1/signing/decline`, {
      method: 'POST',
      headers: { 'x-link-token': token, 'content-type': 'application/json' },
      body,
    });
    expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
    return answer.status;
  };
  expect(await raw('{"reason":')).toBe(400);
  expect(await raw('[]')).toBe(400);
  expect(await raw(`{"reason":"${'x'.repeat(70_000)}"}`)).toBe(400);
  for (const path of ['/documents/1;drop/content', '/documents/%00/content', "/documents/'/draft"])
    expect(await codeOf(scene.link(token, 'GET', path))).toBe('DOCUMENT_NOT_FOUND');
  expect(await codeOf(scene.link(token, 'GET', '/nothing'))).toBe('ROUTE_NOT_FOUND');
});

test('a fault of ours is a number of an incident and nothing else', async () => {
  const sent = await scene.send();
  await scene.link(sent.token, 'POST', '/open', {});
  await scene.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      update private.stored_object o set wrapped_identity = 'spoilt' from private.revision_object r
        join public.document_revision d on d.id = r.revision_id
       where d.document_id = ${sent.documentId} and o.key = r.object_key`;
  });
  const answer = await scene.link(sent.token, 'GET', `/documents/${sent.documentId}/content`);
  expect(answer.code).toBe('FAULT');
  expect(Object.keys(answer.context)).toEqual(['incident']);
});

test('trying tokens is limited, and whoever holds a right one is not', async () => {
  const { token } = await scene.send();
  const codes: (string | null)[] = [];
  for (let n = 0; n < 30; n += 1) codes.push(await codeOf(scene.link(unknownToken(), 'GET', '/view')));
  expect(codes[0]).toBe('LINK_UNKNOWN');
  expect(codes.slice(-5)).toEqual(Array<string>(5).fill('RATE_LIMITED'));
  expect(await codeOf(scene.link(token, 'GET', '/view'))).toBeNull();
});
