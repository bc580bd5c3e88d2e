import type { Hono } from 'hono';
import * as v from 'valibot';
import { isCalendarDate } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import { linkToken, linkTokenHash } from '../_shared/link.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const sendSchema = v.object({
  expiresOn: v.pipe(v.string(), v.check(isCalendarDate)),
  /** Of a 共同企業体: to which of its accepted applicants. */
  applicationId: v.optional(v.nullable(v.pipe(v.string(), v.uuid())), null),
});

/** 契約書案 of a draft's document (M9): sent to the accepted applicant, and ended. */
export function addDraftCopyRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/documents/:id/draft-copy', async (c) => {
    const actor = await staffActor(c, ports);
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const { expiresOn, applicationId } = await readJson(c, sendSchema);
    const id = crypto.randomUUID();
    // Derived again when the mail leaves; a party's generations begin at 1.
    const token = await linkToken(ports.config.linkKey, id, 0);
    await ports.rpc('staff_draft_copy_send', {
      p_actor: actor,
      p_document_id: documentId,
      p_id: id,
      p_token_sha256_hex: await linkTokenHash(token),
      p_expires_on: expiresOn,
      p_application_id: applicationId,
    });
    ports.nudge();
    return c.json({ draftCopyId: id }, 201);
  });

  app.post('/envelope/draft-copies/:id/revoke', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_draft_copy_revoke', {
      p_actor: actor,
      p_id: uuidParam(c, 'id', 'DRAFT_COPY_UNKNOWN'),
    });
    return c.json({});
  });
}
