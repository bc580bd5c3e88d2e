/**
 * `node src/make-key.ts gateway.json LABEL RSA-2048|RSA-3072|P-256|P-384`: makes a key inside the token that can never
 * leave it, and prints its public key. Of the settings, only `device` need be there yet.
 */
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Device } from './device.ts';

const KINDS = ['RSA-2048', 'RSA-3072', 'P-256', 'P-384'] as const;
const [file, label, kindName] = process.argv.slice(2);
const kind = KINDS.find((one) => one === kindName);
if (file === undefined || label === undefined || kind === undefined) {
  console.error(`Usage: node src/make-key.ts gateway.json LABEL ${KINDS.join('|')}`);
  process.exit(2);
}
try {
  const { device: settings } = JSON.parse(readFileSync(file, 'utf8')) as {
    device: { module: string; tokenLabel: string; pinFile: string };
  };
  const pin = readFileSync(path.resolve(path.dirname(file), settings.pinFile), 'utf8').trim();
  const device = new Device({ module: settings.module, tokenLabel: settings.tokenLabel, pin });
  await device.makeKey(label, kind);
  const spki = await device.publicKey(label);
  console.log(
    createPublicKey({ key: spki, format: 'der', type: 'spki' })
      .export({ format: 'pem', type: 'spki' })
      .toString()
      .trim(),
  );
  device.close();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
