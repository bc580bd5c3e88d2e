import type { Hono } from 'hono';
import * as v from 'valibot';
import type { StaffActor } from '../_shared/actor.ts';
import { BATCH_MODES, isRefusalCode, LIMITS, readEnvelopeFields, STATUTORY_SHEETS } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';
import { sendDraft, submitDraft } from './send.ts';

const uuid = v.pipe(v.string(), v.uuid());
const sheet = v.nullable(v.picklist(STATUTORY_SHEETS));
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.documentNameChars));
const fields = v.record(v.string(), v.unknown());

const checkSchema = v.object({
  rows: v.pipe(
    v.array(
      v.object({
        fields,
        templateId: v.nullable(uuid),
        files: v.pipe(v.array(v.object({ name: fileName, sheet })), v.maxLength(LIMITS.documents)),
      }),
    ),
    v.maxLength(200),
  ),
});
const rowsSchema = v.object({
  rows: v.pipe(
    v.array(
      v.object({
        ord: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
        line: v.pipe(v.number(), v.integer(), v.minValue(1)),
        caseNumber: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
        fields,
        templateId: v.nullable(uuid),
        files: v.pipe(
          v.array(
            v.object({
              name: fileName,
              size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.pdfBytes)),
              sha256Hex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
              sheet,
            }),
          ),
          v.maxLength(LIMITS.documents),
        ),
      }),
    ),
    v.maxLength(200),
  ),
});
const batchSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(LIMITS.nameChars)),
  mode: v.picklist(BATCH_MODES),
  rowCount: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
});
const refusedSchema = v.object({
  code: v.pipe(
    v.string(),
    v.check((code) => isRefusalCode(code)),
  ),
});

/** What a row lacks, asked of the domain before SQL is. */
interface RowAnswer {
  readonly missing: readonly string[];
  readonly documents: readonly string[];
  readonly code: string | null;
  readonly context: Readonly<Record<string, unknown>> | null;
}

/** 一括送信: a preview that makes nothing, rows that are kept as confirmed, and each made once. */
export function addBatchRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/batches/check', async (c) => {
    const actor = await staffActor(c, ports);
    const { rows } = await readJson(c, checkSchema);
    const read = rows.map((row) => ({ row, fields: readEnvelopeFields(row.fields) }));
    const sound = read.flatMap(({ row, fields: known }) =>
      known.ok ? [{ ...row, fields: known.fields }] : [],
    );
    const answers = [
      ...(await ports.rpc<readonly RowAnswer[]>('staff_batch_check', { p_actor: actor, p_rows: sound })),
    ];
    return c.json({
      rows: read.map(({ fields: known }): RowAnswer | undefined =>
        known.ok
          ? answers.shift()
          : { missing: [], documents: [], code: 'FIELD_INVALID', context: { fields: known.refused } },
      ),
    });
  });

  app.put('/envelope/municipalities/:id/batches/:batch', async (c) => {
    const actor = await staffActor(c, ports);
    await ports.rpc('staff_batch_begin', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_batch_id: uuidParam(c, 'batch', 'BATCH_NOT_FOUND'),
      p_batch: await readJson(c, batchSchema),
    });
    return c.json({});
  });

  app.put('/envelope/batches/:id/rows', async (c) => {
    const actor = await staffActor(c, ports);
    const batchId = uuidParam(c, 'id', 'BATCH_NOT_FOUND');
    const { rows } = await readJson(c, rowsSchema);
    const kept = rows.map((row) => {
      const known = readEnvelopeFields(row.fields);
      if (!known.ok) throw new Refusal('FIELD_INVALID', { fields: known.refused });
      return { ...row, fields: known.fields };
    });
    await ports.rpc('staff_batch_rows', { p_actor: actor, p_batch_id: batchId, p_rows: kept });
    return c.json({});
  });

  /** Runs one act on a row; where it is refused, the row keeps why. */
  const onRow = async <T>(
    row: { readonly p_actor: StaffActor; readonly p_batch_id: string; readonly p_ord: number },
    act: () => Promise<T>,
  ): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refusal && error.code !== 'BATCH_NOT_FOUND' && error.code !== 'BATCH_INCOMPLETE') {
        await ports.rpc('staff_batch_row_refused', { ...row, p_code: error.code, p_context: error.context });
      }
      throw error;
    }
  };

  app.post('/envelope/batches/:id/rows/:ord/:act', async (c) => {
    const actor = await staffActor(c, ports);
    const ord = c.req.param('ord');
    if (!/^[1-9]\d{0,3}$/.test(ord)) throw new Refusal('BATCH_NOT_FOUND');
    const row = {
      p_actor: actor,
      p_batch_id: uuidParam(c, 'id', 'BATCH_NOT_FOUND'),
      p_ord: Number(ord),
    };
    switch (c.req.param('act')) {
      case 'draft':
        return c.json(await onRow(row, () => ports.rpc('staff_batch_row_draft', row)));
      case 'finish':
        return c.json(await onRow(row, () => finish(row)));
      case 'refused': {
        const { code } = await readJson(c, refusedSchema);
        await ports.rpc('staff_batch_row_refused', { ...row, p_code: code, p_context: null });
        return c.json({});
      }
      default:
        throw new Refusal('ROUTE_NOT_FOUND');
    }
  });

  // What has left the desk already stays as it is: a repeat after a lost answer changes nothing.
  async function finish(row: { readonly p_actor: StaffActor }): Promise<unknown> {
    const { envelopeId, status, mode } = await ports.rpc<{
      envelopeId: string;
      status: string;
      mode: (typeof BATCH_MODES)[number];
    }>('staff_batch_row_ready', row);
    if (status === 'draft' && mode === 'send') await sendDraft(ports, row.p_actor, envelopeId, null);
    if (status === 'draft' && mode === 'submit') await submitDraft(ports, row.p_actor, envelopeId);
    return { envelopeId };
  }
}
