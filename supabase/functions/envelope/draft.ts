import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { readEnvelopeFields, STATUTORY_SHEETS } from '../_shared/core.ts';
import { readJson, UUID, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const orderSchema = v.object({
  documentIds: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(100)),
});

const sheetSchema = v.object({ sheet: v.nullable(v.picklist(STATUTORY_SHEETS)) });

/** The sign-in's entry in the log; drafts: made, changed, their documents ordered and removed. */
export function addDraftRoutes(app: Hono, ports: Ports): void {
  const save = async (c: Context, envelopeId: string | null): Promise<Response> => {
    const actor = await staffActor(c, ports);
    const read = readEnvelopeFields(await readJson(c, v.record(v.string(), v.unknown())));
    if (!read.ok) throw new Refusal('FIELD_INVALID', { fields: read.refused });
    const key = c.req.header('idempotency-key');
    if (key !== undefined && !UUID.test(key))
      throw new Refusal('REQUEST_INVALID', { path: 'idempotency-key' });
    const id =
      envelopeId === null && key !== undefined
        ? // Asked again after a lost answer, the same draft is meant.
          await ports.rpc<string>('staff_envelope_draft', {
            p_actor: actor,
            p_key: key,
            p_fields: read.fields,
          })
        : await ports.rpc<string>('staff_envelope_save', {
            p_actor: actor,
            p_envelope_id: envelopeId,
            p_fields: read.fields,
          });
    return c.json({ envelopeId: id }, envelopeId === null ? 201 : 200);
  };
  app.post('/envelope/drafts', (c) => save(c, null));
  app.put('/envelope/drafts/:id', (c) => save(c, uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND')));

  app.post('/envelope/signed-in', async (c) => {
    await ports.rpc('staff_signed_in', { p_actor: await staffActor(c, ports) });
    return c.json({});
  });

  app.put('/envelope/:id/order', async (c) => {
    const actor = await staffActor(c, ports);
    const envelopeId = uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND');
    const { documentIds } = await readJson(c, orderSchema);
    await ports.rpc('staff_document_order', {
      p_actor: actor,
      p_envelope_id: envelopeId,
      p_document_ids: documentIds,
    });
    return c.json({});
  });

  app.put('/envelope/documents/:id/sheet', async (c) => {
    const actor = await staffActor(c, ports);
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const { sheet } = await readJson(c, sheetSchema);
    await ports.rpc('staff_document_sheet', { p_actor: actor, p_document_id: documentId, p_sheet: sheet });
    return c.json({});
  });

  app.delete('/envelope/documents/:id', async (c) => {
    const actor = await staffActor(c, ports);
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    await ports.rpc('staff_document_remove', { p_actor: actor, p_document_id: documentId });
    return c.json({});
  });
}
