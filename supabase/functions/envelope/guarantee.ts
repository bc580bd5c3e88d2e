import type { Hono } from 'hono';
import * as v from 'valibot';
import { announcedFile, requireAttachable } from '../_shared/attachment-parts.ts';
import { GUARANTEE_DECISIONS, isCalendarDate } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const slipSchema = v.object(announcedFile);
const reviewSchema = v.object({
  decision: v.picklist(GUARANTEE_DECISIONS),
  reason: v.optional(v.nullable(v.string()), null),
});
const originalSchema = v.object({
  receivedOn: v.nullable(v.pipe(v.string(), v.check(isCalendarDate))),
});

/** The guarantee of a contract, on the side of staff: 納付書, review, originals. */
export function addGuaranteeRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/:id/payment-slip', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const body = await readJson(c, slipSchema);
    requireAttachable(body.size);
    const begun = await ports.rpc<object>('staff_payment_slip_begin', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_attachment: body,
    });
    return c.json(begun, 201);
  });

  app.post('/envelope/guarantees/:id/review', async (c) => {
    const actor = await staffActor(c, ports);
    const guaranteeId = uuidParam(c, 'id', 'GUARANTEE_NOT_FOUND');
    const { decision, reason } = await readJson(c, reviewSchema);
    await ports.rpc('staff_guarantee_review', {
      p_actor: actor,
      p_guarantee_id: guaranteeId,
      p_decision: decision,
      p_reason: reason,
    });
    ports.nudge();
    return c.json({});
  });

  app.put('/envelope/:id/original', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { receivedOn } = await readJson(c, originalSchema);
    await ports.rpc('staff_original_record', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_received_on: receivedOn,
    });
    return c.json({});
  });
}
