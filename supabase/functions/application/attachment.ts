import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import {
  addPartRoutes,
  announcedFile,
  attachmentResponse,
  requireAttachable,
  type AttachmentSender,
  type AttachmentState,
} from '../_shared/attachment-parts.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { staffActor } from '../_shared/staff-actor.ts';
import { applicantActor, ticketHash } from './applicant.ts';

const beginSchema = v.object({
  ...announcedFile,
  kind: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,39}$/)),
  caseNumber: v.optional(v.string()),
  caseId: v.optional(v.pipe(v.string(), v.uuid())),
  applicationId: v.optional(v.nullable(v.pipe(v.string(), v.uuid()))),
});

/** Attachments in parts, by the applicant's ticket or by staff; and their octets, for staff. */
export function addAttachmentRoutes(app: Hono, ports: Ports): void {
  const senderOf = async (c: Context): Promise<AttachmentSender> =>
    c.req.header('x-application-ticket') === undefined
      ? { actor: await staffActor(c, ports), secretHash: null }
      : { actor: await applicantActor(c, ports), secretHash: await ticketHash(c) };

  app.post('/application/attachments', async (c) => {
    const { actor, secretHash } = await senderOf(c);
    const body = await readJson(c, beginSchema);
    requireAttachable(body.size);
    const begun = await ports.rpc<object>('attachment_begin', {
      p_actor: actor,
      p_ticket_sha256_hex: secretHash,
      p_attachment: body,
    });
    return c.json(begun, 201);
  });

  addPartRoutes(app, ports, '/application/attachments', async (c, act) => act(await senderOf(c)));

  app.get('/application/attachments/:id/content', async (c) => {
    const actor = await staffActor(c, ports);
    const state = await ports.rpc<AttachmentState>('staff_attachment_access', {
      p_actor: actor,
      p_attachment_id: uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND'),
    });
    return attachmentResponse(ports, state);
  });
}
