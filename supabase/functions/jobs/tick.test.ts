import { expect, test } from 'vitest';
import { fakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { emailCode } from '../_shared/email-code.ts';
import { linkToken, linkTokenHash } from '../_shared/link.ts';
import type { OutgoingMail } from '../_shared/mail.ts';
import type { SmsPort } from '../_shared/sms.ts';
import { Outage, Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';
import type { JobPorts } from './ports.ts';
import { tick } from './tick.ts';

const PARTY = '22222222-2222-4222-8222-222222222222';

function unused(): never {
  throw new Error('not part of this test');
}

function jobPorts(
  answers: RpcAnswers,
  send: (mail: OutgoingMail) => Promise<string> = () => Promise.resolve('id'),
  sms: SmsPort | null = null,
) {
  const base = fakePorts(answers);
  const ports: JobPorts = {
    ...base,
    key: () => Promise.reject(new Outage('KEY_UNAVAILABLE', null)),
    sheetKey: unused,
    authorities: [],
    revocation: { ocsp: unused, crl: unused, certificate: unused },
    mail: { send },
    sms,
    fonts: unused,
    every: () => () => undefined,
    worker: 'w',
  };
  return { ports, calls: base.calls };
}

/** Answers the jobs one by one, then none. */
function queue(...jobs: readonly object[]): RpcAnswers {
  const left = [...jobs];
  return {
    job_claim: () => left.splice(0, 1),
    job_done: () => null,
    job_retry: () => null,
    job_failed: () => null,
    mail_language: () => 'ja',
  };
}

const mailJob = { id: 'j', kind: 'mail', payload: { outboxId: 'o1' }, attempts: 1 };
const mailSubject = {
  kind: 'sign_request',
  mailStatus: 'queued',
  to: 'signer@contractor.example',
  toName: '試験 太郎',
  partyId: PARTY,
  generation: 3,
  envelope: {
    id: PARTY,
    title: '工事',
    municipalityName: '盛岡市',
    departmentName: '財政部',
    creatorName: '試験 花子',
    deadlineAt: '2026-04-08T14:59:59+00:00',
    downloadUntilAt: null,
  },
  company: '株式会社試験',
  reason: null,
  documents: [{ name: '契約書.pdf' }],
};

const ownWords = { subject: null, paragraph: null, signature: null, contact: null };

test('gives the link’s hash to the database before the mail that carries it leaves', async () => {
  const sent: OutgoingMail[] = [];
  const order: string[] = [];
  const { ports, calls } = jobPorts(
    {
      ...queue(mailJob),
      mail_subject: () => mailSubject,
      mail_words: () => ownWords,
      link_issue: () => order.push('issue'),
      mail_sent: () => order.push('record'),
    },
    (mail) => {
      order.push('send');
      sent.push(mail);
      return Promise.resolve(mail.messageId);
    },
  );
  expect(await tick(ports)).toEqual({ done: 1, retried: 0, failed: 0 });
  expect(order).toEqual(['issue', 'send', 'record']);
  const token = await linkToken(ports.config.linkKey, PARTY, 3);
  expect(sent[0]?.text).toContain(`https://shomei.example/s#${token}`);
  expect(sent[0]?.text).toContain('署名期限：2026年4月8日(水) 23:59:59 JST');
  expect(calls.find((call) => call.name === 'link_issue')?.args).toEqual({
    p_party_id: PARTY,
    p_generation: 3,
    p_token_sha256_hex: await linkTokenHash(token),
  });
  expect(JSON.stringify(calls)).not.toContain(token);
});

test.each([
  ['en', '[盛岡市] asks you to sign 工事', 'Deadline', '2026-04-08 23:59:59 JST'],
  [
    'easy',
    '【盛岡市】署名（しょめい）の おねがいです（工事）',
    'いつまで（署名期限）',
    '2026年4月8日(水) 23:59:59 JST',
  ],
])(
  'M16: a contractor is written to in the language of the application (%s)',
  async (language, subject, label, at) => {
    const sent: OutgoingMail[] = [];
    const { ports } = jobPorts(
      {
        ...queue(mailJob),
        mail_subject: () => mailSubject,
        mail_words: () => ({ ...ownWords, paragraph: '財政部からの ひとこと' }),
        mail_language: () => language,
        link_issue: () => null,
        mail_sent: () => null,
      },
      (mail) => {
        sent.push(mail);
        return Promise.resolve(mail.messageId);
      },
    );
    await tick(ports);
    expect(sent[0]?.subject).toBe(subject);
    expect(sent[0]?.text).toContain(label);
    expect(sent[0]?.text).toContain(at);
    // What the municipality added stays as it was written.
    expect(sent[0]?.text).toContain('財政部からの ひとこと');
  },
);

test('M16: staff are written to in Japanese, and nobody asks in which language', async () => {
  const sent: OutgoingMail[] = [];
  const { ports, calls } = jobPorts(
    {
      ...queue(mailJob),
      mail_subject: () => ({ ...mailSubject, kind: 'declined_staff', partyId: null, generation: null }),
      mail_sent: () => null,
    },
    (mail) => {
      sent.push(mail);
      return Promise.resolve(mail.messageId);
    },
  );
  await tick(ports);
  expect(sent[0]?.subject).toBe('署名が辞退されました（工事）');
  expect(calls.map(({ name }) => name)).not.toContain('mail_language');
});

test('sends every attempt under one Message-ID', async () => {
  const ids: string[] = [];
  for (let attempt = 0; attempt < 2; attempt++) {
    const answers = {
      ...queue(mailJob),
      mail_subject: () => mailSubject,
      mail_words: () => ownWords,
      link_issue: () => null,
      mail_sent: () => null,
    };
    await tick(
      jobPorts(answers, (mail) => {
        ids.push(mail.messageId);
        return Promise.resolve(mail.messageId);
      }).ports,
    );
  }
  expect(ids).toEqual(['o1@shomei.example', 'o1@shomei.example']);
});

test('does not send a mail that was overtaken', async () => {
  const answers = { ...queue(mailJob), mail_subject: () => ({ ...mailSubject, mailStatus: 'cancelled' }) };
  const { ports, calls } = jobPorts(answers, unused);
  expect(await tick(ports)).toEqual({ done: 1, retried: 0, failed: 0 });
  expect(calls.map((call) => call.name)).toEqual(['job_claim', 'mail_subject', 'job_done', 'job_claim']);
});

test('tries a mail again when the database says, while the mail server is away', async () => {
  const answers = {
    ...queue(mailJob),
    mail_subject: () => mailSubject,
    mail_words: () => ownWords,
    link_issue: () => null,
    mail_failed: () => 40,
  };
  const { ports, calls } = jobPorts(answers, () => Promise.reject(new Outage('MAIL_UNAVAILABLE', null)));
  expect(await tick(ports)).toEqual({ done: 0, retried: 1, failed: 0 });
  expect(calls.find((call) => call.name === 'job_retry')?.args).toMatchObject({
    p_code: 'MAIL_UNAVAILABLE',
    p_delay_s: 40,
  });
});

test('gives a mail up only where its address can never be reached', async () => {
  const answers = {
    ...queue(mailJob),
    mail_subject: () => mailSubject,
    mail_words: () => ownWords,
    link_issue: () => null,
    mail_failed: () => null,
  };
  const { ports, calls } = jobPorts(answers, () => Promise.reject(new Refusal('MAIL_UNDELIVERABLE')));
  expect(await tick(ports)).toEqual({ done: 0, retried: 0, failed: 1 });
  expect(calls.find((call) => call.name === 'mail_failed')?.args).toMatchObject({ p_permanent: true });
});

const smsAnswers = (code: object | null) => ({
  ...queue(mailJob),
  mail_subject: () => ({ ...mailSubject, kind: 'signing_code_sms' }),
  mail_signer_code: () => code,
  mail_sent: () => null,
  mail_failed: (args: Readonly<Record<string, unknown>>) => (args['p_permanent'] === true ? null : 40),
});
const SMS_CODE = { codeId: PARTY, expiresAt: '2026-04-01T00:15:00Z', number: '+819012345678' };

test('L5: a code by SMS is derived as it leaves, goes to the number alone, and no mail with it', async () => {
  const sent: string[][] = [];
  const port: SmsPort = {
    send: (...message) => {
      sent.push(message);
      return Promise.resolve('sms-1');
    },
  };
  const { ports, calls } = jobPorts(smsAnswers(SMS_CODE), unused, port);
  expect(await tick(ports)).toEqual({ done: 1, retried: 0, failed: 0 });
  const code = await emailCode(ports.config.linkKey, PARTY);
  expect(sent).toEqual([['+819012345678', expect.stringContaining(`盛岡市の署名の確認コードは${code}です`)]]);
  expect(calls.find((call) => call.name === 'mail_sent')?.args).toMatchObject({ p_message_id: 'sms-1' });
  expect(JSON.stringify(calls)).not.toContain(code);
});

test.each([
  ['a code that is not good any more', null, undefined, { failed: 1 }, 'LINK_GENERATION_STALE', true],
  [
    'a number that takes none',
    SMS_CODE,
    new Refusal('SMS_UNDELIVERABLE'),
    { failed: 1 },
    'SMS_UNDELIVERABLE',
    true,
  ],
  [
    'a provider that is away',
    SMS_CODE,
    new Outage('SMS_UNAVAILABLE', null),
    { retried: 1 },
    'SMS_UNAVAILABLE',
    false,
  ],
  ['a service without one', SMS_CODE, null, { retried: 1 }, 'SMS_UNAVAILABLE', false],
])('L5: an SMS fails for good or is tried again: %s', async (_, code, error, result, said, permanent) => {
  const port = error === null ? null : { send: () => Promise.reject(error ?? new Error('sent')) };
  const { ports, calls } = jobPorts(smsAnswers(code), unused, port);
  expect(await tick(ports)).toMatchObject(result);
  expect(calls.find((call) => call.name === 'mail_failed')?.args).toMatchObject({
    p_code: said,
    p_permanent: permanent,
  });
});

test('a job that fails for an unknown reason is tried again later and later, never given up', async () => {
  const delays: unknown[] = [];
  for (const attempts of [1, 2, 3, 30]) {
    const answers = {
      ...queue({ ...mailJob, attempts }),
      mail_subject: () => {
        throw new Error('broken');
      },
      job_retry: (args: Readonly<Record<string, unknown>>) => delays.push(args['p_delay_s']),
    };
    await tick(jobPorts(answers).ports);
  }
  expect(delays).toEqual([5, 10, 20, 600]);
});

test('one failing job does not stop the next', async () => {
  const housekeeping = { id: 'h', kind: 'housekeeping', payload: {}, attempts: 1 };
  const answers = {
    ...queue({ ...mailJob, kind: 'nonsense' }, housekeeping),
    housekeeping: () => ({}),
    renewal_queue: () => 0,
    renewal_queue: () => 0,
    object_orphans: () => [],
    service_health_put: () => null,
  };
  expect(await tick(jobPorts(answers).ports)).toEqual({ done: 1, retried: 1, failed: 0 });
});

test('holds a job’s lease while it works, and no longer', async () => {
  const events: string[] = [];
  const { ports } = jobPorts({
    ...queue({ id: 'h', kind: 'housekeeping', payload: {}, attempts: 1 }),
    housekeeping: () => events.push('work'),
    renewal_queue: () => 0,
    renewal_queue: () => 0,
    object_orphans: () => [],
    service_health_put: () => null,
    job_renew: (args) => events.push(`renew ${String(args['p_id'])}`),
  });
  let beat: () => Promise<void> = unused;
  const every: JobPorts['every'] = (_, act) => {
    beat = act;
    return () => events.push('stop');
  };
  const housekeeping = ports.rpc;
  const rpc: JobPorts['rpc'] = async (name, args) => {
    if (name === 'object_orphans') await beat();
    return await housekeeping(name, args);
  };
  await tick({ ...ports, every, rpc });
  expect(events).toEqual(['work', 'renew h', 'stop']);
});

test('M84: writes down for administrators how the services outside are, once the rest is done', async () => {
  const told: unknown[] = [];
  const { ports, calls } = jobPorts({
    ...queue({ id: 'h', kind: 'housekeeping', payload: {}, attempts: 1 }),
    housekeeping: () => ({}),
    renewal_queue: () => 0,
    object_orphans: () => [],
    service_health_put: (args) => told.push(args['p_health']),
  });
  await tick(ports);
  expect(told).toMatchObject([{ mode: 'development', blockedBy: 'KEY_UNAVAILABLE', testOnly: false }]);
  const work = calls.map(({ name }) => name).filter((name) => !name.startsWith('job_'));
  expect(work.at(-1)).toBe('service_health_put');
});

test.each([true, false])(
  'sweeps objects that nothing came to refer to, and reports them gone only when they are (%s)',
  async (gone) => {
    const happened: string[] = [];
    const { ports } = jobPorts({
      ...queue({ id: 'h', kind: 'housekeeping', payload: {}, attempts: 1 }),
      housekeeping: () => ({}),
      renewal_queue: () => 0,
      renewal_queue: () => 0,
      object_orphans: () => [{ key: 'o/a' }, { key: 'o/b' }],
      object_removed: (args) => happened.push(`reported ${String(args['p_keys'])}`),
      service_health_put: () => null,
    });
    const objects = {
      ...ports.objects,
      remove: (keys: readonly string[]) => {
        happened.push(`removed ${keys.join()}`);
        return gone ? Promise.resolve() : Promise.reject(new Error('storage is away'));
      },
    };
    await tick({ ...ports, objects });
    expect(happened).toEqual(['removed o/a,o/b', ...(gone ? ['reported o/a,o/b'] : [])]);
  },
);

test.each([undefined, 'Bearer wrong', 'Bearer ', 'Basic jobs-secret'])(
  'does nothing for who does not know the secret (%s)',
  async (authorization) => {
    const { ports, calls } = jobPorts(queue(mailJob));
    const request = new Request('http://functions.example/jobs/tick', {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
    });
    expect((await handle(request, ports)).status).toBe(401);
    expect(calls).toEqual([]);
  },
);

test('answers what a tick did', async () => {
  const { ports } = jobPorts(queue());
  const headers = { authorization: `Bearer ${ports.config.jobsSecret}` };
  const answer = await handle(
    new Request('http://functions.example/jobs/tick', { method: 'POST', headers }),
    ports,
  );
  expect(await answer.json()).toEqual({ done: 0, retried: 0, failed: 0 });
});
