import type { Hono } from 'hono';
import type { DocumentParts } from '../_shared/core.ts';
import { pdfResponse, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { forHolder } from './holder.ts';

/** The copy 「一部非表示」 of a certificate of conclusion, which the holder of a link may have made to show it to others. */
export function addRedactedCopyRoutes(app: Hono, ports: Ports): void {
  app.get('/signing/redacted-copies', async (c) =>
    c.json(
      await forHolder(c, ports, ({ tokenHash }) =>
        ports.rpc<object>('link_redacted_copies', { p_token_sha256_hex: tokenHash }),
      ),
    ),
  );

  app.post('/signing/documents/:id/redacted-copy', async (c) => {
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_redacted_copy', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_document_id: documentId,
      }),
    );
    ports.nudge();
    return c.json({});
  });

  app.get('/signing/documents/:id/redacted', async (c) => {
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const parts = await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc<DocumentParts>('link_redacted_copy_access', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_document_id: documentId,
      }),
    );
    return pdfResponse(
      await ports.objects.read(parts.parts, parts),
      parts.fileName,
      parts.sha256Hex,
      'attachment',
    );
  });
}
