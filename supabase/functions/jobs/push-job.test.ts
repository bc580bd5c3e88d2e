import { expect, test } from 'vitest';
import { MAIL_KINDS } from '../../../src/lib/domain/operation.ts';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import type { PushTarget } from '../_shared/push.ts';
import { Outage, Refusal } from '../_shared/refusal.ts';
import { sendNotice } from './push-job.ts';
import type { JobPorts } from './ports.ts';

const OUTBOX = '11111111-2222-4333-8444-555555555555';
const ENVELOPE = '22222222-2222-4222-8222-222222222222';
const CASE = '33333333-3333-4333-8333-333333333333';
const QUEUED = {
  endpoint: 'https://push.example/one',
  p256dh: 'B',
  auth: 'a',
  language: 'en',
  kind: 'sign_request',
  linkSha256Hex: null,
  shelf: false,
  staff: false,
  envelopeId: ENVELOPE,
  caseId: null,
};

function told(queued: object | null, there: () => Promise<boolean> = () => Promise.resolve(true)) {
  const sent: { to: PushTarget; text: string; topic: string }[] = [];
  const base = fakePorts({ push_notice: () => queued, push_gone: () => null });
  const push = {
    publicKey: () => Promise.resolve(''),
    knows: () => true,
    send: (to: PushTarget, text: Uint8Array, topic: string) => {
      sent.push({ to, text: new TextDecoder().decode(text), topic });
      return there();
    },
  };
  return { sent, base, run: () => sendNotice({ ...base, push } as unknown as JobPorts, OUTBOX, 's1') };
}
const messageOf = async (more: object): Promise<Record<string, unknown>> => {
  const { sent, run } = told({ ...QUEUED, ...more });
  await run();
  return JSON.parse(sent[0]?.text ?? 'null') as Record<string, unknown>;
};

test('M16: a notice carries topic, language, path and tag, and nothing else', async () => {
  expect(await messageOf({ linkSha256Hex: 'ab'.repeat(32) })).toEqual({
    topic: 'sign',
    language: 'en',
    path: `/s#${'ab'.repeat(8)}`,
    tag: OUTBOX.replaceAll('-', ''),
  });
});

test.each([
  ['library', { shelf: true }, '/library'],
  ['application', {}, '/'],
  ['staff, of an envelope', { staff: true, kind: 'completed_staff' }, `/console/envelopes/${ENVELOPE}`],
  [
    'staff, of a case',
    { staff: true, kind: 'application_received_staff', envelopeId: null, caseId: CASE },
    `/console/cases/${CASE}`,
  ],
  [
    'staff, of an inquiry',
    { staff: true, kind: 'inquiry_received_staff', envelopeId: null },
    '/console/waiting',
  ],
])('M16: pressing leads the %s where it is about', async (_who, more, path) => {
  expect((await messageOf(more))['path']).toBe(path);
});

test.each(['signing_code', 'signing_code_sms', 'shelf_code', 'application_code', 'application_received'])(
  'L5: %s goes by its own way alone',
  async (kind) => {
    const { sent, run } = told({ ...QUEUED, kind });
    await run();
    expect(sent).toEqual([]);
  },
);

test('M16: every kind of mail has its answer', async () => {
  for (const kind of MAIL_KINDS) await expect(told({ ...QUEUED, kind }).run()).resolves.toBeUndefined();
});

test('M16: what is over is sent to nobody', async () => {
  const { sent, run } = told(null);
  await run();
  expect(sent).toEqual([]);
});

test('RFC 8030 §7.3: a browser that is gone is forgotten', async () => {
  const { base, run } = told(QUEUED, () => Promise.resolve(false));
  await run();
  expect(base.calls.at(-1)).toEqual({ name: 'push_gone', args: { p_endpoint: QUEUED.endpoint } });
});

test.each([new Outage('PUSH_UNAVAILABLE', null), new Refusal('PUSH_REFUSED')])(
  'M16: the job hears of %s, and the browser stays',
  async (error) => {
    const { base, run } = told(QUEUED, () => Promise.reject(error));
    await expect(run()).rejects.toBe(error);
    expect(base.calls.map(({ name }) => name)).not.toContain('push_gone');
  },
);

test('M16: a service without a key drops what was queued', async () => {
  const base = fakePorts();
  await sendNotice(base as unknown as JobPorts, OUTBOX, 's1');
  expect(base.calls).toEqual([]);
});
