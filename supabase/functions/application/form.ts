import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  acceptancesSchema,
  acceptanceTextJa,
  applicationFieldsSchema,
  refusalsOf,
  type ApplicationForm,
} from '../_shared/core.ts';
import { emailCode, emailCodeVerifier } from '../_shared/email-code.ts';
import { readJson } from '../_shared/http.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { senderAddress } from '../_shared/sender-address.ts';
import { base64Url, sha256Hex, utf8 } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { randomUuid } from '../_shared/random-uuid.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';
import { applicantActor, returnHash, ticketHash } from './applicant.ts';

/** Codes mailed within an hour, to one address and from one. */
const CODES_TO = 5;
const CODES_FROM = 20;
const HOUR_S = 3600;

const codeSchema = v.object({
  email: v.pipe(v.string(), v.trim(), v.maxLength(254)),
  language: v.optional(v.picklist(['ja', 'easy', 'en']), 'ja'),
});
const confirmSchema = v.object({
  challengeId: v.pipe(v.string(), v.uuid()),
  code: v.pipe(v.string(), v.regex(/^\d{6}$/)),
});
const submitSchema = v.object({
  fields: v.record(v.string(), v.unknown()),
  acceptances: acceptancesSchema,
  attachmentIds: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(20)),
});
const resumeSchema = v.object({
  keep: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(20)),
});

type Confirmed =
  | { readonly status: 'confirmed'; readonly email: string; readonly expiresAt: string }
  | { readonly status: 'wrong'; readonly left: number }
  | { readonly status: 'locked' }
  | { readonly status: 'expired' };

/** The public form: the terms, a case's demands, the mailed code, and the application. */
export function addFormRoutes(app: Hono, ports: Ports): void {
  const formOf = async (code: string, caseNumber: string | null): Promise<ApplicationForm> => {
    if (!/^\d{6}$/.test(code)) throw new Refusal('MUNICIPALITY_NOT_FOUND');
    const form = await ports.rpc<Omit<ApplicationForm, 'senderAddress'>>('application_form', {
      p_code: code,
      p_case_number: caseNumber,
    });
    return { ...form, senderAddress: senderAddress(ports.config.mailFrom) };
  };

  app.get('/application/places', async (c) => {
    await applicantActor(c, ports);
    return c.json(await ports.rpc<object>('application_places', {}));
  });

  app.get('/application/places/:code/texts', async (c) => {
    await applicantActor(c, ports);
    return c.json(await ports.rpc<object>('place_texts', { p_code: c.req.param('code') }));
  });

  app.get('/application/forms/:code', async (c) => {
    await applicantActor(c, ports);
    const number = c.req.query('case')?.normalize('NFKC').trim();
    return c.json(await formOf(c.req.param('code'), number === undefined || number === '' ? null : number));
  });

  app.post('/application/forms/:code/code', async (c) => {
    const actor = await applicantActor(c, ports);
    const { email, language } = await readJson(c, codeSchema);
    await limit(ports, `email-code-from:${actor.ip}`, CODES_FROM, HOUR_S);
    await limit(ports, `email-code-to:${await sha256Hex(utf8(email.toLowerCase()))}`, CODES_TO, HOUR_S);
    const challengeId = randomUuid(ports.random(16));
    const code = await emailCode(ports.config.linkKey, challengeId);
    const begun = await ports.rpc<object>('application_code_begin', {
      p_actor: actor,
      p_code: c.req.param('code'),
      p_challenge_id: challengeId,
      p_email: email,
      p_verifier_sha256_hex: await emailCodeVerifier(ports.config.linkKey, challengeId, code),
      p_language: language,
    });
    ports.nudge();
    return c.json(begun, 201);
  });

  app.post('/application/forms/:code/confirm', async (c) => {
    await applicantActor(c, ports);
    const { challengeId, code } = await readJson(c, confirmSchema);
    const ticket = base64Url(ports.random(32));
    const answer = await ports.rpc<Confirmed>('application_code_confirm', {
      p_challenge_id: challengeId,
      p_verifier_sha256_hex: await emailCodeVerifier(ports.config.linkKey, challengeId, code),
      p_ticket_sha256_hex: await linkTokenHash(ticket),
    });
    if (answer.status === 'wrong') throw new Refusal('CODE_WRONG', { left: answer.left });
    if (answer.status === 'locked') throw new Refusal('CODE_LOCKED');
    if (answer.status === 'expired') throw new Refusal('CODE_EXPIRED');
    return c.json({ ticket, email: answer.email, expiresAt: answer.expiresAt });
  });

  app.get('/application/returned', async (c) => {
    await applicantActor(c, ports);
    return c.json(
      await ports.rpc<object>('application_returned', { p_token_sha256_hex: await returnHash(c) }),
    );
  });

  app.post('/application/returned/resume', async (c) => {
    const actor = await applicantActor(c, ports);
    const { keep } = await readJson(c, resumeSchema);
    const resumed = await ports.rpc<object>('application_resume', {
      p_actor: actor,
      p_ticket_sha256_hex: await ticketHash(c),
      p_token_sha256_hex: await returnHash(c),
      p_keep: keep,
    });
    return c.json(resumed);
  });

  app.post('/application/forms/:code/submit', async (c) => {
    const actor = await applicantActor(c, ports);
    const ticket = await ticketHash(c);
    const { fields, acceptances, attachmentIds } = await readJson(c, submitSchema);
    const read = v.safeParse(applicationFieldsSchema, fields);
    if (!read.success) throw new Refusal('FIELD_INVALID', { fields: refusalsOf(read.issues) });
    const form = await formOf(c.req.param('code'), read.output.caseNumber);
    // What is stored is what was shown: words that differ from today's were shown before the rules changed.
    for (const { law, text } of acceptances) {
      if (text !== acceptanceOf(form, law)) throw new Refusal('ACCEPTANCE_TEXT_CHANGED');
    }
    const submitted = await ports.rpc<object>('application_submit', {
      p_actor: actor,
      p_ticket_sha256_hex: ticket,
      p_fields: read.output,
      p_acceptances: acceptances,
      p_attachment_ids: attachmentIds,
    });
    ports.nudge();
    return c.json(submitted, 201);
  });
}

function acceptanceOf(form: ApplicationForm, law: Parameters<typeof acceptanceTextJa>[0]): string {
  return acceptanceTextJa(law, {
    municipalityName: form.municipality.name,
    caseName: form.case?.name ?? '',
    method: form.texts.method,
    fileFormat: form.texts.fileFormat,
  });
}
