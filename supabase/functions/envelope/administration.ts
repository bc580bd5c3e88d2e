import type { Hono } from 'hono';
import * as v from 'valibot';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60));
const settingSchema = v.object({
  approvalRequired: v.boolean(),
  onePersonAllowed: v.boolean(),
  reminderDays: v.pipe(v.array(days), v.maxLength(10)),
  staffReminderDays: days,
});

const retentionSchema = v.object({ years: v.pipe(v.number(), v.integer()) });

/** Criteria are logged as they were given; the values of a search are short texts and numbers. */
const exportSchema = v.object({
  what: v.picklist(['log', 'ledger', 'members']),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  criteria: v.record(
    v.pipe(v.string(), v.maxLength(40)),
    v.union([v.pipe(v.string(), v.maxLength(400)), v.number(), v.null()]),
  ),
});

/** What administrators decide for their municipality. */
export function addAdministrationRoutes(app: Hono, ports: Ports): void {
  app.put('/envelope/municipalities/:id/setting', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_setting_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_setting: await readJson(c, settingSchema),
    });
    return c.json({});
  });

  app.put('/envelope/municipalities/:id/retention', async (c) => {
    const actor = await staffActor(c, ports);
    const { years } = await readJson(c, retentionSchema);
    await ports.rpc('staff_retention_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_years: years,
    });
    return c.json({});
  });

  app.put('/envelope/:id/retention', async (c) => {
    const actor = await staffActor(c, ports);
    const { years } = await readJson(c, retentionSchema);
    await ports.rpc('staff_envelope_retention', {
      p_actor: actor,
      p_envelope_id: uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND'),
      p_years: years,
    });
    return c.json({});
  });

  app.post('/envelope/municipalities/:id/exports', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_exported', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_context: await readJson(c, exportSchema),
    });
    return c.json({});
  });
}
