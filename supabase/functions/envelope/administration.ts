import type { Hono } from 'hono';
import * as v from 'valibot';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from './staff.ts';

const settingSchema = v.object({ approvalRequired: v.boolean(), onePersonAllowed: v.boolean() });

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
}
