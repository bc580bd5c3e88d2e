import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readToken, signToken } from '../../supabase/embedded/auth/access-token.ts';
import { loadSecrets } from '../../supabase/embedded/secrets.ts';
import { Staff } from '../demo/staff.ts';
import { ask, codeOf } from './answer.ts';
import { accessToken, accountOf, Scene, type Sent } from './scene.ts';

let scene: Scene;
let sent: Sent;
beforeAll(async () => {
  scene = await Scene.open();
  sent = await scene.send();
});
afterAll(() => scene?.close());

const TABLES = [
  'municipality',
  'department',
  'membership',
  'municipality_signer',
  'envelope',
  'party',
  'document',
  'document_revision',
  'consent',
  'consent_document',
  'operation_log',
] as const;

/** Every act of staff on one envelope, with what it needs. */
const actsOn = (of: Sent): readonly (readonly [string, string, unknown?])[] => [
  ['PUT', `/drafts/${of.envelopeId}`, scene.fields()],
  ['POST', '/uploads', { envelopeId: of.envelopeId, name: 'x.pdf', size: 10, sha256Hex: '0'.repeat(64) }],
  ['GET', `/${of.envelopeId}/check`],
  ['POST', `/${of.envelopeId}/send`, {}],
  ['POST', `/${of.envelopeId}/submit`, {}],
  ['POST', `/${of.envelopeId}/return`, {}],
  ['PUT', `/${of.envelopeId}/order`, { documentIds: [of.documentId] }],
  ['DELETE', `/documents/${of.documentId}`],
  ['GET', `/documents/${of.documentId}/content?purpose=view`],
  ['GET', `/documents/${of.documentId}/content?purpose=download`],
  ['GET', `/${of.envelopeId}/archive`],
  [
    'POST',
    `/parties/${of.municipalityPartyId}/consent`,
    {
      documents: [{ documentId: of.documentId, sha256Hex: '0'.repeat(64) }],
      operator: { authority: 'x' },
    },
  ],
  ['POST', `/parties/${of.contractorPartyId}/resend`, {}],
  ['POST', `/${of.envelopeId}/withdraw`, { reason: 'x' }],
  ['POST', `/${of.envelopeId}/reissue`, {}],
];

async function codesOf(token: string, of: Sent): Promise<Record<string, string | null>> {
  const codes: Record<string, string | null> = {};
  for (const [method, path, json] of actsOn(of)) {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const request = { headers, ...(json === undefined ? {} : { json }) };
    codes[`${method} ${path}`] = await codeOf(ask(scene.stack.url, method, `/envelope${path}`, request));
  }
  return codes;
}

/** How many rows of each table somebody sees. */
async function seen(client: SupabaseClient): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of TABLES) rows[table] = (await client.from(table).select('*')).data?.length ?? 0;
  return rows;
}

/** The whole of an envelope as the superuser sees it. */
async function whole(): Promise<string> {
  const { envelopeId } = sent;
  return JSON.stringify([
    await scene.sql`select * from public.envelope where id = ${envelopeId}`,
    await scene.sql`select * from public.party where envelope_id = ${envelopeId} order by ord`,
    await scene.sql`select * from public.document where envelope_id = ${envelopeId}`,
    await scene.sql`select * from public.document_revision where envelope_id = ${envelopeId} order by id`,
    await scene.sql`select * from private.upload where envelope_id = ${envelopeId} order by id`,
    await scene.sql`select l.* from private.party_link l where l.party_id = ${sent.contractorPartyId}`,
  ]);
}

test('nobody acts without a session, and a token that was changed is none', async () => {
  const before = await whole();
  const good = await accessToken(scene.signer);
  const [head, , tail] = good.split('.');
  const claims = { sub: accountOf(scene.stack, 'morioka', 'signer').id, aal: 'aal2', role: 'authenticated' };
  const forged = [
    '',
    'no-token',
    `${head ?? ''}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${tail ?? ''}`,
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1] ?? ''}.`,
    scene.stack.publishableKey,
  ];
  for (const token of forged)
    expect(new Set(Object.values(await codesOf(token, sent)))).toEqual(new Set(['SIGN_IN_REQUIRED']));
  expect(await whole()).toBe(before);
});

test('M71: a session without the second factor reads nothing and acts on nothing', async () => {
  const account = accountOf(scene.stack, 'morioka', 'admin');
  const client = createClient(scene.stack.url, scene.stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, storageKey: 'aal1' },
  });
  const { error } = await client.auth.signInWithPassword(account);
  expect(error).toBeNull();
  expect(Object.values(await seen(client))).toEqual(TABLES.map(() => 0));
  const found = await client.rpc('envelope_search', {});
  expect(found.data ?? []).toEqual([]);
  const before = await whole();
  const codes = await codesOf(await accessToken({ client }), sent);
  expect(new Set(Object.values(codes))).toEqual(new Set(['SECOND_FACTOR_REQUIRED']));
  expect(await whole()).toBe(before);
  // Claiming more than the session has is a changed token; the claims come from the session.
  const wrong = await client.auth.mfa.challengeAndVerify({
    factorId: (await client.auth.mfa.listFactors()).data?.totp[0]?.id ?? '',
    code: '000000',
  });
  expect(wrong.error).not.toBeNull();
  expect(Object.values(await seen(client))).toEqual(TABLES.map(() => 0));
});

describe('the other municipality', () => {
  test.each(['drafter', 'signer', 'admin'] as const)('M1: %s neither reads nor acts', async (role) => {
    const { stack } = scene;
    const other = await Staff.signIn(stack.url, stack.publishableKey, accountOf(stack, 'takizawa', role));
    const { data: envelopes } = await other.client.from('envelope').select('id');
    expect(envelopes).toEqual([]);
    for (const table of ['party', 'document', 'document_revision', 'consent', 'operation_log']) {
      const { data } = await other.client.from(table).select('*').eq('envelope_id', sent.envelopeId);
      expect([table, data]).toEqual([table, []]);
    }
    expect((await other.client.from('municipality').select('name')).data).toHaveLength(1);
    const before = await whole();
    const codes = await codesOf(await accessToken(other), sent);
    for (const [act, code] of Object.entries(codes))
      expect([act, code]).toEqual([act, expect.stringMatching(/_NOT_FOUND$/)]);
    expect(await whole()).toBe(before);
    // The refused acts of strangers are not written into this envelope's log.
    const log = await scene.sql`
      select 1 from public.operation_log
       where envelope_id = ${sent.envelopeId} and actor_user_id = ${accountOf(stack, 'takizawa', role).id}`;
    expect(log).toHaveLength(0);
  });
});

describe('roles', () => {
  const consent = async (token: string, sha256Hex: string, authority = 'x'): Promise<string | null> =>
    codeOf(
      ask(scene.stack.url, 'POST', `/envelope/parties/${sent.municipalityPartyId}/consent`, {
        headers: { authorization: `Bearer ${token}` },
        json: { documents: [{ documentId: sent.documentId, sha256Hex }], operator: { authority } },
      }),
    );

  test('M84: a viewer changes nothing', async () => {
    const { stack } = scene;
    const viewer = await Staff.signIn(stack.url, stack.publishableKey, accountOf(stack, 'morioka', 'viewer'));
    const before = await whole();
    const codes = await codesOf(await accessToken(viewer), sent);
    const done = Object.entries(codes).filter(([, code]) => code === null);
    expect(done.map(([act]) => act.split(' ')[0])).toEqual(done.map(() => 'GET'));
    expect(await whole()).toBe(before);
    expect(await codeOf(scene.as(viewer, 'POST', '/drafts', { json: scene.fields() }))).toBe('ROLE_MISSING');
  });

  test('no session reaches past the functions: no status by update, no act by rpc', async () => {
    const { client } = scene.signer;
    const before = await whole();
    const updated = await client
      .from('envelope')
      .update({ status: 'concluded' })
      .eq('id', sent.envelopeId)
      .select();
    expect(updated.error !== null || updated.data.length === 0).toBe(true);
    const inserted = await client.from('consent').insert({ party_id: sent.municipalityPartyId });
    expect(inserted.error).not.toBeNull();
    for (const name of [
      'staff_consent',
      'link_consent',
      'link_consent_proven',
      'revision_add',
      'party_sealed',
      'job_claim',
    ]) {
      const { error, status } = await client.rpc(name, {});
      expect([name, error !== null && status >= 400]).toEqual([name, true]);
    }
    expect(await whole()).toBe(before);
  });

  test('the municipality signs by a signer, in its turn, with a fresh code, what it was shown', async () => {
    const drafter = await accessToken(scene.drafter);
    const signer = await accessToken(scene.signer);
    const shown = async (): Promise<string> => (await scene.signer.content(sent.documentId)).sha256Hex;
    expect(await consent(signer, await shown())).toBe('NOT_YOUR_TURN');
    const documents = await scene.read(sent);
    const operator = { kind: 'principal', name: null };
    await scene.link(sent.token, 'POST', '/consent', { documents, operator });
    await scene.reaches(sent.envelopeId, 'partly_signed');
    const newest = await shown();

    expect(await consent(drafter, newest)).toBe('ROLE_MISSING');
    // The contractor saw the file before its own seal; the municipality must have seen it with that seal.
    expect(await consent(signer, documents[0]?.sha256Hex ?? '')).toBe('DOCUMENT_CHANGED');
    expect(await consent(signer, newest, ' ')).toBe('OPERATOR_INVALID');

    const { jwtSecret } = await loadSecrets(scene.stack.dataDir);
    const claims = readToken(signer, jwtSecret, new Date());
    if (claims === null) throw new Error('the session has no token');
    const aged = (seconds: number): string =>
      signToken(
        {
          ...claims,
          amr: (claims.amr ?? []).map((a) => ({ ...a, timestamp: Math.floor(Date.now() / 1000) - seconds })),
        },
        jwtSecret,
      );
    expect(await consent(aged(301), newest)).toBe('SECOND_FACTOR_STALE');
    expect(await consent(signToken({ ...claims, amr: [] }, jwtSecret), newest)).toBe('SECOND_FACTOR_STALE');
    expect(await consent(signToken({ ...claims, aal: 'aal1' }, jwtSecret), newest)).toBe(
      'SECOND_FACTOR_REQUIRED',
    );
    expect(
      await scene.sql`select 1 from public.consent where party_id = ${sent.municipalityPartyId}`,
    ).toHaveLength(0);

    expect(await Promise.all([consent(signer, newest), consent(signer, newest)])).toEqual([null, null]);
    await scene.reaches(sent.envelopeId, 'concluded');
    const [row] = await scene.sql`
      select (select count(*)::int from public.consent where envelope_id = ${sent.envelopeId}) as consents,
             (select count(*)::int from public.document_revision
               where document_id = ${sent.documentId} and kind = 'seal') as seals`;
    expect(row).toEqual({ consents: 2, seals: 2 });
  });
});
