import type { Hono } from 'hono';
import * as v from 'valibot';
import { newPasskeySchema } from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import { base64Url } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { randomUuid } from '../_shared/random-uuid.ts';
import {
  enrolmentChallenge,
  PASSKEY_ALGORITHMS,
  passkeyOrigins,
  verifyEnrolment,
} from '../_shared/webauthn.ts';
import { sessionHash, visitor } from './visitor.ts';

const addSchema = v.object({
  challengeId: v.pipe(v.string(), v.uuid()),
  name: v.pipe(v.string(), v.maxLength(50)),
  passkey: newPasskeySchema,
});

/** Passkeys of the account: which there are, one more, and one less; the address is mailed of either. */
export function addPasskeyRoutes(app: Hono, ports: Ports): void {
  app.get('/shelf/passkeys', async (c) => {
    await visitor(c, ports);
    return c.json(await ports.rpc<object>('shelf_passkeys', { p_token_sha256_hex: await sessionHash(c) }));
  });

  const begin = async (actor: object, tokenHash: string, challengeId: string) =>
    ports.rpc<{ accountId: string; email: string; known: readonly string[] }>('shelf_passkey_begin', {
      p_actor: actor,
      p_token_sha256_hex: tokenHash,
      p_challenge_id: challengeId,
    });

  app.post('/shelf/passkeys/begin', async (c) => {
    const actor = await visitor(c, ports);
    const challengeId = randomUuid(ports.random(16));
    const { accountId, email, known } = await begin(actor, await sessionHash(c), challengeId);
    const challenge = await enrolmentChallenge(ports.config.linkKey, challengeId, accountId);
    return c.json(
      {
        challengeId,
        challenge: base64Url(challenge),
        accountId,
        email,
        known,
        algorithms: PASSKEY_ALGORITHMS,
      },
      201,
    );
  });

  app.post('/shelf/passkeys', async (c) => {
    const actor = await visitor(c, ports);
    const tokenHash = await sessionHash(c);
    const { challengeId, name, passkey } = await readJson(c, addSchema);
    const accountId = await ports.rpc<string>('shelf_account_id', { p_token_sha256_hex: tokenHash });
    const challenge = await enrolmentChallenge(ports.config.linkKey, challengeId, accountId);
    const signCount = await verifyEnrolment(passkey, challenge, passkeyOrigins(ports.config));
    const { credentialId, publicKey, algorithm } = passkey;
    const added = await ports.rpc<object>('shelf_passkey_add', {
      p_actor: actor,
      p_token_sha256_hex: tokenHash,
      p_challenge_id: challengeId,
      p_passkey: { credentialId, publicKey, algorithm, signCount, name },
    });
    ports.nudge();
    return c.json(added, 201);
  });

  app.delete('/shelf/passkeys/:id', async (c) => {
    const actor = await visitor(c, ports);
    await ports.rpc('shelf_passkey_remove', {
      p_actor: actor,
      p_token_sha256_hex: await sessionHash(c),
      p_id: uuidParam(c, 'id', 'REQUEST_INVALID'),
    });
    ports.nudge();
    return c.json({});
  });
}
