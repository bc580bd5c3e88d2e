import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS, SEARCH_LISTS } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const searchSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(LIMITS.nameChars)),
  query: v.pipe(v.string(), v.maxLength(4000)),
  start: v.boolean(),
});

function listParam(c: Context): string {
  const list = SEARCH_LISTS.find((one) => one === c.req.param('list'));
  if (list === undefined) throw new Refusal('ROUTE_NOT_FOUND');
  return list;
}

/** Searches that a member of staff keeps under a name (M60); the id is the caller's, so that a repeat changes nothing. */
export function addSearchRoutes(app: Hono, ports: Ports): void {
  app.put('/envelope/municipalities/:id/searches/:list/:search', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_search_save', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_list: listParam(c),
      p_id: uuidParam(c, 'search', 'ROUTE_NOT_FOUND'),
      p_search: await readJson(c, searchSchema),
    });
    return c.json({});
  });

  app.delete('/envelope/municipalities/:id/searches/:list/:search', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_search_remove', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_list: listParam(c),
      p_id: uuidParam(c, 'search', 'ROUTE_NOT_FOUND'),
    });
    return c.json({});
  });
}
