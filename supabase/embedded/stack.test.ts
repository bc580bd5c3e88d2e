import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { totpCode, totpStep } from './auth/totp.ts';
import { startStack, type Stack, type StackAccount } from './stack.ts';
import { close, listen } from './origin.ts';
import { choosePort } from './ports.ts';
import { StackError } from './stack-error.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'shomei-stack-'));
let stack: Stack;
let admin: postgres.Sql;

beforeAll(async () => {
  stack = await startStack({ dataDir, app: false });
  admin = postgres(stack.adminUrl, { max: 1, onnotice: () => undefined });
  // Before the first request: lite reads the list of functions once.
  await admin`create function public.test_kind(v jsonb) returns text language sql as 'select jsonb_typeof(v)'`;
});
afterAll(async () => {
  await admin?.end();
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const client = (key = stack.publishableKey): SupabaseClient =>
  createClient(stack.url, key, { auth: { persistSession: false, autoRefreshToken: false } });

function account(name: string): StackAccount {
  const found = stack.accounts.find((a) => a.email.startsWith(name));
  if (!found) throw new Error(`no account ${name}`);
  return found;
}

async function signedIn(who: StackAccount): Promise<SupabaseClient> {
  const supabase = client();
  const { error } = await supabase.auth.signInWithPassword({ email: who.email, password: who.password });
  expect(error).toBeNull();
  return supabase;
}

async function factorId(supabase: SupabaseClient): Promise<string> {
  const { data } = await supabase.auth.mfa.listFactors();
  return data?.totp[0]?.id ?? '';
}

const codeOf = async (
  response: Promise<{ error: { code?: string | undefined } | null }>,
): Promise<string | undefined> => (await response).error?.code;

describe('auth', () => {
  test('a password alone gives aal1, a TOTP code aal2, kept over a refresh', async () => {
    const who = account('drafter@morioka');
    const supabase = await signedIn(who);
    const level = async () => (await supabase.auth.mfa.getAuthenticatorAssuranceLevel()).data;
    expect(await level()).toMatchObject({ currentLevel: 'aal1', nextLevel: 'aal2' });
    const { error } = await supabase.auth.mfa.challengeAndVerify({
      factorId: await factorId(supabase),
      code: who.freshCode(),
    });
    expect(error).toBeNull();
    expect(await level()).toMatchObject({ currentLevel: 'aal2' });
    expect((await supabase.auth.refreshSession()).error).toBeNull();
    expect(await level()).toMatchObject({ currentLevel: 'aal2' });
    const claims = (await supabase.auth.getClaims()).data?.claims;
    expect(claims?.amr).toEqual([
      { method: 'totp', timestamp: expect.any(Number) },
      { method: 'password', timestamp: expect.any(Number) },
    ]);
    expect(claims).toMatchObject({
      iss: `${stack.url}/auth/v1`,
      role: 'authenticated',
      sub: who.id,
      app_metadata: { provider: 'email' },
    });
  });

  test('a code works once', async () => {
    const who = account('signer@morioka');
    const supabase = await signedIn(who);
    const id = await factorId(supabase);
    const code = who.freshCode();
    expect(await codeOf(supabase.auth.mfa.challengeAndVerify({ factorId: id, code }))).toBeUndefined();
    expect(await codeOf(supabase.auth.mfa.challengeAndVerify({ factorId: id, code }))).toBe(
      'mfa_verification_failed',
    );
  });

  test('after five wrong codes even the right one is refused', async () => {
    const who = account('viewer@takizawa');
    const supabase = await signedIn(who);
    const id = await factorId(supabase);
    for (let i = 0; i < 5; i++) {
      expect(await codeOf(supabase.auth.mfa.challengeAndVerify({ factorId: id, code: 'xxxxxx' }))).toBe(
        'mfa_verification_failed',
      );
    }
    expect(await codeOf(supabase.auth.mfa.challengeAndVerify({ factorId: id, code: who.freshCode() }))).toBe(
      'over_request_rate_limit',
    );
  });

  test('after ten wrong passwords even the right one is refused', async () => {
    const who = account('viewer@morioka');
    const supabase = client();
    for (let i = 0; i < 10; i++) {
      expect(await codeOf(supabase.auth.signInWithPassword({ email: who.email, password: 'wrong' }))).toBe(
        'invalid_credentials',
      );
    }
    expect(await codeOf(supabase.auth.signInWithPassword({ email: who.email, password: who.password }))).toBe(
      'over_request_rate_limit',
    );
  });

  test('a factor is enrolled, verified, used and removed by its owner alone', async () => {
    const service = client(stack.secretKey);
    const made = await service.auth.admin.createUser({
      email: 'new@morioka.example',
      password: 'a-long-password',
      email_confirm: true,
    });
    expect(made.error).toBeNull();
    const supabase = client();
    await supabase.auth.signInWithPassword({ email: 'new@morioka.example', password: 'a-long-password' });
    const enrolled = (await supabase.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' })).data;
    if (enrolled?.type !== 'totp') throw new Error('not enrolled');
    expect(enrolled.totp.uri).toContain(`secret=${enrolled.totp.secret}`);
    const code = totpCode(enrolled.totp.secret, totpStep(new Date()));
    const stranger = await signedIn(account('admin@takizawa'));
    expect(await codeOf(stranger.auth.mfa.challengeAndVerify({ factorId: enrolled.id, code }))).toBe(
      'mfa_factor_not_found',
    );
    expect(
      await codeOf(supabase.auth.mfa.challengeAndVerify({ factorId: enrolled.id, code })),
    ).toBeUndefined();
    expect((await supabase.auth.getUser()).data.user?.factors).toMatchObject([
      { status: 'verified', friendly_name: 'phone' },
    ]);
    expect(await codeOf(supabase.auth.mfa.unenroll({ factorId: enrolled.id }))).toBeUndefined();
    expect((await supabase.auth.getUser()).data.user?.factors).toEqual([]);
  });

  test('at aal1 a verified factor can neither be removed nor joined by another', async () => {
    const supabase = await signedIn(account('admin@morioka'));
    expect(await codeOf(supabase.auth.mfa.unenroll({ factorId: await factorId(supabase) }))).toBe(
      'insufficient_aal',
    );
    expect(await codeOf(supabase.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'other' }))).toBe(
      'insufficient_aal',
    );
  });

  test('at aal1 neither the password nor the address changes where there is a second factor', async () => {
    const supabase = await signedIn(account('admin@morioka'));
    expect(await codeOf(supabase.auth.updateUser({ password: 'another-password-1' }))).toBe(
      'insufficient_aal',
    );
    expect(await codeOf(supabase.auth.updateUser({ email: 'other@morioka.example' }))).toBe(
      'insufficient_aal',
    );
  });

  test('after sign-out the token is refused everywhere', async () => {
    const supabase = await signedIn(account('admin@morioka'));
    const token = (await supabase.auth.getSession()).data.session?.access_token ?? '';
    const get = (where: string) =>
      fetch(stack.url + where, {
        headers: { apikey: stack.publishableKey, authorization: `Bearer ${token}` },
      });
    expect((await get('/rest/v1/municipality?select=id')).status).toBe(200);
    await supabase.auth.signOut();
    expect((await get('/rest/v1/municipality?select=id')).status).toBe(401);
    expect((await get('/auth/v1/user')).status).toBe(403);
  });

  test('nobody signs up, and only the secret key administers', async () => {
    expect(
      (await client().auth.signUp({ email: 'x@x.example', password: 'a-long-password' })).error,
    ).not.toBeNull();
    expect(await codeOf(client().auth.admin.listUsers())).toBe('not_admin');
  });

  test('a banned account signs in no more, and its sessions end', async () => {
    const service = client(stack.secretKey);
    const made = await service.auth.admin.createUser({
      email: 'leaver@morioka.example',
      password: 'a-long-password',
      email_confirm: true,
    });
    const supabase = client();
    const sign = () =>
      supabase.auth.signInWithPassword({ email: 'leaver@morioka.example', password: 'a-long-password' });
    expect(await codeOf(sign())).toBeUndefined();
    await service.auth.admin.updateUserById(made.data.user?.id ?? '', { ban_duration: '24h' });
    expect((await supabase.auth.getUser()).error).not.toBeNull();
    expect(await codeOf(sign())).toBe('user_banned');
  });
});

describe('database', () => {
  test("the first request leaves the migrations' REVOKEs standing", async () => {
    await client(stack.secretKey).from('municipality').select('id');
    const [row] = await admin`select has_table_privilege('anon', 'public.envelope', 'insert') as anon,
      has_table_privilege('authenticated', 'public.operation_log', 'delete') as staff,
      has_schema_privilege('authenticated', 'private', 'create') as create_private`;
    expect(row).toEqual({ anon: false, staff: false, create_private: false });
  });

  test('auth.uid() and auth.jwt() read request.jwt.claims', async () => {
    const claims = JSON.stringify({ sub: account('drafter@morioka').id, aal: 'aal2' });
    const [row] = await admin.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${claims}, true)`;
      return tx`select auth.uid() as uid, auth.jwt() ->> 'aal' as aal`;
    });
    expect(row).toEqual({ uid: account('drafter@morioka').id, aal: 'aal2' });
  });

  test("a function's jsonb argument arrives as an object", async () => {
    const { data } = await client(stack.secretKey).rpc('test_kind', { v: { a: 'text', b: [1] } });
    expect(data).toBe('object');
  });

  test('metadata of users is stored as objects', async () => {
    const rows = await admin`select distinct jsonb_typeof(raw_app_meta_data) as kind from auth.users`;
    expect(rows.map((r) => r['kind'])).toEqual(['object']);
  });

  test('the owner of migrations is no superuser', async () => {
    const [row] = await admin`select rolsuper from pg_roles where rolname = 'postgres'`;
    expect(row).toEqual({ rolsuper: false });
  });
});

describe('storage', () => {
  test('the secret key stores, reads and removes octets; nobody else reads them', async () => {
    const service = client(stack.secretKey).storage.from('contract');
    const octets = new Uint8Array([0, 1, 254, 255]);
    expect((await service.upload('o/test-object', octets)).error).toBeNull();
    expect((await service.upload('o/test-object', octets)).error).not.toBeNull();
    const { data } = await service.download('o/test-object');
    expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(octets);
    const staff = await signedIn(account('admin@morioka'));
    expect((await staff.storage.from('contract').download('o/test-object')).error).not.toBeNull();
    expect((await client().storage.from('contract').download('o/test-object')).error).not.toBeNull();
    expect((await service.remove(['o/test-object'])).error).toBeNull();
    expect((await service.download('o/test-object')).error).not.toBeNull();
  });
});

describe('start', () => {
  const refusal = async (start: Promise<Stack>): Promise<string> => {
    try {
      await (await start).stop();
      return 'started';
    } catch (error) {
      return error instanceof StackError ? error.code : String(error);
    }
  };
  const folder = (): string => {
    const made = mkdtempSync(path.join(tmpdir(), 'shomei-start-'));
    onTestFinished(() => rmSync(made, { recursive: true, force: true }));
    return made;
  };

  test('a second instance on the same data is refused', async () => {
    expect(await refusal(startStack({ dataDir, app: false }))).toBe('DATA_IN_USE');
  });

  test('a taken port is refused, and leaves nothing running or locked', async () => {
    const other = http.createServer();
    const port = await choosePort(0, '');
    await listen(other, port, '127.0.0.1');
    onTestFinished(() => close(other));
    const dir = folder();
    expect(await refusal(startStack({ dataDir: dir, app: false, port }))).toBe('PORT_TAKEN');
    expect(existsSync(path.join(dir, 'stack.lock'))).toBe(false);
  });

  test('a folder with other files in it is left alone', async () => {
    const dir = folder();
    writeFileSync(path.join(dir, 'letter.txt'), 'mine');
    expect(await refusal(startStack({ dataDir: dir, app: false, fresh: true }))).toBe('DATA_FOREIGN');
    expect(readFileSync(path.join(dir, 'letter.txt'), 'utf8')).toBe('mine');
  });

  test('secrets are readable by their owner alone', () => {
    expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o077).toBe(0);
  });

  test('after a power cut the next start has every confirmed row, the same secrets and certificates', async () => {
    const dir = folder();
    const first = await startStack({ dataDir: dir, app: false });
    const one = postgres(first.adminUrl, { max: 1, onnotice: () => undefined });
    await one`create table public.power_cut (n int)`;
    await one`insert into public.power_cut select generate_series(1, 1000)`;
    await one.end({ timeout: 1 });
    await first.kill();
    const second = await startStack({ dataDir: dir, app: false });
    onTestFinished(() => second.stop());
    const two = postgres(second.adminUrl, { max: 1, onnotice: () => undefined });
    expect((await two`select count(*)::int as n from public.power_cut`)[0]).toEqual({ n: 1000 });
    await two.end();
    expect(second.secretKey).toBe(first.secretKey);
    expect(second.authority.anchorsPem).toBe(first.authority.anchorsPem);
  });
});
