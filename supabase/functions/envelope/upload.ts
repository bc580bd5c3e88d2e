import type { Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS } from '../_shared/core.ts';
import { readBody, readJson, uuidParam } from '../_shared/http.ts';
import { sha256Hex } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { finishUpload, type UploadState } from './finish.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const beginSchema = v.object({
  envelopeId: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256Hex: sha256Schema,
});

/** Uploads travel in parts, so that a dropped line resumes where it stopped. */
export function addUploadRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/uploads', async (c) => {
    const actor = await staffActor(c, ports);
    const body = await readJson(c, beginSchema);
    const limit = Math.min(ports.config.maxUploadBytes ?? LIMITS.pdfBytes, LIMITS.pdfBytes);
    if (body.size === 0) throw new Refusal('UPLOAD_EMPTY');
    if (body.size > limit) throw new Refusal('UPLOAD_TOO_LARGE', { limit, size: body.size });
    const begun = await ports.rpc<{ uploadId: string; partSize: number; partCount: number }>(
      'staff_upload_begin',
      {
        p_actor: actor,
        p_envelope_id: body.envelopeId,
        p_name: body.name.normalize('NFC'),
        p_size: body.size,
        p_sha256_hex: body.sha256Hex,
      },
    );
    return c.json(begun, 201);
  });

  app.put('/envelope/uploads/:id/parts/:index', async (c) => {
    const actor = await staffActor(c, ports);
    const uploadId = uuidParam(c, 'id', 'UPLOAD_NOT_FOUND');
    const index = /^\d{1,4}$/.test(c.req.param('index')) ? Number(c.req.param('index')) : -1;
    const expected = c.req.header('x-part-sha256') ?? '';
    if (!v.is(sha256Schema, expected)) throw new Refusal('REQUEST_INVALID', { path: 'x-part-sha256' });
    // SQL is asked first, so that only who may add to this draft can fill the storage.
    const state = await uploadState(ports, actor, uploadId);
    if (index < 0 || index >= state.partCount) throw new Refusal('UPLOAD_PART_OUT_OF_RANGE', { index });
    const bytes = await readBody(c.req.raw, LIMITS.partBytes, 'UPLOAD_PART_MISMATCH');
    if ((await sha256Hex(bytes)) !== expected) throw new Refusal('UPLOAD_PART_MISMATCH', { index });
    const known = state.parts.find((part) => part.index === index);
    if (known?.sha256Hex !== expected) {
      const stored = await ports.objects.put(bytes);
      await ports.rpc('staff_upload_part', {
        p_actor: actor,
        p_upload_id: uploadId,
        p_index: index,
        p_size: stored.length,
        p_sha256_hex: stored.sha256Hex,
        p_object_key: stored.objectKey,
      });
    }
    return c.json({});
  });

  app.get('/envelope/uploads/:id', async (c) => {
    const actor = await staffActor(c, ports);
    const state = await uploadState(ports, actor, uuidParam(c, 'id', 'UPLOAD_NOT_FOUND'));
    // Where the parts lie is nobody's business outside.
    const { uploadId, partSize, partCount, received } = state;
    return c.json({ uploadId, partSize, partCount, received });
  });

  app.post('/envelope/uploads/:id/finish', async (c) => {
    const actor = await staffActor(c, ports);
    const uploadId = uuidParam(c, 'id', 'UPLOAD_NOT_FOUND');
    const state = await uploadState(ports, actor, uploadId);
    return c.json(await finishUpload(ports, actor, { ...state, uploadId }));
  });
}

async function uploadState(ports: Ports, actor: object, uploadId: string): Promise<UploadState> {
  const state = await ports.rpc<Omit<UploadState, 'uploadId'>>('staff_upload_state', {
    p_actor: actor,
    p_upload_id: uploadId,
  });
  return { ...state, uploadId };
}
