import type { Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS, type DocumentParts } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import { linkToken, linkTokenHash } from '../_shared/link.ts';
import type { Ports } from '../_shared/ports.ts';
import { draftResponse } from './draft.ts';
import { forHolder } from './holder.ts';

const nameSchema = v.object({ name: v.pipe(v.string(), v.maxLength(LIMITS.nameChars)) });

/** One reading link as its maker sees it; instants in ISO 8601. */
interface Reader {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/**
 * Links for the contractor's colleagues, which show the documents before signing and nothing else (M30). The token is
 * derived from the link's id (a party's generations begin at 1), so its maker can be shown it again.
 */
export function addReaderRoutes(app: Hono, ports: Ports): void {
  const tokenOf = (id: string): Promise<string> => linkToken(ports.config.linkKey, id, 0);

  app.get('/signing/readers', async (c) => {
    const readers = await forHolder(c, ports, ({ tokenHash }) =>
      ports.rpc<readonly Reader[]>('link_readers', { p_token_sha256_hex: tokenHash }),
    );
    return c.json(
      await Promise.all(readers.map(async (reader) => ({ ...reader, token: await tokenOf(reader.id) }))),
    );
  });

  app.post('/signing/readers', async (c) => {
    const { name } = await readJson(c, nameSchema);
    const id = crypto.randomUUID();
    const token = await tokenOf(id);
    const hash = await linkTokenHash(token);
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_reader_add', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_id: id,
        p_reader_sha256_hex: hash,
        p_name: name,
      }),
    );
    return c.json({ id, token });
  });

  app.post('/signing/readers/:id/end', async (c) => {
    const id = uuidParam(c, 'id', 'LINK_UNKNOWN');
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_reader_end', { p_token_sha256_hex: tokenHash, p_actor: actor, p_id: id }),
    );
    return c.json({});
  });

  app.get('/signing/reading', async (c) =>
    c.json(
      await forHolder(c, ports, ({ tokenHash }) =>
        ports.rpc<object>('reader_view', { p_reader_sha256_hex: tokenHash }),
      ),
    ),
  );

  app.get('/signing/reading/documents/:id', async (c) => {
    const documentId = uuidParam(c, 'id', 'DOCUMENT_NOT_FOUND');
    const parts = await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc<DocumentParts>('reader_document_access', {
        p_reader_sha256_hex: tokenHash,
        p_actor: actor,
        p_document_id: documentId,
      }),
    );
    return draftResponse(parts, ports);
  });
}
