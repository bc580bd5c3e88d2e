import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { acceptanceTextJa } from '../../../src/lib/messages/acceptance.ts';
import { CONFIG, fakePorts, type FakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { emailCode, emailCodeVerifier } from '../_shared/email-code.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const TICKET = 'A'.repeat(43);

interface Options {
  readonly token?: string;
  readonly ticket?: string;
  readonly link?: string;
  readonly json?: unknown;
  readonly octets?: Uint8Array<ArrayBuffer>;
  readonly sha256?: string;
}

async function call(ports: FakePorts, method: string, path: string, options: Options = {}) {
  const body = options.octets ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  const answer = await handle(
    new Request(`http://functions.example/application${path}`, {
      method,
      headers: {
        'x-forwarded-for': '203.0.113.9',
        'user-agent': 'phone',
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.ticket === undefined ? {} : { 'x-application-ticket': options.ticket }),
        ...(options.link === undefined ? {} : { 'x-application-link': options.link }),
        ...(options.sha256 === undefined ? {} : { 'x-part-sha256': options.sha256 }),
      },
      ...(body === undefined ? {} : { body }),
    }),
    ports,
  );
  return { status: answer.status, body: (await answer.json()) as { code?: string; context?: object } };
}

test.each([
  ['POST', '/rules'],
  ['POST', '/cases'],
  ['PUT', `/cases/${ID}`],
  ['POST', `/cases/${ID}/override`],
  ['POST', `/cases/${ID}/paper`],
  ['POST', `/cases/${ID}/applications`],
  ['POST', `/applications/${ID}/review`],
  ['PUT', `/applications/${ID}/mobile`],
  ['POST', `/applications/${ID}/mail`],
  ['POST', '/attachments'],
  ['PUT', `/attachments/${ID}/parts/0`],
  ['POST', `/attachments/${ID}/finish`],
  ['GET', `/attachments/${ID}/content`],
])('M71: %s %s needs a sign-in and a second factor before anything else', async (method, path) => {
  const ports = fakePorts();
  expect((await call(ports, method, path)).body.code).toBe('SIGN_IN_REQUIRED');
  expect((await call(ports, method, path, { token: 'staff-aal1' })).body.code).toBe('SECOND_FACTOR_REQUIRED');
  expect(ports.calls).toEqual([]);
});

const FORM = {
  municipality: { code: '032166', name: '滝沢市' },
  texts: { method: 'M', fileFormat: 'PDF' },
  case: { name: '工事' },
};
const FIELDS = {
  caseNumber: '1',
  company: 'C',
  principalTitle: null,
  principalName: 'P',
  email: 'c@contractor.example',
  contactName: null,
  contactPhone: null,
  declared: true,
  termsAgreed: true,
};
const text = acceptanceTextJa('construction', {
  municipalityName: '滝沢市',
  caseName: '工事',
  method: 'M',
  fileFormat: 'PDF',
});

test('the code is not in the database’s hands, and is the one that the mail will carry', async () => {
  const ports = fakePorts({ application_code_begin: () => ({ challengeId: ID, expiresAt: '' }) });
  const answer = await call(ports, 'POST', '/forms/032166/code', { json: { email: 'c@contractor.example' } });
  expect(answer.status).toBe(201);
  const args = ports.calls.find(({ name }) => name === 'application_code_begin')?.args ?? {};
  const challengeId = String(args['p_challenge_id']);
  const code = await emailCode(CONFIG.linkKey, challengeId);
  expect(code).toMatch(/^\d{6}$/);
  expect(args['p_verifier_sha256_hex']).toBe(await emailCodeVerifier(CONFIG.linkKey, challengeId, code));
  expect(JSON.stringify(args)).not.toContain(code);
  expect(ports.nudges).toBe(1);
});

test('codes are mailed only so often', async () => {
  const ports = fakePorts({ rate_limit_hit: (args) => !String(args['p_key']).startsWith('email-code-to:') });
  const answer = await call(ports, 'POST', '/forms/032166/code', { json: { email: 'c@contractor.example' } });
  expect(answer.body.code).toBe('RATE_LIMITED');
  expect(ports.calls.some(({ name }) => name === 'application_code_begin')).toBe(false);
  // The address itself is no key: what limits must not list who applied.
  expect(JSON.stringify(ports.calls)).not.toContain('c@contractor.example');
});

test.each([
  [{ status: 'wrong', left: 3 }, 'CODE_WRONG'],
  [{ status: 'locked' }, 'CODE_LOCKED'],
  [{ status: 'expired' }, 'CODE_EXPIRED'],
])('a code that is not taken is refused as it is: %o', async (outcome, code) => {
  const ports = fakePorts({ application_code_confirm: () => outcome });
  const json = { challengeId: ID, code: '123456' };
  expect((await call(ports, 'POST', '/forms/032166/confirm', { json })).body.code).toBe(code);
});

test('M13: nothing is submitted without a ticket', async () => {
  const ports = fakePorts();
  const json = { fields: FIELDS, acceptances: [], attachmentIds: [] };
  expect((await call(ports, 'POST', '/forms/032166/submit', { json })).body.code).toBe('EMAIL_NOT_CONFIRMED');
});

test('every faulty field is named at once', async () => {
  const json = { fields: { ...FIELDS, company: ' ', email: 'x' }, acceptances: [], attachmentIds: [] };
  const answer = await call(fakePorts(), 'POST', '/forms/032166/submit', { json, ticket: TICKET });
  expect(answer.body).toEqual({
    code: 'FIELD_INVALID',
    context: { fields: { company: 'REQUIRED', email: 'NOT_AN_EMAIL' } },
  });
});

test('L9: only the words that the service shows are accepted, and they are stored as shown', async () => {
  const answers: RpcAnswers = {
    application_form: () => FORM,
    application_submit: () => ({ applicationId: ID }),
  };
  const submit = (words: string) =>
    call(fakePorts(answers), 'POST', '/forms/032166/submit', {
      ticket: TICKET,
      json: { fields: FIELDS, acceptances: [{ law: 'construction', text: words }], attachmentIds: [] },
    });
  expect((await submit(`${text} `)).body.code).toBe('ACCEPTANCE_TEXT_CHANGED');
  expect((await submit(text)).status).toBe(201);
});

/** An attachment whose only part is these octets. */
async function finish(octets: Uint8Array<ArrayBuffer>) {
  const hash = await sha256Hex(octets);
  const parts = [{ index: 0, objectKey: 'o/0', wrappedIdentity: '', length: octets.length, sha256Hex: hash }];
  const state = { partCount: 1, done: false, length: octets.length, sha256Hex: hash, parts };
  const ports = fakePorts({ attachment_state: () => state, attachment_done: () => null });
  await ports.objects.put(octets);
  const answer = await call(ports, 'POST', `/attachments/${ID}/finish`, { ticket: TICKET, json: {} });
  return { answer, done: ports.calls.find(({ name }) => name === 'attachment_done')?.args };
}

async function pdf(): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  document.addPage([595, 842]);
  return Uint8Array.from(await document.save({ useObjectStreams: false }));
}

test('M31: a plain PDF is counted, what is no PDF is refused', async () => {
  expect((await finish(await pdf())).done).toMatchObject({ p_page_count: 2 });
  expect((await finish(utf8('not a pdf'))).answer.body.code).toBe('UPLOAD_NOT_PDF');
});

test('M31: a sealed or restricted PDF is kept as it is, its pages uncounted', async () => {
  const octets = new TextDecoder('latin1').decode(await pdf());
  const restricted = octets.replace('/Root', '/Encrypt << /Filter /Standard >> /Root');
  const { answer, done } = await finish(Uint8Array.from(restricted, (c) => c.charCodeAt(0)));
  expect(answer.status).toBe(200);
  expect(done).toMatchObject({ p_page_count: null });
});

test('M11, M12: what staff enter is recorded in the service’s own words', async () => {
  const ports = fakePorts({ staff_application_enter: () => ID });
  const { caseNumber: _caseNumber, termsAgreed: _termsAgreed, ...applicant } = FIELDS;
  const fields = {
    ...applicant,
    source: 'mail',
    receivedOn: '2026-05-01',
    externalNumber: null,
    acceptedOn: null,
  };
  const json = { fields, laws: ['construction'], attachmentIds: [ID] };
  const answer = await call(ports, 'POST', `/cases/${ID}/applications`, { token: 'staff', json });
  expect(answer.status).toBe(201);
  expect(ports.calls.at(-1)?.args['p_acceptances']).toEqual([
    { law: 'construction', text: expect.stringContaining('{caseName}') as string },
  ]);
});

const RULES = {
  scope: { electronicFrom: '2026-01-01', electronicBiddingOnly: false, departments: [] },
  application: { name: 'A', channels: ['form'], externalName: null, externalUrl: null, mailAddress: null },
  attachments: [],
  guarantee: { kinds: [], originalsTo: 'O' },
  paper: [],
  sealWithinDays: 14,
  texts: { terms: 't', purposes: 'p', method: 'm', fileFormat: 'f', notice: 'n', contact: 'c' },
};

test('L5: rules that send codes by SMS are published only by a service that can send them', async () => {
  const json = {
    municipalityId: ID,
    effectiveOn: '2026-04-01',
    rules: { ...RULES, signerFactor: 'sms_code' },
  };
  const ports = fakePorts({ staff_rules_publish: () => ({ id: ID, version: 1 }) });
  const refused = await call(ports, 'POST', '/rules', { token: 'staff', json });
  expect(refused.body.code).toBe('SMS_NOT_CONFIGURED');
  expect(ports.calls.map(({ name }) => name)).not.toContain('staff_rules_publish');
  const sms = { endpoint: 'https://sns.example/', region: 'r', accessKeyId: 'a', secretAccessKey: 'b' };
  const able = { ...ports, config: { ...CONFIG, sms: { ...sms, sessionToken: null, senderId: null } } };
  expect((await call(able, 'POST', '/rules', { token: 'staff', json })).status).toBe(201);
});

test('L5: a mobile number is kept in one form, however staff write it', async () => {
  const ports = fakePorts({ staff_application_mobile: () => null });
  const put = (mobile: string) =>
    call(ports, 'PUT', `/applications/${ID}/mobile`, { token: 'staff', json: { mobile } });
  expect((await put('０９０−１２３４−５６７８')).status).toBe(200);
  expect(ports.calls.at(-1)?.args).toMatchObject({ p_application_id: ID, p_mobile: '+819012345678' });
  const before = ports.calls.length;
  expect((await put('03-1234-5678')).body).toMatchObject({
    code: 'FIELD_INVALID',
    context: { field: 'mobile' },
  });
  expect(ports.calls.slice(before).map(({ name }) => name)).not.toContain('staff_application_mobile');
});

test('M13: a returned application is asked for by the hash of its link, and never without one', async () => {
  const ports = fakePorts({ application_returned: () => ({ reason: 'r' }) });
  expect((await call(ports, 'GET', '/returned')).body.code).toBe('APPLICATION_LINK_UNKNOWN');
  expect((await call(ports, 'GET', '/returned', { link: 'x' })).body.code).toBe('APPLICATION_LINK_UNKNOWN');
  expect((await call(ports, 'GET', '/returned', { link: TICKET })).status).toBe(200);
  const asked = ports.calls.filter(({ name }) => name === 'application_returned');
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(asked)).not.toContain(TICKET);
});

test('M13: links are tried only so often from one address', async () => {
  const ports = fakePorts({ rate_limit_hit: () => false });
  expect((await call(ports, 'GET', '/returned', { link: TICKET })).body.code).toBe('RATE_LIMITED');
});

test('M13: a returned application is corrected with its link and a newly confirmed address, not with one alone', async () => {
  const ports = fakePorts({ application_resume: () => ({ attachmentIds: [ID] }) });
  const json = { keep: [ID] };
  expect((await call(ports, 'POST', '/returned/resume', { json, link: TICKET })).body.code).toBe(
    'EMAIL_NOT_CONFIRMED',
  );
  expect((await call(ports, 'POST', '/returned/resume', { json, ticket: TICKET })).body.code).toBe(
    'APPLICATION_LINK_UNKNOWN',
  );
  const answer = await call(ports, 'POST', '/returned/resume', { json, link: TICKET, ticket: TICKET });
  expect(answer.body).toEqual({ attachmentIds: [ID] });
});

test('M16: the language of the form goes with the address, and is one of three', async () => {
  const ports = fakePorts({ application_code_begin: () => ({ challengeId: ID, expiresAt: '' }) });
  const json = { email: 'c@contractor.example', language: 'easy' };
  await call(ports, 'POST', '/forms/032166/code', { json });
  expect(ports.calls.at(-1)?.args['p_language']).toBe('easy');
  const other = { email: 'c@contractor.example', language: 'fr' };
  expect((await call(ports, 'POST', '/forms/032166/code', { json: other })).body.code).toBe(
    'REQUEST_INVALID',
  );
});

test('M16: staff send a mail again only so often', async () => {
  const ports = fakePorts({
    rate_limit_hit: (args) => !String(args['p_key']).startsWith('application-mail:'),
  });
  const answer = await call(ports, 'POST', `/applications/${ID}/mail`, { token: 'staff' });
  expect(answer.body.code).toBe('RATE_LIMITED');
  expect(ports.calls.some(({ name }) => name === 'staff_application_mail_again')).toBe(false);
});

test('M13: what is accepted in another’s place is named', async () => {
  const ports = fakePorts({ staff_application_review: () => null });
  const json = { decision: 'accept', supersedesId: ID };
  await call(ports, 'POST', `/applications/${ID}/review`, { token: 'staff', json });
  expect(ports.calls.at(-1)?.args).toMatchObject({ p_supersedes_id: ID, p_fields: [] });
});
