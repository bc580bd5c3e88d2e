import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { certificatePem } from '../authority/certificate-builder.ts';
import { close, listen } from '../origin.ts';
import { choosePort } from '../ports.ts';
import { localAddresses } from './addresses.ts';
import { issueTlsLeaf, loadTlsRoot } from './tls-root.ts';

function folder(): string {
  const made = mkdtempSync(`${tmpdir()}/shomei-tls-`);
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}
const info = (address: string, internal = false) => ({
  address,
  internal,
  family: 'IPv4' as const,
  netmask: '',
  mac: '',
  cidr: null,
});

test('private addresses come first, loopback never', () => {
  expect(
    localAddresses({
      lo: [info('127.0.0.1', true)],
      a: [info('203.0.113.5')],
      b: [info('192.168.1.9'), info('192.168.1.9')],
    }),
  ).toEqual(['192.168.1.9', '203.0.113.5']);
});

test('M66: a client that installed the root trusts the server at its address', async () => {
  const root = await loadTlsRoot(folder(), ['127.0.0.1'], new Date());
  const leaf = await issueTlsLeaf(root, ['127.0.0.1'], new Date());
  const server = https.createServer(
    { cert: leaf.certPem, key: leaf.keyPem },
    (_request, response) => void response.end('ok'),
  );
  const port = await choosePort(0, '');
  await listen(server, port, '127.0.0.1');
  onTestFinished(() => close(server));
  const status = await new Promise<number | undefined>((resolve, reject) => {
    https
      .get({ host: '127.0.0.1', port, ca: certificatePem(root.certificate) }, (r) => resolve(r.statusCode))
      .on('error', reject);
  });
  expect(status).toBe(200);
});

test('the root is kept, and names the networks it is limited to', async () => {
  const dir = folder();
  const first = await loadTlsRoot(dir, [], new Date());
  expect((await loadTlsRoot(dir, [], new Date())).certificate).toEqual(first.certificate);
  const certificate = new X509Certificate(first.certificate);
  expect(certificate.ca).toBe(true);
  // 2.5.29.30 nameConstraints, critical
  expect(Buffer.from(first.certificate).includes(Buffer.from('0603551d1e0101ff', 'hex'))).toBe(true);
});
