import type { Hono } from 'hono';
import type { DocumentParts } from '../_shared/core.ts';
import { pdfResponse, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { sessionHash, visitor } from './visitor.ts';

/** The copy 「一部非表示」 of a certificate of conclusion from a shelf, to be shown to others also after the download page has closed. */
export function addRedactedCopyRoutes(app: Hono, ports: Ports): void {
  app.get('/shelf/contracts/:id/redacted-copies', async (c) => {
    await visitor(c, ports);
    return c.json(
      await ports.rpc<object>('shelf_redacted_copies', {
        p_token_sha256_hex: await sessionHash(c),
        p_envelope_id: uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND'),
      }),
    );
  });

  app.post('/shelf/documents/:id/redacted-copy', async (c) => {
    const actor = await visitor(c, ports);
    await ports.rpc('shelf_redacted_copy', {
      p_token_sha256_hex: await sessionHash(c),
      p_actor: actor,
      p_document_id: uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND'),
    });
    ports.nudge();
    return c.json({});
  });

  app.get('/shelf/documents/:id/redacted', async (c) => {
    const actor = await visitor(c, ports);
    const parts = await ports.rpc<DocumentParts>('shelf_redacted_copy_access', {
      p_token_sha256_hex: await sessionHash(c),
      p_actor: actor,
      p_document_id: uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND'),
    });
    const bytes = await ports.objects.read(parts.parts, parts);
    return pdfResponse(bytes, parts.fileName, parts.sha256Hex, 'attachment');
  });
}
