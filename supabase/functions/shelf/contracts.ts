import type { Hono } from 'hono';
import * as v from 'valibot';
import { attachmentResponse, type AttachmentState } from '../_shared/attachment-parts.ts';
import { isCalendarDate, type DocumentParts } from '../_shared/core.ts';
import { pdfResponse, readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { sessionHash, visitor } from './visitor.ts';

const date = v.nullish(v.pipe(v.string(), v.check(isCalendarDate)));
const amount = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999_999_999_999)));
const words = v.nullish(v.pipe(v.string(), v.maxLength(200)));
const searchSchema = v.object({
  query: v.strictObject({ from: date, to: date, min: amount, max: amount, counterparty: words, text: words }),
  order: v.picklist(['date_desc', 'date_asc', 'amount_desc', 'amount_asc']),
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
});

/** What lies on a shelf: its contracts by search, and their octets; SQL decides what is on it and logs each access. */
export function addContractRoutes(app: Hono, ports: Ports): void {
  // A search may name a company: it travels in the body, where no server log keeps it.
  app.post('/shelf/search', async (c) => {
    await visitor(c, ports);
    const hash = await sessionHash(c);
    const { query, order, limit, offset } = await readJson(c, searchSchema);
    return c.json(
      await ports.rpc<object>('shelf_contracts', {
        p_token_sha256_hex: hash,
        p_query: query,
        p_order: order,
        p_limit: limit,
        p_offset: offset,
      }),
    );
  });

  for (const [path, purpose, disposition] of [
    ['content', 'view', 'inline'],
    ['file', 'save', 'attachment'],
  ] as const) {
    app.get(`/shelf/documents/:id/${path}`, async (c) => {
      const actor = await visitor(c, ports);
      const parts = await ports.rpc<DocumentParts>('shelf_document_access', {
        p_token_sha256_hex: await sessionHash(c),
        p_actor: actor,
        p_document_id: uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND'),
        p_purpose: purpose,
      });
      const bytes = await ports.objects.read(parts.parts, parts);
      return pdfResponse(bytes, parts.fileName, parts.sha256Hex, disposition);
    });
  }

  app.get('/shelf/attachments/:id/file', async (c) => {
    const actor = await visitor(c, ports);
    const state = await ports.rpc<AttachmentState>('shelf_attachment_access', {
      p_token_sha256_hex: await sessionHash(c),
      p_actor: actor,
      p_attachment_id: uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND'),
    });
    return attachmentResponse(ports, state);
  });
}
