import type { Hono } from 'hono';
import { archiveResponse } from '../_shared/archive.ts';
import type { DocumentParts } from '../_shared/core.ts';
import { pdfResponse, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

interface StaffArchive {
  readonly title: string | null;
  readonly managementLabel: string | null;
  readonly documents: readonly DocumentParts[];
}

/** The octets of documents, one by one or all in a ZIP. Every access is logged by SQL. */
export function addContentRoutes(app: Hono, ports: Ports): void {
  app.get('/envelope/documents/:id/content', async (c) => {
    const actor = await staffActor(c, ports);
    const purpose = c.req.query('purpose') ?? 'view';
    if (purpose !== 'view' && purpose !== 'download')
      throw new Refusal('REQUEST_INVALID', { path: 'purpose' });
    const parts = await ports.rpc<DocumentParts>('staff_document_access', {
      p_actor: actor,
      p_document_id: uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND'),
      p_purpose: purpose,
    });
    const bytes = await ports.objects.read(parts.parts, parts);
    const disposition = purpose === 'download' ? 'attachment' : 'inline';
    return pdfResponse(bytes, parts.fileName, parts.sha256Hex, disposition);
  });

  app.get('/envelope/:id/archive', async (c) => {
    const actor = await staffActor(c, ports);
    const archive = await ports.rpc<StaffArchive>('staff_archive_access', {
      p_actor: actor,
      p_envelope_id: uuidParam(c, 'id', 'ENVELOPE_NOT_FOUND'),
    });
    const name = [archive.managementLabel, archive.title].filter((part) => part !== null).join('_');
    return archiveResponse(name, archive.documents, ports);
  });
}
