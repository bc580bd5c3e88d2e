import type postgres from 'postgres';
import { gotrueClaims, readToken, sessionAmr, signToken, type Claims } from './access-token.ts';
import { answerAdminUsers } from './admin-users.ts';
import { Attempts } from './attempts.ts';
import { authError } from './auth-error.ts';
import { Factors, factorsOf } from './factors.ts';

/** Answers one request in-process. */
type Fetch = (request: Request) => Promise<Response>;

export type AuthGateOptions = Readonly<{
  /** lite's own answer. */
  lite: Fetch;
  sql: postgres.Sql;
  jwtSecret: string;
  secretKey: string;
  /** `https://…/auth/v1`, the tokens' issuer. */
  issuer: string;
  now?: () => Date;
}>;

type Session = {
  access_token?: string;
  refresh_token?: string;
  expires_in?: number;
  expires_at?: number;
  user?: Record<string, unknown>;
};

/** Gives a parsed body back under the old status and headers. */
function withJson(response: Response, body: unknown): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status: response.status, headers });
}

/** A copy of the request with another JSON body. */
function withBody(request: Request, body: unknown): Request {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(body) });
}

/**
 * /auth/v1 of the embedded stack: lite's auth, with what it lacks beside GoTrue put around it (access-token.ts,
 * factors.ts, admin-users.ts, attempts.ts).
 */
export class AuthGate {
  readonly #options: AuthGateOptions;
  readonly #factors: Factors;
  readonly #wrongPasswords = new Attempts(10, 5 * 60_000);
  readonly #now: () => Date;

  constructor(options: AuthGateOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#factors = new Factors({
      sql: options.sql,
      now: this.#now,
      session: (claims) => this.#sessionFor(claims),
    });
  }

  /**
   * The caller's claims where the bearer token is sound and its session still stands.
   *
   * lite 0.10.0 accepts a token on REST until it expires, even after sign-out; the stack asks the session first.
   */
  async claimsOf(request: Request): Promise<Claims | null> {
    const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    const claims = token ? readToken(token, this.#options.jwtSecret, this.#now()) : null;
    if (!claims) return null;
    const rows = await this.#options.sql`
      select 1 from auth.sessions s join auth.users u on u.id = s.user_id
       where s.id = ${claims.session_id} and u.id = ${claims.sub} and coalesce(u.banned_until <= now(), true)`;
    return rows.length > 0 ? claims : null;
  }

  /**
   * Refuses a user's token whose session ended. Keys (opaque, no dots) and calls without a token go on.
   *
   * @returns the refusal, or null.
   */
  async refuseEndedSession(request: Request): Promise<Response | null> {
    const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (!token || token.split('.').length !== 3 || (await this.claimsOf(request))) return null;
    return Response.json(
      { code: 'PGRST303', message: 'JWT expired', details: null, hint: null },
      { status: 401 },
    );
  }

  /** Answers one request below /auth/v1. */
  async fetch(request: Request): Promise<Response> {
    const { lite, sql, secretKey } = this.#options;
    const path = new URL(request.url).pathname.slice('/auth/v1'.length);
    if (request.method === 'OPTIONS') return lite(request);
    if (path === '/.well-known/jwks.json') return Response.json({ keys: [] });
    if (path.startsWith('/admin/users'))
      return answerAdminUsers(request, sql, request.headers.get('apikey') === secretKey);
    if (path === '/factors' || path.startsWith('/factors/')) {
      const claims = await this.claimsOf(request);
      if (!claims)
        return authError(403, 'session_not_found', 'Session from session_id claim in JWT does not exist');
      return this.#factors.answer(request, path.slice('/factors'.length), claims);
    }
    if (request.method === 'POST' && path === '/token') return this.#token(request);
    if (request.method === 'POST' && path === '/verify') return this.#verify(request);
    if (path === '/user') return this.#user(request);
    return lite(request);
  }

  async #token(request: Request): Promise<Response> {
    const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
    const password = new URL(request.url).searchParams.get('grant_type') === 'password';
    const who = String(body['email'] ?? '').toLowerCase();
    if (password && this.#wrongPasswords.blocked(who, this.#now())) {
      return authError(429, 'over_request_rate_limit', 'Request rate limit reached');
    }
    if (password && (await this.#banned(who))) return authError(400, 'user_banned', 'User is banned');
    const response = await this.#options.lite(withBody(request, body));
    if (password && response.status === 400) this.#wrongPasswords.failed(who, this.#now());
    if (!response.ok) return response;
    if (password) this.#wrongPasswords.succeeded(who);
    return withJson(
      response,
      await this.#complete((await response.json()) as Session, password ? 'password' : undefined),
    );
  }

  async #banned(email: string): Promise<boolean> {
    return (
      (await this.#options.sql`select 1 from auth.users where email = ${email} and banned_until > now()`)
        .length > 0
    );
  }

  /** lite 0.10.0 knows no `type: 'email'`; GoTrue takes it for both sign-in and confirmation codes. */
  async #verify(request: Request): Promise<Response> {
    const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
    const types = body['type'] === 'email' ? ['magiclink', 'signup'] : [body['type']];
    let response: Response | null = null;
    for (const type of types) {
      response = await this.#options.lite(withBody(request, { ...body, type }));
      if (response.ok)
        return withJson(response, await this.#complete((await response.json()) as Session, 'otp'));
    }
    return response ?? authError(400, 'validation_failed', 'type is required');
  }

  async #user(request: Request): Promise<Response> {
    const claims = await this.claimsOf(request);
    if (!claims)
      return authError(403, 'session_not_found', 'Session from session_id claim in JWT does not exist');
    if (request.method === 'PUT') {
      const change = (await request
        .clone()
        .json()
        .catch(() => ({}))) as Record<string, unknown>;
      const isGuarded = change['password'] !== undefined || change['email'] !== undefined;
      if (isGuarded && claims.aal !== 'aal2' && (await this.#hasSecondFactor(claims.sub))) {
        return authError(
          401,
          'insufficient_aal',
          'AAL2 session is required to update email or password when MFA is enabled.',
        );
      }
    }
    const response = await this.#options.lite(request);
    if (!response.ok) return response;
    const user = (await response.json()) as Record<string, unknown>;
    return withJson(response, { ...user, factors: await factorsOf(this.#options.sql, claims.sub) });
  }

  async #hasSecondFactor(userId: string): Promise<boolean> {
    return (await factorsOf(this.#options.sql, userId)).some(({ status }) => status === 'verified');
  }

  /** Makes lite's session GoTrue's: factors in the user, aal and amr in the token. */
  async #complete(session: Session, firstMethod?: string): Promise<Session> {
    const { sql, jwtSecret, issuer } = this.#options;
    const base = session.access_token ? readToken(session.access_token, jwtSecret, this.#now()) : null;
    if (!base || !session.user) return session;
    const user = { ...session.user, factors: await factorsOf(sql, base.sub) };
    const amr = await sessionAmr(sql, base.session_id, firstMethod);
    return { ...session, user, access_token: signToken(gotrueClaims(base, user, amr, issuer), jwtSecret) };
  }

  /** The session again, after its amr changed: same session, same refresh token, a new access token. */
  async #sessionFor(claims: Claims): Promise<Response> {
    const { sql, jwtSecret, lite } = this.#options;
    const iat = Math.floor(this.#now().getTime() / 1000);
    const lifetime = claims.exp - claims.iat;
    const base: Claims = { ...claims, iat, exp: iat + lifetime };
    const [refresh] = await sql<{ token: string }[]>`
      select token from auth.refresh_tokens where session_id = ${claims.session_id} and not coalesce(revoked, false)
       order by created_at desc limit 1`;
    const user = await lite(
      new Request(claims['iss'] + '/user', {
        headers: { authorization: `Bearer ${signToken(base, jwtSecret)}`, apikey: this.#options.secretKey },
      }),
    );
    if (!user.ok || !refresh)
      return authError(403, 'session_not_found', 'Session from session_id claim in JWT does not exist');
    const session = await this.#complete({
      access_token: signToken(base, jwtSecret),
      refresh_token: refresh.token,
      expires_in: lifetime,
      expires_at: base.exp,
      user: (await user.json()) as Record<string, unknown>,
    });
    return Response.json({ ...session, token_type: 'bearer' });
  }
}
