import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Faults } from '../../supabase/embedded/authority/answers.ts';
import { verifyPair } from '../demo/verify.ts';
import { PLAIN_PDF } from './hostile-pdf.ts';
import { Scene, until, type Sent } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterEach(() => scene.stack.authority.setFaults({}));
afterAll(() => scene?.close());

const OPERATOR = { kind: 'principal', name: null };

interface Job {
  readonly attempts: number;
  readonly last_code: string | null;
}

/** The job of one kind about an envelope or one of its parties. */
async function job(kind: string, subject: string): Promise<Job | undefined> {
  const [row] = await scene.sql<Job[]>`
    select attempts, last_code from private.job where kind = ${kind}::public.job_kind and subject like ${`%${subject}%`}`;
  return row;
}

/** Waits until the job was tried once more and gave this code. */
async function triedAgain(kind: string, subject: string, code: string): Promise<void> {
  const before = (await job(kind, subject))?.attempts ?? 0;
  await until(`${kind} to be tried again and say ${code}`, async () => {
    await scene.hurry();
    const now = await job(kind, subject);
    return now !== undefined && now.attempts > before && now.last_code === code;
  });
}

/** What an envelope waits for, in the table and as its contractor is told. */
async function waiting(sent: Sent): Promise<readonly [unknown, unknown]> {
  const [row] = await scene.sql`select waiting_for from public.envelope where id = ${sent.envelopeId}`;
  return [row?.['waiting_for'], (await sent.contractor.view()).waitingFor];
}

/** Seals, and what the key was asked for them: one operation and one value each, whatever happened on the way. */
async function sealsOf(sent: Sent): Promise<{ seals: number; operations: number; attempts: number }> {
  const [row] = await scene.sql<{ seals: number; operations: number; attempts: number }[]>`
    select (select count(*)::int from public.document_revision r
             where r.document_id = ${sent.documentId} and r.kind = 'seal') as seals,
           count(*)::int as operations, coalesce(sum(k.attempts), 0)::int as attempts
      from private.key_operation k where k.subject like ${`seal/%/${sent.documentId}`}`;
  return row ?? { seals: -1, operations: -1, attempts: -1 };
}

async function consents(sent: Sent): Promise<void> {
  const documents = await scene.read(sent);
  const answer = await scene.link(sent.token, 'POST', '/consent', { documents, operator: OPERATOR });
  expect(answer.code).toBeNull();
}

test('L27: an authority that is away after each consent and at the conclusion delays the contract, and nothing else', async () => {
  const { authority } = scene.stack;
  const sent = await scene.send();

  // After the contractor's consent.
  authority.setFaults({ tsa: 'down' });
  await consents(sent);
  await until('to wait for a time-stamp', async () => (await waiting(sent))[0] === 'timestamp');
  expect(await waiting(sent)).toEqual(['timestamp', 'timestamp']);
  expect(await sent.contractor.view()).toMatchObject({
    status: 'sent',
    partyStatus: 'consented',
    turn: false,
  });
  await triedAgain('seal_party', sent.contractorPartyId, 'TIMESTAMP_UNAVAILABLE');
  expect(await sealsOf(sent)).toEqual({ seals: 0, operations: 1, attempts: 1 });
  // What waits for its seal can be neither withdrawn nor signed by the next one.
  const withdrawal = await scene.as(scene.drafter, 'POST', `/${sent.envelopeId}/withdraw`, {
    json: { reason: 'x' },
  });
  expect(withdrawal.code).toBe('SEALING_IN_PROGRESS');
  expect((await scene.municipalitySigns(sent)).code).toBe('NOT_YOUR_TURN');
  authority.setFaults({});
  await scene.reaches(sent.envelopeId, 'partly_signed');
  expect(await waiting(sent)).toEqual([null, null]);
  expect(await sealsOf(sent)).toEqual({ seals: 1, operations: 1, attempts: 1 });

  // After the municipality's consent.
  authority.setFaults({ tsa: 'unavailable' });
  expect((await scene.municipalitySigns(sent)).code).toBeNull();
  await until('to wait for a time-stamp', async () => (await waiting(sent))[0] === 'timestamp');
  await triedAgain('seal_party', sent.municipalityPartyId, 'TIMESTAMP_UNAVAILABLE');
  expect(await sealsOf(sent)).toEqual({ seals: 1, operations: 2, attempts: 2 });

  // At the conclusion: first no revocation answers, then no time-stamp.
  authority.setFaults({ ocsp: 'down', crl: 'down' });
  await scene.reaches(sent.envelopeId, 'concluding');
  await until('to wait for revocation', async () => (await waiting(sent))[0] === 'revocation');
  expect(await waiting(sent)).toEqual(['revocation', 'revocation']);
  await triedAgain('conclude', sent.envelopeId, 'REVOCATION_UNAVAILABLE');
  authority.setFaults({ tsa: 'down' });
  await until('to wait for a time-stamp', async () => {
    await scene.hurry();
    return (await waiting(sent))[1] === 'timestamp';
  });
  authority.setFaults({});
  await scene.reaches(sent.envelopeId, 'concluded');
  expect(await waiting(sent)).toEqual([null, null]);
  expect(await sealsOf(sent)).toEqual({ seals: 2, operations: 2, attempts: 2 });

  const log = await scene.sql<{ event: string; n: number }[]>`
    select event, count(*)::int as n from public.operation_log
     where envelope_id = ${sent.envelopeId} and (event::text like 'waiting%' or event = 'concluded') group by event`;
  expect(Object.fromEntries(log.map(({ event, n }) => [event, n]))).toEqual({
    waiting_for_timestamp: 3,
    waiting_for_revocation: 1,
    concluded: 1,
  });

  const folder = await mkdtemp(path.join(tmpdir(), 'shomei-outages-pair-'));
  try {
    const view = await sent.contractor.view();
    const certificateId = view.certificates[0]?.id ?? '';
    const keep = async (name: string, bytes: Uint8Array | string): Promise<string> => {
      await writeFile(path.join(folder, name), bytes);
      return path.join(folder, name);
    };
    const octets = async (route: string): Promise<Uint8Array> => (await sent.contractor.octets(route)).bytes;
    const outcome = await verifyPair(
      await keep('a.pdf', await octets(`/documents/${sent.documentId}/concluded`)),
      await keep('c.pdf', await octets(`/documents/${certificateId}/certificate`)),
      await keep('anchors.pem', authority.anchorsPem),
    );
    expect(outcome).toMatchObject({ sound: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('an answer that is not the right one counts as none', () => {
  test('L26: no time-stamp token but one over this very seal and this very question is ever kept', async () => {
    const sent = await scene.send();
    const wrong: readonly NonNullable<Faults['tsa']>[] = [
      'wrong-nonce',
      'wrong-imprint',
      'garbage',
      'refuse',
    ];
    scene.stack.authority.setFaults({ tsa: 'wrong-nonce' });
    await consents(sent);
    for (const tsa of wrong) {
      scene.stack.authority.setFaults({ tsa });
      await triedAgain('seal_party', sent.contractorPartyId, 'TIMESTAMP_UNAVAILABLE');
      const tokens = await scene.sql`
        select 1 from private.seal_step where subject like ${`seal/%/${sent.documentId}`} and step = 'token'`;
      expect([tsa, tokens.length]).toEqual([tsa, 0]);
    }
    scene.stack.authority.setFaults({});
    await scene.reaches(sent.envelopeId, 'partly_signed');
    expect(await sealsOf(sent)).toEqual({ seals: 1, operations: 1, attempts: 1 });
  });

  test('nothing is concluded on stale or garbled revocation answers', async () => {
    const sent = await scene.send();
    await consents(sent);
    await scene.reaches(sent.envelopeId, 'partly_signed');
    scene.stack.authority.setFaults({ ocsp: 'stale', crl: 'stale' });
    expect((await scene.municipalitySigns(sent)).code).toBeNull();
    await scene.reaches(sent.envelopeId, 'concluding');
    const wrong: readonly Faults[] = [
      { ocsp: 'stale', crl: 'stale' },
      { ocsp: 'garbage', crl: 'garbage' },
      { ocsp: 'try-later', crl: 'unavailable' },
    ];
    for (const faults of wrong) {
      scene.stack.authority.setFaults(faults);
      await triedAgain('conclude', sent.envelopeId, 'REVOCATION_UNAVAILABLE');
      expect(await waiting(sent)).toEqual(['revocation', 'revocation']);
    }
    // The lists alone are enough.
    scene.stack.authority.setFaults({ ocsp: 'down' });
    await scene.reaches(sent.envelopeId, 'concluded');
    expect(await sealsOf(sent)).toEqual({ seals: 2, operations: 2, attempts: 2 });
  });
});

describe('mail', () => {
  test('M16: a mail server that is away delays the mail, and nothing else', async () => {
    const fields = scene.fields();
    const email = fields.contractor.email ?? '';
    await scene.stack.inbox.stop();
    const envelopeId = await scene.draft(fields);
    await scene.drafter.upload(envelopeId, 'contract.pdf', PLAIN_PDF);
    const sent = await scene.as(scene.drafter, 'POST', `/${envelopeId}/send`, { json: {} });
    expect(sent.code).toBeNull();
    const outbox = async (): Promise<unknown> => {
      const [row] = await scene.sql`
        select status, last_code, attempts > 0 as tried from private.mail_outbox
         where envelope_id = ${envelopeId} and kind = 'sign_request'`;
      return row;
    };
    await until('a first attempt', async () => ((await outbox()) as { tried: boolean }).tried);
    await scene.hurry();
    expect(await outbox()).toEqual({ status: 'queued', last_code: 'MAIL_UNAVAILABLE', tried: true });
    const [row] = await scene.sql`select status from public.envelope where id = ${envelopeId}`;
    expect(row?.['status']).toBe('sent');

    await scene.stack.inbox.resume();
    await scene.hurry();
    await scene.mailTo(email);
    await until(
      'the delivery to be known',
      async () => ((await outbox()) as { status: string }).status === 'sent',
    );
    await scene.hurry();
    expect(await scene.mailsTo(email)).toHaveLength(1);
    const log = await scene.sql<{ event: string }[]>`
      select event from public.operation_log where envelope_id = ${envelopeId} and event::text like 'mail%' order by at`;
    expect(log.map(({ event }) => event)).toEqual(['mail_failed', 'mail_sent']);
  });

  test('no name can begin a header or add a recipient', async () => {
    const base = scene.fields();
    const refused = async (change: object): Promise<string | null> =>
      (await scene.as(scene.drafter, 'POST', '/drafts', { json: { ...base, ...change } })).code;
    const contractor = (change: object): object => ({ contractor: { ...base.contractor, ...change } });
    const injected = 'x\r\nBcc: other@contractor.example';
    expect(await refused({ title: injected })).toBe('FIELD_INVALID');
    expect(await refused(contractor({ company: injected }))).toBe('FIELD_INVALID');
    expect(await refused(contractor({ principalName: 'x\nBcc: y' }))).toBe('FIELD_INVALID');
    for (const email of [
      `a@contractor.example\r\nBcc: other@contractor.example`,
      'a@contractor.example, other@contractor.example',
      'a@contractor.example>, <other@contractor.example',
      'a@contractor.example other@contractor.example',
    ])
      expect([email, await refused(contractor({ email }))]).toEqual([email, 'FIELD_INVALID']);

    // What is allowed in a name stays in its place: quotes, brackets, an address, an encoded word.
    const sent = await scene.send({
      ...base,
      title: '=?utf-8?B?eA0KQmNjOiBhQGI=?= <b>\u2028Bcc: other@contractor.example',
      contractor: {
        ...base.contractor,
        company: '", <other@contractor.example>, "',
        principalName: '試験" <other@contractor.example>, "太郎',
      },
    });
    const [mail] = await scene.mailsTo(sent.email);
    const whole = mail as unknown as {
      to: { address: string }[];
      cc?: unknown[];
      bcc?: unknown[];
      envelope?: { to: { address: string }[] };
      subject: string;
    };
    expect(whole.to.map(({ address }) => address)).toEqual([sent.email]);
    expect([whole.cc ?? [], whole.bcc ?? []]).toEqual([[], []]);
    expect(whole.envelope?.to.map(({ address }) => address)).toEqual([sent.email]);
    expect(whole.subject).toContain('=?utf-8?B?eA0KQmNjOiBhQGI=?= <b> Bcc: other@contractor.example');
    expect(await scene.mailsTo('other@contractor.example')).toHaveLength(0);
  });
});
