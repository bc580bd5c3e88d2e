import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { close, listen } from '../origin.ts';
import { choosePort } from '../ports.ts';
import { StackError } from '../stack-error.ts';
import { localAddresses } from './addresses.ts';
import { setupPage } from './setup-page.ts';
import { fingerprint, issueTlsLeaf, loadTlsRoot } from './tls-root.ts';

/** The stack on the local network. */
export type Network = Readonly<{
  /** The app's origin over HTTPS. */
  url: string;
  /** The plain-HTTP page that installs the TLS root. */
  setupUrl: string;
  /** DER of the TLS root. */
  root: Uint8Array;
  serve(handler: RequestListener): Promise<void>;
  stop(): Promise<void>;
}>;

const EVERYWHERE = '0.0.0.0';

/**
 * Prepares HTTPS on all interfaces, with a TLS root of the data folder's own.
 *
 * @throws StackError `NETWORK_NONE` where the machine has no address but loopback; `PORT_TAKEN`.
 */
export async function openNetwork(options: {
  dataDir: string;
  port: number | undefined;
  setupPort: number | undefined;
}): Promise<Network> {
  const addresses = localAddresses();
  const [address] = addresses;
  if (!address)
    throw new StackError(
      'NETWORK_NONE',
      'This machine is in no network, so --host has nothing to serve. Connect it, or start without --host.',
    );
  const port = await choosePort(options.port, '--network-port', EVERYWHERE);
  const setupPort = await choosePort(options.setupPort, '--setup-port', EVERYWHERE);
  const at = new Date();
  const root = await loadTlsRoot(path.join(options.dataDir, 'tls-root'), addresses, at);
  const leaf = await issueTlsLeaf(root, addresses, at);
  const url = `https://${address}:${port}`;
  const servers: (http.Server | https.Server)[] = [];
  return {
    url,
    setupUrl: `http://${address}:${setupPort}`,
    root: root.certificate,
    serve: async (handler) => {
      const secure = https.createServer({ cert: leaf.certPem, key: leaf.keyPem }, handler);
      const setup = http.createServer(
        setupPage({ root: root.certificate, fingerprint: fingerprint(root.certificate), appUrl: url }),
      );
      await listen(secure, port, EVERYWHERE);
      servers.push(secure);
      await listen(setup, setupPort, EVERYWHERE);
      servers.push(setup);
    },
    stop: async () => {
      for (const server of servers.splice(0)) await close(server);
    },
  };
}
