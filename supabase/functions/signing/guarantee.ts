import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  addPartRoutes,
  announcedFile,
  attachmentResponse,
  requireAttachable,
  type AttachmentState,
} from '../_shared/attachment-parts.ts';
import { GUARANTEE_FILES, GUARANTEE_KINDS, givenGuaranteeSchema } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { forHolder } from './holder.ts';

const chooseSchema = v.object({ kind: v.picklist(GUARANTEE_KINDS) });
const beginSchema = v.object({ ...announcedFile, kind: v.picklist(GUARANTEE_FILES) });

/** What the holder of a link gives as guarantee of the contract, and the 納付書 to pay by. */
export function addGuaranteeRoutes(app: Hono, ports: Ports): void {
  app.put('/signing/guarantee/kind', async (c) => {
    const { kind } = await readJson(c, chooseSchema);
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_guarantee_choose', { p_token_sha256_hex: tokenHash, p_actor: actor, p_kind: kind }),
    );
    return c.json({});
  });

  app.post('/signing/guarantee', async (c) => {
    const guarantee = await readJson(c, givenGuaranteeSchema);
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_guarantee_give', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_guarantee: guarantee,
      }),
    );
    ports.nudge();
    return c.json({});
  });

  app.post('/signing/attachments', async (c) => {
    const body = await readJson(c, beginSchema);
    requireAttachable(body.size);
    const begun = await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc<object>('link_attachment_begin', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_attachment: body,
      }),
    );
    return c.json(begun, 201);
  });

  addPartRoutes(app, ports, '/signing/attachments', (c, act) =>
    forHolder(c, ports, ({ tokenHash, actor }) => act({ actor, secretHash: tokenHash })),
  );

  app.get('/signing/attachments/:id/content', async (c) => {
    const id = uuidParam(c, 'id', 'ATTACHMENT_NOT_FOUND');
    const state = await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc<AttachmentState>('link_attachment_access', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_attachment_id: id,
      }),
    );
    return attachmentResponse(ports, state);
  });
}
