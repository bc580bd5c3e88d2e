import { createHmac, timingSafeEqual } from 'node:crypto';
import type postgres from 'postgres';

/*
 * Mend of @supabase/lite 0.10.0: its access tokens lack iss, aal, amr, app_metadata, user_metadata and is_anonymous.
 * They are made anew with GoTrue's claim set. Can go when lite's own tokens carry aal and amr across a refresh.
 */

/** Claims of an access token. Instants are seconds since 1970. */
export type Claims = Readonly<{
  sub: string;
  session_id: string;
  role: string;
  exp: number;
  iat: number;
  aal?: 'aal1' | 'aal2';
  amr?: readonly Amr[];
  [name: string]: unknown;
}>;
export type Amr = Readonly<{ method: string; timestamp: number }>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const mac = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest();

/** Signs claims with HS256. */
export function signToken(claims: Claims, secret: string): string {
  const head = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'embedded' })}.${encode(claims)}`;
  return `${head}.${mac(head, secret).toString('base64url')}`;
}

/**
 * Reads a token's claims.
 *
 * @returns null where the token is malformed, of another algorithm, wrongly signed or expired at `at`.
 */
export function readToken(token: string, secret: string, at: Date): Claims | null {
  const [head = '', body = '', signature = ''] = token.split('.');
  try {
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: unknown };
    const given = Buffer.from(signature, 'base64url');
    const wanted = mac(`${head}.${body}`, secret);
    if (header.alg !== 'HS256' || given.length !== wanted.length || !timingSafeEqual(given, wanted))
      return null;
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Partial<Claims>;
    if (typeof claims.exp !== 'number' || claims.exp <= at.getTime() / 1000) return null;
    return typeof claims.sub === 'string' && typeof claims.session_id === 'string'
      ? (claims as Claims)
      : null;
  } catch {
    return null; // not base64url or not JSON: no token
  }
}

/**
 * How a session was authenticated, newest method first.
 *
 * @param firstMethod - noted as this session's first method where it has none yet.
 */
export async function sessionAmr(
  sql: postgres.Sql,
  sessionId: string,
  firstMethod?: string,
): Promise<readonly Amr[]> {
  if (firstMethod) {
    await sql`insert into auth.mfa_amr_claims (session_id, authentication_method)
      select ${sessionId}, ${firstMethod}
       where not exists (select from auth.mfa_amr_claims where session_id = ${sessionId})`;
  }
  const rows = await sql<{ method: string; timestamp: string }[]>`
    select authentication_method as method, floor(extract(epoch from updated_at))::text as timestamp
      from auth.mfa_amr_claims where session_id = ${sessionId} order by updated_at desc`;
  return rows.map((r) => ({ method: r.method, timestamp: Number(r.timestamp) }));
}

/** The claims of GoTrue's token for this user and session. */
export function gotrueClaims(
  base: Claims,
  user: Record<string, unknown>,
  amr: readonly Amr[],
  issuer: string,
): Claims {
  return {
    ...base,
    iss: issuer,
    aal: amr.some((a) => a.method === 'totp') ? 'aal2' : 'aal1',
    amr,
    app_metadata: user['app_metadata'] ?? {},
    user_metadata: user['user_metadata'] ?? {},
    is_anonymous: false,
    phone: user['phone'] ?? '',
  };
}
