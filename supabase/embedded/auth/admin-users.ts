import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { authError } from './auth-error.ts';

/*
 * Mend of @supabase/lite 0.10.0: it has no admin API. The part of GoTrue's that server-side scripts use:
 * list, get, create, change, delete, and the factors of one account. Can go when lite answers /auth/v1/admin/users.
 */

type Metadata = Record<string, postgres.JSONValue>;

/** What a new account starts with. `password` null: it can only be reached by a recovery mail. */
export type NewUser = Readonly<{
  id: string;
  email: string;
  password: string | null;
  emailConfirm: boolean;
  appMetadata: Metadata;
  userMetadata: Metadata;
}>;

type UserRow = {
  id: string;
  aud: string;
  role: string;
  email: string;
  email_confirmed_at: string | null;
  raw_app_meta_data: unknown;
  raw_user_meta_data: unknown;
  created_at: string;
  updated_at: string;
  last_sign_in_at: string | null;
  banned_until: string | null;
};

/** Writes one account with its e-mail identity. The password is hashed by pgcrypto (bcrypt), as GoTrue's are. */
export async function insertUser(sql: postgres.Sql | postgres.TransactionSql, user: NewUser): Promise<void> {
  const email = user.email.toLowerCase();
  await sql`insert into auth.users
      (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
    values (${user.id}, 'authenticated', 'authenticated', ${email},
      ${user.password === null ? null : sql`extensions.crypt(${user.password}, extensions.gen_salt('bf', 10))`},
      ${user.emailConfirm ? sql`now()` : null},
      ${sql.json({ provider: 'email', providers: ['email'], ...user.appMetadata })}, ${sql.json(user.userMetadata)}, now(), now())`;
  await sql`insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (gen_random_uuid(), 'email', ${user.id}, ${user.id},
      ${sql.json({ sub: user.id, email, email_verified: user.emailConfirm })})`;
}

function view(row: UserRow): Record<string, unknown> {
  return {
    id: row.id,
    aud: row.aud,
    role: row.role,
    email: row.email,
    email_confirmed_at: row.email_confirmed_at,
    app_metadata: row.raw_app_meta_data,
    user_metadata: row.raw_user_meta_data,
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_sign_in_at: row.last_sign_in_at,
    banned_until: row.banned_until,
    identities: [],
  };
}

async function one(sql: postgres.Sql, id: string): Promise<Response> {
  const [row] = await sql<UserRow[]>`select * from auth.users where id = ${id}`;
  return row ? Response.json(view(row)) : authError(404, 'user_not_found', 'User not found');
}

async function create(sql: postgres.Sql, body: Record<string, unknown>): Promise<Response> {
  if (typeof body['email'] !== 'string')
    return authError(400, 'validation_failed', 'Cannot create a user without an email');
  const id = typeof body['id'] === 'string' ? body['id'] : randomUUID();
  try {
    await sql.begin((tx) =>
      insertUser(tx, {
        id,
        email: body['email'] as string,
        password: typeof body['password'] === 'string' ? body['password'] : null,
        emailConfirm: body['email_confirm'] === true,
        appMetadata: (body['app_metadata'] ?? {}) as Metadata,
        userMetadata: (body['user_metadata'] ?? {}) as Metadata,
      }),
    );
  } catch (error) {
    if ((error as postgres.PostgresError).code !== '23505') throw error;
    return authError(422, 'email_exists', 'A user with this email address has already been registered');
  }
  return one(sql, id);
}

async function change(sql: postgres.Sql, id: string, body: Record<string, unknown>): Promise<Response> {
  await sql.begin(async (tx) => {
    if (typeof body['password'] === 'string') {
      await tx`update auth.users set encrypted_password = extensions.crypt(${body['password']}, extensions.gen_salt('bf', 10)) where id = ${id}`;
    }
    if (typeof body['email'] === 'string')
      await tx`update auth.users set email = ${body['email'].toLowerCase()} where id = ${id}`;
    if (body['email_confirm'] === true)
      await tx`update auth.users set email_confirmed_at = coalesce(email_confirmed_at, now()) where id = ${id}`;
    if (body['user_metadata']) {
      await tx`update auth.users set raw_user_meta_data = raw_user_meta_data || ${tx.json(body['user_metadata'] as Metadata)} where id = ${id}`;
    }
    if (body['app_metadata']) {
      await tx`update auth.users set raw_app_meta_data = raw_app_meta_data || ${tx.json(body['app_metadata'] as Metadata)} where id = ${id}`;
    }
    const ban = body['ban_duration'];
    if (typeof ban === 'string') {
      await tx`update auth.users set banned_until = ${ban === 'none' ? null : tx`now() + ${ban}::interval`} where id = ${id}`;
    }
    // A new password or a ban ends every session, so that old tokens are refused at once.
    if (typeof body['password'] === 'string' || (typeof ban === 'string' && ban !== 'none')) {
      await tx`delete from auth.refresh_tokens where user_id = ${id}`;
      await tx`delete from auth.sessions where user_id = ${id}`;
    }
  });
  return one(sql, id);
}

/** GoTrue's `…/admin/users/:id/factors[/:factorId]`: list, and remove. */
async function answerFactors(
  request: Request,
  sql: postgres.Sql,
  userId: string,
  factorId: string | undefined,
): Promise<Response> {
  if (request.method === 'GET' && factorId === undefined) {
    return Response.json(
      await sql`
      select id, friendly_name, factor_type, status, created_at, updated_at from auth.mfa_factors where user_id = ${userId}`,
    );
  }
  if (request.method === 'DELETE' && factorId !== undefined && /^[0-9a-f-]{36}$/i.test(factorId)) {
    const removed =
      await sql`delete from auth.mfa_factors where id = ${factorId} and user_id = ${userId} returning id`;
    return removed.length > 0
      ? Response.json({ id: factorId })
      : authError(404, 'mfa_factor_not_found', 'Factor not found');
  }
  return authError(405, 'bad_method', 'Method not allowed');
}

/**
 * Answers /auth/v1/admin/users and /auth/v1/admin/users/:id.
 *
 * @param isAdmin - whether the caller showed the secret key.
 */
export async function answerAdminUsers(
  request: Request,
  sql: postgres.Sql,
  isAdmin: boolean,
): Promise<Response> {
  if (!isAdmin) return authError(403, 'not_admin', 'User not allowed');
  const url = new URL(request.url);
  const id = url.pathname.split('/')[5];
  const body = ['POST', 'PUT'].includes(request.method)
    ? ((await request.json()) as Record<string, unknown>)
    : {};
  if (id && !/^[0-9a-f-]{36}$/i.test(id))
    return authError(404, 'validation_failed', 'user_id must be an UUID');
  if (request.method === 'GET' && !id) {
    const per = Math.min(Number(url.searchParams.get('per_page') ?? 50) || 50, 1000);
    const page = Math.max(Number(url.searchParams.get('page') ?? 1) || 1, 1);
    const rows = await sql<
      UserRow[]
    >`select * from auth.users order by created_at desc, id limit ${per} offset ${(page - 1) * per}`;
    return Response.json({ users: rows.map(view), aud: 'authenticated' });
  }
  if (request.method === 'POST' && !id) return create(sql, body);
  if (!id) return authError(405, 'bad_method', 'Method not allowed');
  if (url.pathname.split('/')[6] === 'factors')
    return answerFactors(request, sql, id, url.pathname.split('/')[7]);
  if (request.method === 'GET') return one(sql, id);
  if (request.method === 'PUT') return change(sql, id, body);
  if (request.method === 'DELETE') {
    await sql`delete from auth.users where id = ${id}`;
    return Response.json({});
  }
  return authError(405, 'bad_method', 'Method not allowed');
}
