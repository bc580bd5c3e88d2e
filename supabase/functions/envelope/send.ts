import type { Hono } from 'hono';
import * as v from 'valibot';
import type { StaffActor } from '../_shared/actor.ts';
import { LIMITS, type DocumentParts } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { storeStamp } from './stamp.ts';
import { staffActor } from '../_shared/staff-actor.ts';

interface SendingCheck {
  readonly missing: readonly string[];
  readonly documents: readonly {
    readonly id: string;
    readonly certificateId: string;
    readonly stamped: boolean;
  }[];
}

const commentSchema = v.object({
  comment: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(LIMITS.reasonChars))), null),
});

const check = (ports: Ports, actor: StaffActor, envelopeId: string): Promise<SendingCheck> =>
  ports.rpc<SendingCheck>('staff_envelope_check', { p_actor: actor, p_envelope_id: envelopeId });

async function stampAll(ports: Ports, actor: StaffActor, envelopeId: string): Promise<void> {
  const unstamped = await ports.rpc<readonly DocumentParts[]>('stamp_subject', {
    p_actor: actor,
    p_envelope_id: envelopeId,
  });
  for (const document of unstamped) await storeStamp(ports, document);
}

/**
 * Stamps every page and sends, or approves and so sends; answers the 管理番号.
 *
 * @throws Refusal `ENVELOPE_INCOMPLETE {missing}` before anything is stamped, and whatever SQL refuses.
 */
export async function sendDraft(
  ports: Ports,
  actor: StaffActor,
  envelopeId: string,
  comment: string | null,
): Promise<{ managementLabel: string }> {
  const { missing } = await check(ports, actor, envelopeId);
  if (missing.length > 0) throw new Refusal('ENVELOPE_INCOMPLETE', { missing });
  await stampAll(ports, actor, envelopeId);
  const sent = await ports.rpc<{ managementLabel: string }>('staff_envelope_send', {
    p_actor: actor,
    p_envelope_id: envelopeId,
    p_comment: comment,
  });
  ports.nudge();
  return sent;
}

/** Stamps every page and puts the draft before the approvers. @throws Refusal of SQL. */
export async function submitDraft(ports: Ports, actor: StaffActor, envelopeId: string): Promise<void> {
  await stampAll(ports, actor, envelopeId);
  await ports.rpc('staff_envelope_submit', { p_actor: actor, p_envelope_id: envelopeId });
  ports.nudge();
}

/** Sending: what blocks it, the ID on every page, then the envelope itself. */
export function addSendRoutes(app: Hono, ports: Ports): void {
  app.get('/envelope/:id/check', async (c) => {
    const actor = await staffActor(c, ports);
    return c.json(await check(ports, actor, uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND')));
  });

  app.post('/envelope/:id/send', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { comment } = await readJson(c, commentSchema);
    return c.json(await sendDraft(ports, actor, envelopeId, comment));
  });
  // Where a municipality wants a second pair of eyes: the approver's `send` approves.
  app.post('/envelope/:id/submit', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    await submitDraft(ports, actor, envelopeId);
    return c.json({});
  });

  app.post('/envelope/:id/return', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { comment } = await readJson(c, commentSchema);
    await ports.rpc('staff_envelope_return', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_comment: comment,
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/envelope/:id/recall', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    await ports.rpc('staff_envelope_recall', { p_actor: actor, p_envelope_id: envelopeId });
    return c.json({});
  });
}
