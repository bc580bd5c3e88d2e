import type { Hono } from 'hono';
import * as v from 'valibot';
import { emailCode, emailCodeVerifier } from '../_shared/email-code.ts';
import { readJson } from '../_shared/http.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { base64Url, sha256Hex, utf8 } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { randomUuid } from '../_shared/random-uuid.ts';
import { limit } from '../_shared/rate-limit.ts';
import { Refusal } from '../_shared/refusal.ts';
import { sessionHash, visitor } from './visitor.ts';

/** Codes mailed within an hour, to one address and from one. */
const CODES_TO = 5;
const CODES_FROM = 20;
const HOUR_S = 3600;

const codeSchema = v.object({
  email: v.pipe(
    v.string(),
    v.transform((text) => text.normalize('NFKC').trim()),
    v.maxLength(254),
  ),
  language: v.picklist(['ja', 'easy', 'en']),
});
const confirmSchema = v.object({
  codeId: v.pipe(v.string(), v.uuid()),
  code: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  sharedDevice: v.boolean(),
});

type Confirmed =
  | { readonly status: 'signed_in'; readonly email: string; readonly expiresAt: string }
  | { readonly status: 'wrong'; readonly left: number }
  | { readonly status: 'locked' }
  | { readonly status: 'expired' };

/** The door of the shelf: a code by mail, the session that it gives, its end, and the end of the account. */
export function addAccountRoutes(app: Hono, ports: Ports): void {
  app.post('/shelf/code', async (c) => {
    const actor = await visitor(c, ports);
    const { email, language } = await readJson(c, codeSchema);
    await limit(ports, `shelf-code-from:${actor.ip}`, CODES_FROM, HOUR_S);
    await limit(ports, `shelf-code-to:${await sha256Hex(utf8(email.toLowerCase()))}`, CODES_TO, HOUR_S);
    const codeId = randomUuid(ports.random(16));
    const code = await emailCode(ports.config.linkKey, codeId);
    const begun = await ports.rpc<object>('shelf_code_begin', {
      p_actor: actor,
      p_code_id: codeId,
      p_email: email,
      p_verifier_sha256_hex: await emailCodeVerifier(ports.config.linkKey, codeId, code),
      p_language: language,
    });
    ports.nudge();
    return c.json(begun, 201);
  });

  app.post('/shelf/sessions', async (c) => {
    const actor = await visitor(c, ports);
    const { codeId, code, sharedDevice } = await readJson(c, confirmSchema);
    const token = base64Url(ports.random(32));
    const answer = await ports.rpc<Confirmed>('shelf_code_confirm', {
      p_actor: actor,
      p_code_id: codeId,
      p_verifier_sha256_hex: await emailCodeVerifier(ports.config.linkKey, codeId, code),
      p_token_sha256_hex: await linkTokenHash(token),
      p_shared_device: sharedDevice,
    });
    if (answer.status === 'wrong') throw new Refusal('CODE_WRONG', { left: answer.left });
    if (answer.status === 'locked') throw new Refusal('CODE_LOCKED');
    if (answer.status === 'expired') throw new Refusal('CODE_EXPIRED');
    return c.json({ token, email: answer.email, expiresAt: answer.expiresAt }, 201);
  });

  app.delete('/shelf/session', async (c) => {
    const actor = await visitor(c, ports);
    await ports.rpc('shelf_sign_out', { p_actor: actor, p_token_sha256_hex: await sessionHash(c) });
    return c.json({});
  });

  app.delete('/shelf/account', async (c) => {
    const actor = await visitor(c, ports);
    await ports.rpc('shelf_account_close', { p_actor: actor, p_token_sha256_hex: await sessionHash(c) });
    return c.json({});
  });
}
