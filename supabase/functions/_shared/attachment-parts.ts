import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import type { ContractorActor, StaffActor } from './actor.ts';
import { ATTACHMENT_BYTES, examineUpload, LIMITS } from './core.ts';
import { pdfResponse, readBody, uuidParam } from './http.ts';
import { sha256Hex } from './octets.ts';
import type { Ports } from './ports.ts';
import { Fault, Refusal } from './refusal.ts';
import type { ObjectPart } from './storage.ts';

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** How any sender announces a file. */
export const announcedFile = {
  name: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(LIMITS.documentNameChars),
    v.transform((name) => name.normalize('NFC')),
  ),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256Hex: sha256Schema,
} as const;

/** What a file may be and still be kept as it came: a sealed or restricted guarantee is nobody's to rewrite (M31). */
const KEPT_AS_IT_IS = ['UPLOAD_SIGNED', 'UPLOAD_ENCRYPTED', 'UPLOAD_STAMPED'];

/** Answer of SQL `attachment_state` and of the `…attachment_access` functions. */
export interface AttachmentState {
  readonly attachmentId: string;
  readonly fileName: string;
  readonly length: number;
  readonly sha256Hex: string;
  readonly partCount: number;
  readonly done: boolean;
  readonly parts: readonly (ObjectPart & { readonly index: number; readonly sha256Hex: string })[];
}

/** Whose file it is. */
export interface AttachmentSender {
  readonly actor: StaffActor | ContractorActor;
  /** SHA-256 of the ticket or link that a contractor shows; null for staff. */
  readonly secretHash: string | null;
}

/** Finds out who sends, runs one act for them, and does with its refusal what the function does with refusals. */
export type WithSender = <T>(c: Context, act: (sender: AttachmentSender) => Promise<T>) => Promise<T>;

/** Refuses a file above the limit before SQL is asked. @throws Refusal `UPLOAD_TOO_LARGE`. */
export function requireAttachable(size: number): void {
  if (size > ATTACHMENT_BYTES) throw new Refusal('UPLOAD_TOO_LARGE', { limit: ATTACHMENT_BYTES });
}

/**
 * Routes by which the parts of an announced file arrive, in any order and as often as a line drops, and by which it
 * is closed: `PUT …/:id/parts/:index`, `POST …/:id/finish`.
 *
 * @param base - path of the attachments, beginning with the function's name.
 */
export function addPartRoutes(app: Hono, ports: Ports, base: string, withSender: WithSender): void {
  const stateOf = ({ actor, secretHash }: AttachmentSender, id: string): Promise<AttachmentState> =>
    ports.rpc<AttachmentState>('attachment_state', {
      p_actor: actor,
      p_ticket_sha256_hex: secretHash,
      p_attachment_id: id,
    });

  app.put(`${base}/:id/parts/:index`, async (c) => {
    await withSender(c, async (sender) => {
      const id = uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND');
      const text = c.req.param('index') ?? '';
      const index = /^\d{1,2}$/.test(text) ? Number(text) : -1;
      const expected = c.req.header('x-part-sha256') ?? '';
      if (!v.is(sha256Schema, expected)) throw new Refusal('REQUEST_INVALID', { path: 'x-part-sha256' });
      // SQL is asked first, so that only who may attach can fill the storage.
      const state = await stateOf(sender, id);
      if (index < 0 || index >= state.partCount) throw new Refusal('UPLOAD_PART_OUT_OF_RANGE', { index });
      const bytes = await readBody(c.req.raw, LIMITS.partBytes, 'UPLOAD_PART_MISMATCH');
      if ((await sha256Hex(bytes)) !== expected) throw new Refusal('UPLOAD_PART_MISMATCH', { index });
      if (state.parts.some((part) => part.index === index)) return;
      const stored = await ports.objects.put(bytes);
      await ports.rpc('attachment_part', {
        p_actor: sender.actor,
        p_ticket_sha256_hex: sender.secretHash,
        p_attachment_id: id,
        p_index: index,
        p_size: stored.length,
        p_sha256_hex: stored.sha256Hex,
        p_object_key: stored.objectKey,
      });
    });
    return c.json({});
  });

  app.post(`${base}/:id/finish`, async (c) => {
    const id = uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND');
    await withSender(c, async (sender) => {
      const state = await stateOf(sender, id);
      if (state.done) return;
      if (state.parts.length !== state.partCount) {
        throw new Refusal('UPLOAD_INCOMPLETE', { received: state.parts.length, expected: state.partCount });
      }
      const pageCount = pagesOf(await wholeOf(ports, state));
      await ports.rpc('attachment_done', {
        p_actor: sender.actor,
        p_ticket_sha256_hex: sender.secretHash,
        p_attachment_id: id,
        p_page_count: pageCount,
      });
    });
    return c.json({ attachmentId: id });
  });
}

/** The octets of an attachment, exactly as they came. */
export async function attachmentResponse(ports: Ports, state: AttachmentState): Promise<Response> {
  const bytes = await ports.objects.read(state.parts, state);
  return pdfResponse(bytes, state.fileName, state.sha256Hex, 'attachment');
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
