import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  ACCEPTANCE_LAWS,
  acceptanceTextJa,
  APPLICATION_DECISIONS,
  enteredApplicationSchema,
  refusalsOf,
} from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const enterSchema = v.object({
  fields: v.record(v.string(), v.unknown()),
  laws: v.array(v.picklist(ACCEPTANCE_LAWS)),
  attachmentIds: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(20)),
});
const reviewSchema = v.object({
  decision: v.picklist(APPLICATION_DECISIONS),
  reason: v.optional(v.nullable(v.string()), null),
});

/** SQL puts the values of the case and of its rules here. */
const PLACES = {
  municipalityName: '{municipalityName}',
  caseName: '{caseName}',
  method: '{method}',
  fileFormat: '{fileFormat}',
};

/** Applications that came another way, and the decision on every one. */
export function addReviewRoutes(app: Hono, ports: Ports): void {
  app.post('/application/cases/:id/applications', async (c) => {
    const actor = await staffActor(c, ports);
    const caseId = uuidParam(c, 'id', 'CASE_NOT_FOUND');
    const body = await readJson(c, enterSchema);
    const read = v.safeParse(enteredApplicationSchema, body.fields);
    if (!read.success) throw new Refusal('FIELD_INVALID', { fields: refusalsOf(read.issues) });
    const applicationId = await ports.rpc<string>('staff_application_enter', {
      p_actor: actor,
      p_case_id: caseId,
      p_fields: read.output,
      p_acceptances: body.laws.map((law) => ({ law, text: acceptanceTextJa(law, PLACES) })),
      p_attachment_ids: body.attachmentIds,
    });
    return c.json({ applicationId }, 201);
  });

  app.post('/application/applications/:id/review', async (c) => {
    const actor = await staffActor(c, ports);
    const applicationId = uuidParam(c, 'id', 'APPLICATION_NOT_FOUND');
    const { decision, reason } = await readJson(c, reviewSchema);
    await ports.rpc('staff_application_review', {
      p_actor: actor,
      p_application_id: applicationId,
      p_decision: decision,
      p_reason: reason,
    });
    ports.nudge();
    return c.json({});
  });
}
