import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { isCalendarDate, readCaseFields, readRules } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const rulesSchema = v.object({
  municipalityId: v.pipe(v.string(), v.uuid()),
  effectiveOn: v.pipe(v.string(), v.check(isCalendarDate)),
  rules: v.record(v.string(), v.unknown()),
  note: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1000))), null),
});
const reasonSchema = v.object({ reason: v.string() });

/** Rules and cases, by staff. */
export function addCaseRoutes(app: Hono, ports: Ports): void {
  app.post('/application/rules', async (c) => {
    const actor = await staffActor(c, ports);
    const body = await readJson(c, rulesSchema);
    const read = readRules(body.rules);
    if (!read.ok) throw new Refusal('RULES_INVALID', { path: read.path });
    // No code would ever arrive, and nobody could sign.
    if (read.rules.signerFactor === 'sms_code' && ports.config.sms === null)
      throw new Refusal('SMS_NOT_CONFIGURED');
    const published = await ports.rpc<object>('staff_rules_publish', {
      p_actor: actor,
      p_municipality_id: body.municipalityId,
      p_effective_on: body.effectiveOn,
      p_document: read.rules,
      p_note: body.note,
    });
    return c.json(published, 201);
  });

  const save = async (c: Context, caseId: string | null): Promise<Response> => {
    const actor = await staffActor(c, ports);
    const read = readCaseFields(await readJson(c, v.record(v.string(), v.unknown())));
    if (!read.ok) throw new Refusal('FIELD_INVALID', { field: read.refused[0], fields: read.refused });
    const id = await ports.rpc<string>('staff_case_save', {
      p_actor: actor,
      p_case_id: caseId,
      p_fields: read.fields,
    });
    return c.json({ caseId: id }, caseId === null ? 201 : 200);
  };
  app.post('/application/cases', (c) => save(c, null));
  app.put('/application/cases/:id', (c) => save(c, uuidParam(c, 'id', 'CASE_NOT_FOUND')));

  app.post('/application/cases/:id/paper', async (c) => {
    const actor = await staffActor(c, ports);
    const caseId = uuidParam(c, 'id', 'CASE_NOT_FOUND');
    const { reason } = await readJson(c, reasonSchema);
    await ports.rpc('staff_case_to_paper', { p_actor: actor, p_case_id: caseId, p_reason: reason });
    ports.nudge();
    return c.json({});
  });

  app.post('/application/cases/:id/override', async (c) => {
    const actor = await staffActor(c, ports);
    const caseId = uuidParam(c, 'id', 'CASE_NOT_FOUND');
    const { reason } = await readJson(c, reasonSchema);
    await ports.rpc('staff_case_override', { p_actor: actor, p_case_id: caseId, p_reason: reason });
    return c.json({});
  });
}
