import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { AuthGate } from './auth/auth-gate.ts';
import type { FunctionsHost } from './functions/host.ts';
import type { LiteApp } from './lite-app.ts';
import { mendRestError } from './rest-errors.ts';
import type { StaticApp } from './static-app.ts';

/** What stands behind the one origin. */
export type OriginParts = Readonly<{
  lite: LiteApp;
  auth: AuthGate;
  functions: FunctionsHost;
  app: StaticApp;
  publishableKey: string;
  /** Pages of the stack itself, the published trust list among them, by path; asked before the app. */
  pages: ReadonlyMap<string, (request: IncomingMessage, response: ServerResponse) => void>;
}>;

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, x-client-info, apikey, content-type, x-region, x-link-token, x-part-sha256',
  'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,OPTIONS',
};

/**
 * Makes the handler of the one origin. Only these prefixes reach Supabase's side: /auth/v1, /rest/v1, /storage/v1,
 * /functions/v1. lite's own /_system would answer with the database's address and password.
 */
export function originHandler(parts: OriginParts): RequestListener {
  const listener = getRequestListener(async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/auth/v1/')) return parts.auth.fetch(request);
    const refusal = await parts.auth.refuseEndedSession(request);
    if (refusal) return refusal;
    const response = await parts.lite.fetch(request);
    return pathname.startsWith('/rest/v1') ? mendRestError(response) : response;
  });
  const json = (response: ServerResponse, value: unknown): void => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('cache-control', 'no-cache');
    response.end(JSON.stringify(value));
  };
  return (request, response) => {
    const url = request.url ?? '/';
    const pathname = url.split('?', 1)[0] ?? '/';
    // What stands behind resolves `..` on its own: /rest/v1/../../_system would be let in by one name and served by another.
    if (!isResolved(pathname)) return void response.writeHead(400, { 'content-type': 'text/plain' }).end();
    // The bare prefix itself belongs to no service.
    if (/^\/(auth|rest|storage)\/v1\//.test(pathname)) return void listener(request, response);
    if (pathname.startsWith('/functions/v1/')) {
      if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end();
      const headers = {
        // The socket's address alone counts; what a caller claims does not.
        'x-forwarded-for': request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
        'x-forwarded-host': request.headers.host ?? '',
      };
      return void parts.functions.ready.then(() =>
        parts.functions.proxy(request, response, url.slice('/functions/v1'.length), headers),
      );
    }
    for (const [name, value] of Object.entries(parts.app.headers)) response.setHeader(name, value);
    const page = parts.pages.get(pathname);
    if (page) return page(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    if (pathname === '/app-config.json') return json(response, { supabaseKey: parts.publishableKey });
    parts.app.serve(
      request,
      response,
      () => void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found'),
    );
  };
}

/** Whether a path means what it says: no dot segments, encoded or not, no backslashes, no other origin. */
function isResolved(pathname: string): boolean {
  const address = `http://origin${pathname}`;
  return pathname.startsWith('/') && URL.canParse(address) && new URL(address).pathname === pathname;
}

/** Listens; fulfilled when the port is open. */
export function listen(
  server: http.Server | import('node:https').Server,
  port: number,
  host: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Closes a server with its idle and open connections. */
export function close(server: http.Server | import('node:https').Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
