/** `node src/main.ts gateway.json`: serves until it is told to end. Prints one line when it listens. */
import type { AddressInfo } from 'node:net';
import { CscMethods } from './csc.ts';
import { Device } from './device.ts';
import { Log } from './log.ts';
import { serve } from './server.ts';
import { readSettings } from './settings.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node src/main.ts gateway.json');
  process.exit(2);
}
try {
  const settings = readSettings(file);
  const device = new Device(settings.device);
  for (const credential of settings.credentials)
    await device.requireFit(credential.keyLabel, credential.certificatesPem);
  const log = new Log(settings.logFile);
  log.write(new Date(), {
    event: 'started',
    credentials: settings.credentials.map(({ id }) => id).join(' '),
  });
  const methods = new CscMethods(settings.credentials, {
    sign: (label, algorithm, digest) => device.sign(label, algorithm, digest),
    log: (entry) => log.write(new Date(), entry),
    now: () => new Date(),
  });
  const server = serve(settings.tls, methods, (error) => console.error(error));
  server.listen(settings.listen.port, settings.listen.host, () => {
    const { address, port } = server.address() as AddressInfo;
    console.log(`listening on https://${address}:${port}/csc/v2`);
  });
  const end = (): void => {
    server.close(() => {
      log.write(new Date(), { event: 'stopped' });
      log.close();
      device.close();
      process.exit(0);
    });
    server.closeIdleConnections();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
