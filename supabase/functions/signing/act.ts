import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  consentDocumentsSchema,
  LIMITS,
  OPERATOR_KINDS,
  passkeyAnswerSchema,
  progressPatchSchema,
} from '../_shared/core.ts';
import { readJson } from '../_shared/http.ts';
import type { Ports } from '../_shared/ports.ts';
import { forHolder } from './holder.ts';
import { beginPasskey, passkeyProof } from './passkey.ts';
import { beginCode, consentedOrRefused, factorOf, proofOf, type ConsentAnswer } from './factor.ts';

const consentSchema = v.object({
  documents: consentDocumentsSchema,
  operator: v.object({
    kind: v.picklist(OPERATOR_KINDS),
    name: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(LIMITS.nameChars))), null),
  }),
  /** What the rules demand beside the link, as typed. */
  code: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
  /** Or a passkey's answer to the challenge of these very documents. */
  passkey: v.optional(v.nullable(passkeyAnswerSchema), null),
});
const passkeySchema = v.object({ documents: consentDocumentsSchema });
const reasonSchema = v.object({ reason: v.string() });
const paperSchema = v.object({ reason: v.optional(v.nullable(v.string()), null) });

/** What the holder of a link sees and does. Only the acts change anything; the view never does. */
export function addActRoutes(app: Hono, ports: Ports): void {
  app.get('/signing/view', async (c) =>
    c.json(
      await forHolder(c, ports, async ({ tokenHash }) => {
        const view = await ports.rpc<object>('link_view', { p_token_sha256_hex: tokenHash });
        const beside = await ports.rpc<object>('link_guarantee', { p_token_sha256_hex: tokenHash });
        const venture = await ports.rpc<object | null>('link_venture', { p_token_sha256_hex: tokenHash });
        const contractKind = await ports.rpc<object | null>('link_contract_kind', {
          p_token_sha256_hex: tokenHash,
        });
        return { ...view, ...beside, venture, contractKind, factor: await factorOf(ports, tokenHash) };
      }),
    ),
  );

  app.get('/signing/contact', async (c) =>
    c.json(
      await forHolder(c, ports, ({ tokenHash }) =>
        ports.rpc<object>('link_contact', { p_token_sha256_hex: tokenHash }),
      ),
    ),
  );

  app.post('/signing/open', async (c) => {
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_open', { p_token_sha256_hex: tokenHash, p_actor: actor }),
    );
    return c.json({});
  });

  app.put('/signing/progress', async (c) => {
    const progress = await readJson(c, progressPatchSchema);
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_progress', {
        p_token_sha256_hex: tokenHash,
        p_actor: actor,
        p_progress: progress,
      }),
    );
    return c.json({});
  });

  app.post('/signing/consent', async (c) => {
    const { documents, operator, code, passkey } = await readJson(c, consentSchema);
    const answer = await forHolder(c, ports, async ({ tokenHash, actor }) =>
      consentedOrRefused(
        await ports.rpc<ConsentAnswer>('link_consent_proven', {
          p_token_sha256_hex: tokenHash,
          p_actor: actor,
          p_documents: documents,
          p_operator: operator,
          p_proof:
            passkey === null
              ? await proofOf(ports, tokenHash, code)
              : await passkeyProof(ports, tokenHash, documents, passkey),
        }),
      ),
    );
    ports.nudge();
    return c.json(answer);
  });

  app.post('/signing/code', async (c) => {
    const begun = await forHolder(c, ports, (holder) => beginCode(ports, holder));
    ports.nudge();
    return c.json(begun, 201);
  });

  app.post('/signing/passkey', async (c) => {
    const { documents } = await readJson(c, passkeySchema);
    return c.json(await forHolder(c, ports, (holder) => beginPasskey(ports, holder, documents)), 201);
  });

  app.post('/signing/decline', async (c) => {
    const { reason } = await readJson(c, reasonSchema);
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_decline', { p_token_sha256_hex: tokenHash, p_actor: actor, p_reason: reason }),
    );
    ports.nudge();
    return c.json({});
  });

  app.post('/signing/paper', async (c) => {
    const { reason } = await readJson(c, paperSchema);
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_paper', { p_token_sha256_hex: tokenHash, p_actor: actor, p_reason: reason }),
    );
    ports.nudge();
    return c.json({});
  });

  app.post('/signing/reissue-request', async (c) => {
    await forHolder(c, ports, ({ tokenHash, actor }) =>
      ports.rpc('link_reissue_request', { p_token_sha256_hex: tokenHash, p_actor: actor }),
    );
    ports.nudge();
    return c.json({});
  });
}
