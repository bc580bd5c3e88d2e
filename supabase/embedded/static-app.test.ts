import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contentSecurityPolicy, inlineScriptHashes, openStaticApp } from './static-app.ts';

test('an inline script is allowed by its hash, one with a source needs none', () => {
  const html = '<script src="/a.js"></script><script type="module">alert(1)</script>';
  expect(inlineScriptHashes(html)).toEqual(["'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"]);
});

test('the policy allows no script, frame or connection from elsewhere', () => {
  const policy = contentSecurityPolicy([]).split('; ');
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("connect-src 'self' blob:");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.join(' ')).not.toMatch(/https?:|\*|unsafe-eval'(?<!wasm-unsafe-eval')/);
});

test('every page of the build gives its hashes to the one policy', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shomei-static-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, '200.html'), '<script>a</script>');
  writeFileSync(path.join(folder, 'index.html'), '<script>b</script>');
  expect(openStaticApp(folder).headers['content-security-policy']?.match(/sha256-/g)).toHaveLength(2);
});
