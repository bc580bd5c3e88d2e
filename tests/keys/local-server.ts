import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { createServer as createPlainServer, type AddressInfo } from 'node:net';

/** One request as a test's server sees it. */
export type Asked = Readonly<{
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}>;

/** What it answers: `drop` breaks the connection off, `hang` never answers, `stalls` begins and does not end. */
export type Answered =
  | Readonly<{
      status?: number;
      headers?: Readonly<Record<string, string>>;
      body?: Uint8Array | string;
      stalls?: true;
    }>
  | 'drop'
  | 'hang';

export type LocalServer = Readonly<{ url: string; port: number; stop(): Promise<void> }>;

/** Serves on a free port of 127.0.0.1; with `tls`, over HTTPS. */
export async function serveLocally(
  answer: (asked: Asked) => Answered | Promise<Answered>,
  tls?: ServerOptions,
): Promise<LocalServer> {
  const listener: RequestListener = (request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const given = await answer({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts),
      });
      if (given === 'hang') return;
      if (given === 'drop') return void response.destroy();
      response.writeHead(given.status ?? 200, given.headers);
      if (given.stalls === true) response.write(given.body);
      else response.end(given.body);
    })().catch(() => response.destroy());
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether something answers there. */
export async function answers(origin: string): Promise<boolean> {
  try {
    await (await fetch(origin)).body?.cancel();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createPlainServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
