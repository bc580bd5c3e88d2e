import type { Hono } from 'hono';
import * as v from 'valibot';
import { consentDocumentsSchema, isCalendarDate, LIMITS } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { randomUuid } from '../_shared/random-uuid.ts';
import { accessCode, signerCodeVerifier } from '../_shared/signer-code.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const consentSchema = v.object({
  documents: consentDocumentsSchema,
  operator: v.object({
    authority: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(LIMITS.nameChars))), null),
    decisionNumber: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(100))), null),
  }),
});
const emailSchema = v.object({ email: v.pipe(v.string(), v.maxLength(LIMITS.emailChars)) });
const extensionSchema = v.object({ deadlineOn: v.pipe(v.string(), v.check(isCalendarDate)) });
const reasonSchema = v.object({ reason: v.string() });

/** What staff do with an envelope that was sent. */
export function addProceedingRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/parties/:id/consent', async (c) => {
    const actor = await staffActor(c, ports);
    const partyId = uuidParam(c, 'id', 'PARTY_NOT_FOUND');
    const { documents, operator } = await readJson(c, consentSchema);
    const answer = await ports.rpc<{ status: string }>('staff_consent', {
      p_actor: actor,
      p_party_id: partyId,
      p_documents: documents,
      p_operator: operator,
    });
    ports.nudge();
    return c.json(answer);
  });

  app.post('/envelope/parties/:id/resend', async (c) => {
    const actor = await staffActor(c, ports);
    const partyId = uuidParam(c, 'id', 'PARTY_NOT_FOUND');
    await ports.rpc('staff_link_resend', { p_actor: actor, p_party_id: partyId });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/parties/:id/remind', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_remind', {
      p_actor: actor,
      p_party_id: uuidParam(c, 'id', 'PARTY_NOT_FOUND'),
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/parties/:id/access-code', async (c) => {
    const actor = await staffActor(c, ports);
    const codeId = randomUuid(ports.random(16));
    const code = accessCode(ports.random);
    await ports.rpc('staff_access_code_issue', {
      p_actor: actor,
      p_party_id: uuidParam(c, 'id', 'PARTY_NOT_FOUND'),
      p_code_id: codeId,
      p_verifier_sha256_hex: await signerCodeVerifier(ports.config.linkKey, codeId, code),
    });
    // The only time that anyone but the contractor sees it.
    return c.json({ code }, 201);
  });

  app.delete('/envelope/parties/:id/access-code', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_access_code_cancel', {
      p_actor: actor,
      p_party_id: uuidParam(c, 'id', 'PARTY_NOT_FOUND'),
    });
    return c.json({});
  });

  app.post('/envelope/parties/:id/correct', async (c) => {
    const actor = await staffActor(c, ports);
    const { email } = await readJson(c, emailSchema);
    await ports.rpc('staff_contractor_correct', {
      p_actor: actor,
      p_party_id: uuidParam(c, 'id', 'PARTY_NOT_FOUND'),
      p_email: email,
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/:id/copy', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = await ports.rpc<string>('staff_envelope_copy', {
      p_actor: actor,
      p_envelope_id: uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND'),
    });
    return c.json({ envelopeId }, 201);
  });

  app.post('/envelope/:id/extend', async (c) => {
    const actor = await staffActor(c, ports);
    const { deadlineOn } = await readJson(c, extensionSchema);
    await ports.rpc('staff_deadline_extend', {
      p_actor: actor,
      p_envelope_id: uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND'),
      p_deadline_on: deadlineOn,
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/:id/withdraw', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { reason } = await readJson(c, reasonSchema);
    await ports.rpc('staff_envelope_withdraw', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_reason: reason,
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/:id/paper', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { reason } = await readJson(c, reasonSchema);
    await ports.rpc('staff_envelope_to_paper', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_reason: reason,
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/:id/reissue', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    await ports.rpc('staff_reissue', { p_actor: actor, p_envelope_id: envelopeId });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/documents/:id/redacted-copy', async (c) => {
    const actor = await staffActor(c, ports);
    const answer = await ports.rpc<{ documentId: string | null }>('staff_redacted_copy', {
      p_actor: actor,
      p_document_id: uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND'),
    });
    ports.nudge();
    return c.json(answer);
  });
}
