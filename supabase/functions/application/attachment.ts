import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import type { ContractorActor, StaffActor } from '../_shared/actor.ts';
import { ATTACHMENT_BYTES, examineUpload, LIMITS } from '../_shared/core.ts';
import { pdfResponse, readBody, readJson, uuidParam } from '../_shared/http.ts';
import { sha256Hex } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { Fault, Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';
import type { ObjectPart } from '../_shared/storage.ts';
import { applicantActor, ticketHash } from './applicant.ts';

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const beginSchema = v.object({
  kind: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,39}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.documentNameChars)),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256Hex: sha256Schema,
  caseNumber: v.optional(v.string()),
  caseId: v.optional(v.pipe(v.string(), v.uuid())),
  applicationId: v.optional(v.nullable(v.pipe(v.string(), v.uuid()))),
});

/** What a file may be and still be kept as it came: a sealed or restricted guarantee is nobody's to rewrite (M31). */
const KEPT_AS_IT_IS = ['UPLOAD_SIGNED', 'UPLOAD_ENCRYPTED', 'UPLOAD_STAMPED'];

interface AttachmentState {
  readonly attachmentId: string;
  readonly fileName: string;
  readonly length: number;
  readonly sha256Hex: string;
  readonly partCount: number;
  readonly done: boolean;
  readonly parts: readonly (ObjectPart & { readonly index: number; readonly sha256Hex: string })[];
}

interface Sender {
  readonly actor: StaffActor | ContractorActor;
  /** Null for staff. */
  readonly ticket: string | null;
}

/** Attachments in parts, by the applicant's ticket or by staff; and their octets, for staff. */
export function addAttachmentRoutes(app: Hono, ports: Ports): void {
  const senderOf = async (c: Context): Promise<Sender> =>
    c.req.header('x-application-ticket') === undefined
      ? { actor: await staffActor(c, ports), ticket: null }
      : { actor: await applicantActor(c, ports), ticket: await ticketHash(c) };
  const stateOf = (sender: Sender, id: string): Promise<AttachmentState> =>
    ports.rpc<AttachmentState>('attachment_state', {
      p_actor: sender.actor,
      p_ticket_sha256_hex: sender.ticket,
      p_attachment_id: id,
    });

  app.post('/application/attachments', async (c) => {
    const sender = await senderOf(c);
    const body = await readJson(c, beginSchema);
    if (body.size > ATTACHMENT_BYTES) throw new Refusal('UPLOAD_TOO_LARGE', { limit: ATTACHMENT_BYTES });
    const begun = await ports.rpc<object>('attachment_begin', {
      p_actor: sender.actor,
      p_ticket_sha256_hex: sender.ticket,
      p_attachment: { ...body, name: body.name.normalize('NFC') },
    });
    return c.json(begun, 201);
  });

  app.put('/application/attachments/:id/parts/:index', async (c) => {
    const sender = await senderOf(c);
    const id = uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND');
    const index = /^\d{1,2}$/.test(c.req.param('index')) ? Number(c.req.param('index')) : -1;
    const expected = c.req.header('x-part-sha256') ?? '';
    if (!v.is(sha256Schema, expected)) throw new Refusal('REQUEST_INVALID', { path: 'x-part-sha256' });
    // SQL is asked first, so that only who may attach can fill the storage.
    const state = await stateOf(sender, id);
    if (index < 0 || index >= state.partCount) throw new Refusal('UPLOAD_PART_OUT_OF_RANGE', { index });
    const bytes = await readBody(c.req.raw, LIMITS.partBytes, 'UPLOAD_PART_MISMATCH');
    if ((await sha256Hex(bytes)) !== expected) throw new Refusal('UPLOAD_PART_MISMATCH', { index });
    if (!state.parts.some((part) => part.index === index)) {
      const stored = await ports.objects.put(bytes);
      await ports.rpc('attachment_part', {
        p_actor: sender.actor,
        p_ticket_sha256_hex: sender.ticket,
        p_attachment_id: id,
        p_index: index,
        p_size: stored.length,
        p_sha256_hex: stored.sha256Hex,
        p_object_key: stored.objectKey,
      });
    }
    return c.json({});
  });

  app.post('/application/attachments/:id/finish', async (c) => {
    const sender = await senderOf(c);
    const id = uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND');
    const state = await stateOf(sender, id);
    if (state.done) return c.json({ attachmentId: id });
    if (state.parts.length !== state.partCount) {
      throw new Refusal('UPLOAD_INCOMPLETE', { received: state.parts.length, expected: state.partCount });
    }
    const pageCount = pagesOf(await wholeOf(ports, state));
    await ports.rpc('attachment_done', {
      p_actor: sender.actor,
      p_ticket_sha256_hex: sender.ticket,
      p_attachment_id: id,
      p_page_count: pageCount,
    });
    return c.json({ attachmentId: id });
  });

  app.get('/application/attachments/:id/content', async (c) => {
    const actor = await staffActor(c, ports);
    const state = await ports.rpc<AttachmentState>('staff_attachment_access', {
      p_actor: actor,
      p_attachment_id: uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND'),
    });
    const bytes = await ports.objects.read(state.parts, state);
    return pdfResponse(bytes, state.fileName, state.sha256Hex, 'attachment');
  });
}

async function wholeOf(ports: Ports, state: AttachmentState): Promise<Uint8Array> {
  try {
    return await ports.objects.read(state.parts, state);
  } catch (error) {
    // Each part is what was sent, so a wrong whole means that the client announced another file.
    if (error instanceof Fault && error.code === 'STORAGE_CORRUPT') throw new Refusal('UPLOAD_HASH_MISMATCH');
    throw error;
  }
}

/** Pages of an attachment, or null where a seal or a restriction hides them. Throws Refusal by what is wrong. */
function pagesOf(bytes: Uint8Array): number | null {
  const read = examineUpload(bytes, { bytes: ATTACHMENT_BYTES, pages: LIMITS.pages });
  if (read.ok) return read.value.pageCount === 0 ? null : read.value.pageCount;
  if (KEPT_AS_IT_IS.includes(read.code)) return null;
  throw new Refusal(read.code, read.context);
}
