import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Answer, CscMethods } from './csc.ts';
import type { Settings } from './settings.ts';

/** A request is a few hundred octets. */
const MAX_BYTES = 8192;
const BASE = '/csc/v2/';

/**
 * Serves the methods over TLS 1.3 to whoever shows a certificate of the client authorities; nobody else gets as far as
 * a request.
 *
 * @param fault - told about errors of our own; the client learns nothing but 500.
 */
export function serve(
  tls: Settings['tls'],
  methods: Pick<CscMethods, 'answer'>,
  fault: (error: unknown) => void,
): Server {
  const server = createServer(
    {
      cert: tls.certificate,
      key: tls.key,
      ca: tls.clientAuthorities,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
    },
    (request, response) => {
      answer(request, methods).then(
        (given) => send(response, given),
        (error: unknown) => {
          fault(error);
          send(response, { status: 500, json: { error: 'server_error' } });
        },
      );
    },
  );
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  return server;
}

async function answer(request: IncomingMessage, methods: Pick<CscMethods, 'answer'>): Promise<Answer> {
  const refuse = (status: number): Answer => ({ status, json: { error: 'invalid_request' } });
  const path = request.url ?? '';
  if (request.method !== 'POST' || !path.startsWith(BASE)) return refuse(404);
  const { fingerprint256: client } = (request.socket as TLSSocket).getPeerCertificate();
  if (client === undefined) return refuse(401);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BYTES) return refuse(413);
    parts.push(part);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(400);
    throw error;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refuse(400);
  return await methods.answer(path.slice(BASE.length), client, body as Readonly<Record<string, unknown>>);
}

function send(response: ServerResponse, { status, json, retryAfterS }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    connection: 'close',
    ...(retryAfterS !== undefined && { 'retry-after': String(retryAfterS) }),
  });
  response.end(JSON.stringify(json));
}
