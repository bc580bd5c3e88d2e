import type { Context, Hono } from 'hono';
import { archiveResponse } from '../_shared/archive.ts';
import type { DocumentParts } from '../_shared/core.ts';
import { pdfResponse, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { draftResponse } from './draft.ts';
import { forHolder, type LinkHolder } from './holder.ts';

type Purpose = 'view' | 'draft' | 'concluded' | 'certificate';

/** The octets of documents for the holder of a link; SQL decides what is open and logs each access. */
export function addContentRoutes(app: Hono, ports: Ports): void {
  const access = (holder: LinkHolder, documentId: string, purpose: Purpose): Promise<DocumentParts> =>
    ports.rpc<DocumentParts>('link_document_access', {
      p_token_sha256_hex: holder.tokenHash,
      p_actor: holder.actor,
      p_document_id: documentId,
      p_purpose: purpose,
    });

  const answer = async (c: Context, purpose: Exclude<Purpose, 'draft'>): Promise<Response> => {
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const parts = await forHolder(c, ports, (holder) => access(holder, documentId, purpose));
    const bytes = await ports.objects.read(parts.parts, parts);
    return pdfResponse(bytes, parts.fileName, parts.sha256Hex, purpose === 'view' ? 'inline' : 'attachment');
  };

  app.get('/signing/documents/:id/content', (c) => answer(c, 'view'));
  app.get('/signing/documents/:id/concluded', (c) => answer(c, 'concluded'));
  app.get('/signing/documents/:id/certificate', (c) => answer(c, 'certificate'));

  app.get('/signing/documents/:id/draft', async (c) => {
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const parts = await forHolder(c, ports, (holder) => access(holder, documentId, 'draft'));
    return draftResponse(parts, ports);
  });

  // What the contract is kept under on the reader's device (M61).
  app.get('/signing/contract', async (c) =>
    c.json(
      await forHolder(c, ports, ({ tokenHash }) =>
        ports.rpc<object>('link_contract', { p_token_sha256_hex: tokenHash }),
      ),
    ),
  );

  app.get('/signing/archive', async (c) => {
    const { name, documents } = await forHolder(c, ports, async (holder) => {
      const view = await ports.rpc<ConcludedView>('link_view', { p_token_sha256_hex: holder.tokenHash });
      if (!view.downloadOpen) throw new Refusal('DOWNLOAD_CLOSED');
      const documents: DocumentParts[] = [];
      for (const { id } of view.documents) documents.push(await access(holder, id, 'concluded'));
      for (const { id } of view.certificates) documents.push(await access(holder, id, 'certificate'));
      if (view.sheet !== null) documents.push(await access(holder, view.sheet.id, 'certificate'));
      return { name: [view.managementLabel, view.title].filter((p) => p !== null).join('_'), documents };
    });
    return archiveResponse(name, documents, ports);
  });
}

interface ConcludedView {
  readonly title: string;
  readonly managementLabel: string | null;
  readonly downloadOpen: boolean;
  readonly documents: readonly { readonly id: string }[];
  readonly certificates: readonly { readonly id: string }[];
  readonly sheet: { readonly id: string } | null;
}
