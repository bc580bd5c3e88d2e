import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificateAnswer, crlAnswer, ocspAnswer, timestampAnswer } from './answers.ts';
import type { AuthorityState } from './answers.ts';

/** Requests are a few hundred octets; more is not one. */
const MAX_REQUEST = 65_536;

type Answer = Readonly<{ type: string; body: Uint8Array }> | { status: number };

/**
 * Listens on one address.
 *
 * @param port - 0 lets the system choose.
 * @param state - asked for each request anew, so that revocations and faults count at once.
 * @throws the system's EADDRINUSE where the port is taken.
 */
export async function listen(
  host: string,
  port: number,
  state: () => AuthorityState,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, state()).then(
      (given) => send(response, given),
      (error: unknown) => {
        console.error('authority:', error);
        send(response, { status: 500 });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function answer(request: IncomingMessage, state: AuthorityState): Promise<Answer | undefined> {
  const { pathname } = new URL(request.url ?? '/', 'http://authority');
  const [, room, ...rest] = pathname.split('/');
  const get = request.method === 'GET' || request.method === 'HEAD';

  if (room === 'tsa') {
    const broken = breakdown(state.faults.tsa);
    if (broken !== null) return broken;
    if (request.method !== 'POST') return { status: 405 };
    const body = await readBody(request);
    if (body === undefined) return { status: 413 };
    return { type: 'application/timestamp-reply', body: await timestampAnswer(body, state) };
  }
  if (room === 'ocsp') {
    const broken = breakdown(state.faults.ocsp);
    if (broken !== null) return broken;
    // RFC 6960 appendix A.1: GET carries the request as URL-encoded base64.
    const body = get
      ? new Uint8Array(Buffer.from(decodeURIComponent(rest.join('/')), 'base64'))
      : await readBody(request);
    if (body === undefined) return { status: 413 };
    return { type: 'application/ocsp-response', body: ocspAnswer(body, state) };
  }
  if (!get) return { status: 405 };
  if (room === 'crl') {
    const broken = breakdown(state.faults.crl);
    if (broken !== null) return broken;
    return found('application/pkix-crl', crlAnswer(rest.join('/'), state));
  }
  return found('application/pkix-cert', certificateAnswer(room ?? '', state));
}

/** What a fault makes of every request; null where it does not. */
function breakdown(fault: string | undefined): Answer | undefined | null {
  if (fault === 'down') return undefined;
  if (fault === 'unavailable') return { status: 503 };
  if (fault === 'garbage') return { type: 'text/html', body: new TextEncoder().encode('<html></html>') };
  return null;
}

function found(type: string, body: Uint8Array | undefined): Answer {
  return body === undefined ? { status: 404 } : { type, body };
}

/** Undefined breaks the connection off. */
function send(response: ServerResponse, given: Answer | undefined): void {
  if (given === undefined) {
    response.destroy();
  } else if ('status' in given) {
    response.writeHead(given.status, { 'content-length': 0 }).end();
  } else {
    response
      .writeHead(200, {
        'content-type': given.type,
        'content-length': given.body.length,
        'cache-control': 'no-store',
      })
      .end(given.body);
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_REQUEST) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
