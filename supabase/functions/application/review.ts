import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  ACCEPTANCE_LAWS,
  acceptanceTextJa,
  APPLICATION_DECISIONS,
  enteredApplicationSchema,
  mobileSchema,
  readApplicationCsv,
  refusalsOf,
} from '../_shared/core.ts';
import { readBody, readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const enterSchema = v.object({
  fields: v.record(v.string(), v.unknown()),
  laws: v.array(v.picklist(ACCEPTANCE_LAWS)),
  attachmentIds: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(20)),
});
const mobileBody = v.object({ mobile: v.pipe(v.string(), v.maxLength(50)) });
const reviewSchema = v.object({
  decision: v.picklist(APPLICATION_DECISIONS),
  reason: v.optional(v.nullable(v.string()), null),
  /** Of a 共同企業体: as which member's it is accepted. */
  memberId: v.optional(v.nullable(v.pipe(v.string(), v.uuid())), null),
  /** The accepted application in whose place this one is accepted. */
  supersedesId: v.optional(v.nullable(v.pipe(v.string(), v.uuid())), null),
  /** What is to be corrected in a returned one. */
  fields: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(30)), []),
});

/** Mails about one application that staff send again within an hour. */
const MAILS_AGAIN = 5;
const HOUR_S = 3600;

/** SQL puts the values of the case and of its rules here. */
const PLACES = {
  municipalityName: '{municipalityName}',
  caseName: '{caseName}',
  method: '{method}',
  fileFormat: '{fileFormat}',
};

/** A thousand applications with room to spare. */
const CSV_BYTES = 1024 * 1024;

// A refusal's context holds plain values, so each fault is one word: line:field:code.
const faultOf = (line: number, field: string, code: string): string => `${String(line)}:${field}:${code}`;

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

  app.put('/application/imports', async (c) => {
    const actor = await staffActor(c, ports);
    const bytes = await readBody(c.req.raw, CSV_BYTES, 'UPLOAD_TOO_LARGE');
    const read = readApplicationCsv(bytes);
    if (!read.ok) {
      const faults = (read.faults ?? []).map(({ line, field, code }) => faultOf(line, field, code));
      throw new Refusal('IMPORT_FAULTY', { reason: read.code, faults });
    }
    const acceptanceTexts = Object.fromEntries(
      ACCEPTANCE_LAWS.map((law) => [law, acceptanceTextJa(law, PLACES)]),
    );
    try {
      const entered = await ports.rpc<object>('staff_application_import', {
        p_actor: actor,
        p_rows: read.value.map(({ application }) => ({ ...application, acceptanceTexts })),
      });
      return c.json(entered, 201);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'IMPORT_FAULTY') throw error;
      // SQL counts rows; people count lines.
      const faults = error.context['faults'] as readonly {
        row: number;
        code: string;
        field: string | null;
      }[];
      throw new Refusal('IMPORT_FAULTY', {
        faults: faults.map(({ row, code, field }) => faultOf(read.value[row]?.line ?? 0, field ?? '', code)),
      });
    }
  });

  app.put('/application/applications/:id/mobile', async (c) => {
    const actor = await staffActor(c, ports);
    const applicationId = uuidParam(c, 'id', 'APPLICATION_NOT_FOUND');
    const read = v.safeParse(mobileSchema, (await readJson(c, mobileBody)).mobile);
    if (!read.success) throw new Refusal('FIELD_INVALID', { field: 'mobile' });
    await ports.rpc('staff_application_mobile', {
      p_actor: actor,
      p_application_id: applicationId,
      p_mobile: read.output,
    });
    return c.json({});
  });

  app.post('/application/applications/:id/review', async (c) => {
    const actor = await staffActor(c, ports);
    const applicationId = uuidParam(c, 'id', 'APPLICATION_NOT_FOUND');
    const { decision, reason, memberId, supersedesId, fields } = await readJson(c, reviewSchema);
    if (decision === 'accept' && memberId !== null) {
      await ports.rpc('staff_application_accept_member', {
        p_actor: actor,
        p_application_id: applicationId,
        p_member_id: memberId,
        p_supersedes_id: supersedesId,
      });
      ports.nudge();
      return c.json({});
    }
    await ports.rpc('staff_application_review', {
      p_actor: actor,
      p_application_id: applicationId,
      p_decision: decision,
      p_reason: reason,
      p_supersedes_id: supersedesId,
      p_fields: fields,
    });
    ports.nudge();
    return c.json({});
  });

  app.post('/application/applications/:id/mail', async (c) => {
    const actor = await staffActor(c, ports);
    const applicationId = uuidParam(c, 'id', 'APPLICATION_NOT_FOUND');
    await limit(ports, `application-mail:${applicationId}`, MAILS_AGAIN, HOUR_S);
    await ports.rpc('staff_application_mail_again', { p_actor: actor, p_application_id: applicationId });
    ports.nudge();
    return c.json({});
  });
}
