import type { Hono } from 'hono';
import * as v from 'valibot';
import { inquirySchema } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';
import { applicantActor } from './applicant.ts';

/** Inquiries within an hour: from one network address, with one mail address, to one municipality. */
const FROM = 10;
const OF_EMAIL = 5;
const TO_PLACE = 300;
const HOUR_S = 3600;

const sendSchema = v.object({
  inquiryId: v.pipe(v.string(), v.uuid()),
  fields: v.record(v.string(), v.unknown()),
});
const answerSchema = v.object({ note: v.nullable(v.pipe(v.string(), v.maxLength(4000))) });

/** Questions to the department in charge (M75): public, without an account. */
export function addInquiryRoutes(app: Hono, ports: Ports): void {
  app.get('/application/inquiries/places', async (c) => {
    await applicantActor(c, ports);
    return c.json(await ports.rpc<object>('inquiry_places', {}));
  });

  app.get('/application/inquiries/:code', async (c) => {
    await applicantActor(c, ports);
    return c.json(await ports.rpc<object>('inquiry_form', { p_code: c.req.param('code') }));
  });

  app.post('/application/inquiries/:code', async (c) => {
    const actor = await applicantActor(c, ports);
    const { inquiryId, fields } = await readJson(c, sendSchema);
    const read = v.safeParse(inquirySchema, fields);
    if (!read.success) {
      const [{ message }] = read.issues;
      const field = v.getDotPath(read.issues[0]) ?? '';
      throw new Refusal(message === 'SIGNING_LINK' ? 'SIGNING_LINK_IN_TEXT' : 'FIELD_INVALID', { field });
    }
    const code = c.req.param('code');
    await limit(ports, `inquiry-from:${actor.ip}`, FROM, HOUR_S);
    const email = await sha256Hex(utf8(read.output.email.toLowerCase()));
    await limit(ports, `inquiry-of:${email}`, OF_EMAIL, HOUR_S);
    await limit(ports, `inquiry-to:${code}`, TO_PLACE, HOUR_S);
    const sent = await ports.rpc<object>('inquiry_submit', {
      p_actor: actor,
      p_code: code,
      p_inquiry_id: inquiryId,
      p_fields: read.output,
    });
    ports.nudge();
    return c.json(sent, 201);
  });

  app.post('/application/inquiries/:id/answer', async (c) => {
    const actor = await staffActor(c, ports);
    const { note } = await readJson(c, answerSchema);
    await ports.rpc('staff_inquiry_answer', {
      p_actor: actor,
      p_inquiry_id: uuidParam(c, 'id', 'INQUIRY_NOT_FOUND'),
      p_note: note,
    });
    return c.json({});
  });
}
