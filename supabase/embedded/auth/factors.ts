import { randomBytes, randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { authError } from './auth-error.ts';
import { Attempts } from './attempts.ts';
import type { Claims } from './access-token.ts';
import { base32, matchTotp } from './totp.ts';

/*
 * Mend of @supabase/lite 0.10.0: it has no second factors. GoTrue's TOTP endpoints, so that `auth.mfa.*` of
 * supabase-js works unchanged. Can go when lite answers /auth/v1/factors.
 */

const CHALLENGE_MINUTES = 5;
const MOST_FACTORS = 10;

type FactorRow = {
  id: string;
  friendly_name: string | null;
  factor_type: 'totp';
  status: 'unverified' | 'verified';
  created_at: string;
  updated_at: string;
};

/** A user's factors as `user.factors` shows them; the secret stays behind. */
export async function factorsOf(sql: postgres.Sql, userId: string): Promise<readonly FactorRow[]> {
  return await sql<FactorRow[]>`select id, friendly_name, factor_type, status, created_at, updated_at
    from auth.mfa_factors where user_id = ${userId} order by created_at, id`;
}

/** What the endpoints need. `session` answers a whole new session for claims whose amr changed. */
export type FactorPorts = Readonly<{
  sql: postgres.Sql;
  now: () => Date;
  session: (claims: Claims) => Promise<Response>;
}>;

/** Answers GoTrue's /factors endpoints for one signed-in user. */
export class Factors {
  readonly #ports: FactorPorts;
  readonly #wrong = new Attempts(5, 5 * 60_000);

  constructor(ports: FactorPorts) {
    this.#ports = ports;
  }

  /** @param path - what follows /auth/v1/factors, e.g. `/<id>/verify`. */
  async answer(request: Request, path: string, claims: Claims): Promise<Response> {
    const [, id, act] = path.split('/');
    const body =
      request.method === 'POST' ? ((await request.json().catch(() => ({}))) as Record<string, unknown>) : {};
    if (request.method === 'POST' && !id) return this.#enroll(claims, body);
    if (!id || !/^[0-9a-f-]{36}$/i.test(id))
      return authError(404, 'validation_failed', 'factor_id must be an UUID');
    const [factor] = await this.#ports.sql<(FactorRow & { secret: string; last_used_step: string })[]>`
      select * from auth.mfa_factors where id = ${id} and user_id = ${claims.sub}`;
    if (!factor) return authError(404, 'mfa_factor_not_found', 'Factor not found');
    if (request.method === 'POST' && act === 'challenge') return this.#challenge(id);
    if (request.method === 'POST' && act === 'verify') return this.#verify(claims, factor, body);
    if (request.method === 'DELETE' && !act) return this.#unenroll(claims, factor);
    return authError(405, 'bad_method', 'Method not allowed');
  }

  async #enroll(claims: Claims, body: Record<string, unknown>): Promise<Response> {
    const { sql } = this.#ports;
    if (body['factor_type'] !== 'totp')
      return authError(400, 'validation_failed', 'factor_type needs to be totp');
    const factors = await factorsOf(sql, claims.sub);
    const verified = factors.some((f) => f.status === 'verified');
    if (verified && claims.aal !== 'aal2')
      return authError(403, 'insufficient_aal', 'AAL2 required to enroll a new factor');
    const name = typeof body['friendly_name'] === 'string' ? body['friendly_name'].trim() : '';
    if (name && factors.some((f) => f.friendly_name === name)) {
      return authError(
        422,
        'mfa_factor_name_conflict',
        `A factor with the friendly name "${name}" for this user already exists`,
      );
    }
    if (factors.length >= MOST_FACTORS)
      return authError(422, 'too_many_enrolled_mfa_factors', 'Maximum number of enrolled factors reached');
    const [user] = await sql<{ email: string }[]>`select email from auth.users where id = ${claims.sub}`;
    const issuer = typeof body['issuer'] === 'string' && body['issuer'] ? body['issuer'] : 'Shomei';
    const secret = base32(randomBytes(20));
    const id = randomUUID();
    await sql`insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
      values (${id}, ${claims.sub}, ${name}, 'totp', 'unverified', ${secret})`;
    const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(user?.email ?? '')}`;
    const uri = `otpauth://totp/${label}?algorithm=SHA1&digits=6&issuer=${encodeURIComponent(issuer)}&period=30&secret=${secret}`;
    // No picture: the screen shows the secret and the link; hosted Supabase sends an SVG here.
    return Response.json({ id, type: 'totp', friendly_name: name, totp: { qr_code: '', secret, uri } });
  }

  async #challenge(factorId: string): Promise<Response> {
    const id = randomUUID();
    const now = this.#ports.now();
    await this.#ports
      .sql`insert into auth.mfa_challenges (id, factor_id, created_at) values (${id}, ${factorId}, ${now})`;
    return Response.json({
      id,
      type: 'totp',
      expires_at: Math.floor(now.getTime() / 1000) + CHALLENGE_MINUTES * 60,
    });
  }

  async #verify(
    claims: Claims,
    factor: FactorRow & { secret: string; last_used_step: string },
    body: Record<string, unknown>,
  ): Promise<Response> {
    const { sql, now } = this.#ports;
    const at = now();
    if (this.#wrong.blocked(factor.id, at))
      return authError(429, 'over_request_rate_limit', 'Request rate limit reached');
    const challengeId = String(body['challenge_id'] ?? '');
    const [challenge] = /^[0-9a-f-]{36}$/i.test(challengeId)
      ? await sql<{ created_at: string | Date; verified_at: unknown }[]>`
          select created_at, verified_at from auth.mfa_challenges where id = ${challengeId} and factor_id = ${factor.id}`
      : [];
    if (!challenge)
      return authError(404, 'mfa_factor_not_found', 'MFA factor with the provided challenge ID not found');
    const ends = new Date(challenge.created_at).getTime() + CHALLENGE_MINUTES * 60_000;
    if (challenge.verified_at !== null || at.getTime() > ends) {
      return authError(
        422,
        'mfa_challenge_expired',
        'MFA challenge has expired, verify against another challenge or create a new challenge.',
      );
    }
    const step = matchTotp(factor.secret, String(body['code'] ?? ''), at, Number(factor.last_used_step));
    // The update decides: of two requests with one code, the second finds the step used.
    const won =
      step !== null &&
      (
        await sql`update auth.mfa_factors set last_used_step = ${step}, status = 'verified', updated_at = ${at}
                  where id = ${factor.id} and last_used_step < ${step} returning id`
      ).length > 0;
    if (!won) {
      this.#wrong.failed(factor.id, at);
      return authError(422, 'mfa_verification_failed', 'Invalid TOTP code entered');
    }
    this.#wrong.succeeded(factor.id);
    await sql.begin(async (tx) => {
      await tx`update auth.mfa_challenges set verified_at = ${at} where id = ${challengeId}`;
      await tx`insert into auth.mfa_amr_claims (session_id, authentication_method, updated_at) values (${claims.session_id}, 'totp', ${at})
               on conflict (session_id, authentication_method) do update set updated_at = excluded.updated_at`;
      if (factor.status === 'unverified') {
        // As GoTrue: a newly enrolled factor ends every other session, which never showed it.
        await tx`delete from auth.refresh_tokens where user_id = ${claims.sub} and session_id is distinct from ${claims.session_id}`;
        await tx`delete from auth.sessions where user_id = ${claims.sub} and id <> ${claims.session_id}`;
      }
    });
    return this.#ports.session(claims);
  }

  async #unenroll(claims: Claims, factor: FactorRow): Promise<Response> {
    if (factor.status === 'verified' && claims.aal !== 'aal2') {
      return authError(422, 'insufficient_aal', 'AAL2 required to unenroll verified factor');
    }
    await this.#ports.sql`delete from auth.mfa_factors where id = ${factor.id}`;
    return Response.json({ id: factor.id });
  }
}
