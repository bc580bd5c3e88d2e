import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sirv, { type RequestHandler } from 'sirv';

/** Every HTML file below a folder. */
function htmlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.html'))
    .map((f) => path.join(folder, f));
}

/**
 * The CSP source expressions of the inline scripts in a page.
 *
 * @param html - text of one page. Scripts with `src` need none.
 */
export function inlineScriptHashes(html: string): readonly string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) =>
      `'sha256-${createHash('sha256')
        .update(script ?? '')
        .digest('base64')}'`,
  );
}

/** The one policy of every answer: nothing from elsewhere, no script but ours. */
export function contentSecurityPolicy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scriptHashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ');
}

/** The built app as a request handler, and the headers that every answer of the origin carries. */
export type StaticApp = Readonly<{ serve: RequestHandler; headers: Readonly<Record<string, string>> }>;

/**
 * Opens the built app.
 *
 * @param folder - `build/`; where it is missing every path answers 404.
 */
export function openStaticApp(folder: string): StaticApp {
  const pages = existsSync(folder) ? htmlFiles(folder) : [];
  const hashes = [...new Set(pages.flatMap((f) => inlineScriptHashes(readFileSync(f, 'utf8'))))].sort();
  const headers = {
    'content-security-policy': contentSecurityPolicy(hashes),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
  };
  const fallback = existsSync(path.join(folder, '200.html'));
  const serve = existsSync(folder)
    ? sirv(folder, {
        etag: true,
        dotfiles: false,
        gzip: true,
        brotli: true,
        ...(fallback ? { single: '200.html' } : {}),
        setHeaders: (response, pathname) => {
          const hashed = pathname.startsWith('/_app/immutable/');
          response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        },
      })
    : (_request: unknown, _response: unknown, next?: () => void) => next?.();
  return { serve: serve as RequestHandler, headers };
}
