import type { Hono } from 'hono';
import type { DocumentParts } from '../_shared/core.ts';
import { uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { contractDraftResponse } from './draft.ts';
import { forHolder } from './holder.ts';

/** 契約書案 for whoever applied (M9), by its own link: it shows one document and can do nothing. */
export function addDraftCopyRoutes(app: Hono, ports: Ports): void {
  app.get('/signing/draft-copy', async (c) =>
    c.json(
      await forHolder(c, ports, ({ tokenHash }) =>
        ports.rpc<object>('draft_copy_view', { p_token_sha256_hex: tokenHash }),
      ),
    ),
  );

  app.get('/signing/draft-copy/documents/:id', async (c) => {
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const parts = await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc<DocumentParts>('draft_copy_access', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_document_id: documentId,
      }),
    );
    return contractDraftResponse(parts, ports);
  });
}
