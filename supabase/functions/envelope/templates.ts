import type { Hono } from 'hono';
import * as v from 'valibot';
import { AMOUNT_KINDS, CONTRACT_KINDS, LIMITS, SIGN_ORDERS } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const text = v.pipe(v.string(), v.maxLength(LIMITS.nameChars));
const uuid = v.pipe(v.string(), v.uuid());
const templateSchema = v.object({
  name: text,
  departmentId: v.nullable(uuid),
  titlePattern: v.nullable(text),
  contractKind: v.nullable(v.picklist(CONTRACT_KINDS)),
  amountKind: v.nullable(v.picklist(AMOUNT_KINDS)),
  signOrder: v.picklist(SIGN_ORDERS),
  deadlineDays: v.nullable(v.number()),
  signerId: v.nullable(uuid),
  requiredDocuments: v.pipe(v.array(text), v.maxLength(LIMITS.documents)),
  closed: v.boolean(),
});
const choiceSchema = v.object({ templateId: v.nullable(uuid) });

/** Templates for envelopes; the id is the caller's, so that a repeat changes nothing. */
export function addTemplateRoutes(app: Hono, ports: Ports): void {
  app.put('/envelope/municipalities/:id/templates/:template', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_template_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_template_id: uuidParam(c, 'template', 'TEMPLATE_NOT_FOUND'),
      p_template: await readJson(c, templateSchema),
    });
    return c.json({});
  });

  app.put('/envelope/:id/template', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { templateId } = await readJson(c, choiceSchema);
    await ports.rpc('staff_envelope_template', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_template_id: templateId,
    });
    return c.json({});
  });
}
