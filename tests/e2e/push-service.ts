import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a push service was handed for one endpoint; `body` in base64. */
export interface PushedMessage {
  readonly authorization: string;
  readonly body: string;
}

/**
 * A push service on loopback, in the place of the browser maker's: takes what is posted to an endpoint, answers what
 * came there to who asks, and has an endpoint gone once it is deleted (RFC 8030 §5, §7.3).
 */
export async function openPushService(): Promise<{ readonly url: string; close(): void }> {
  const came = new Map<string, PushedMessage[]>();
  const gone = new Set<string>();
  const server = http.createServer((request, response) => {
    const endpoint = request.url ?? '';
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(came.get(endpoint) ?? []));
        return;
      }
      if (request.method === 'DELETE') gone.add(endpoint);
      else if (!gone.has(endpoint)) {
        const message = {
          authorization: request.headers.authorization ?? '',
          body: Buffer.concat(parts).toString('base64'),
        };
        came.set(endpoint, [...(came.get(endpoint) ?? []), message]);
      }
      response.writeHead(gone.has(endpoint) ? 410 : 201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
