import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LITE_SETTINGS } from './lite-app.ts';

const toml = readFileSync(new URL('../config.toml', import.meta.url), 'utf8');

/** The value of one plain `key = value` line, as it is written. */
function setting(section: string, key: string): string | undefined {
  const lines = toml.split('\n');
  const start = lines.indexOf(`[${section}]`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('['));
  const line =
    start < 0 ? undefined : rest.slice(0, end < 0 ? undefined : end).find((l) => l.startsWith(`${key} = `));
  return line?.slice(key.length + 3);
}

test('the embedded stack and config.toml agree on what both know', () => {
  expect(JSON.parse(setting('api', 'schemas') ?? '')).toEqual(LITE_SETTINGS.schemas);
  expect(setting('auth', 'jwt_expiry')).toBe(String(LITE_SETTINGS.jwtExpiryS));
  expect(setting('auth', 'minimum_password_length')).toBe(String(LITE_SETTINGS.minimumPasswordLength));
  expect(setting('storage', 'file_size_limit')).toBe(`"${LITE_SETTINGS.fileSizeLimit}"`);
  expect(setting('api', 'max_rows')).toBe(String(LITE_SETTINGS.maxRows));
});

test('nobody signs up by themselves, and a second factor can be enrolled', () => {
  expect(setting('auth', 'enable_signup')).toBe('false');
  expect(setting('auth.email', 'enable_signup')).toBe('false');
  expect(setting('auth.mfa.totp', 'enroll_enabled')).toBe('true');
  expect(setting('auth.mfa.totp', 'verify_enabled')).toBe('true');
});
