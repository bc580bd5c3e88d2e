import type { Hono } from 'hono';
import * as v from 'valibot';
import { BILL_NUMBER_CHARS, COUNCIL_OUTCOMES, isCalendarDate } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const voteSchema = v.object({
  outcome: v.picklist(COUNCIL_OUTCOMES),
  votedOn: v.pipe(v.string(), v.check(isCalendarDate)),
  // Two code units a character at most; SQL counts characters, without the spaces around them.
  billNumber: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(BILL_NUMBER_CHARS * 4))), null),
});

/** What the council 議会 decided of a 仮契約. */
export function addCouncilRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/:id/council-vote', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const vote = await readJson(c, voteSchema);
    await ports.rpc('staff_council_vote', { p_actor: actor, p_envelope_id: envelopeId, p_vote: vote });
    ports.nudge();
    return c.json({});
  });
}
