/** One seal by @libpdf/core in a process of its own: `node libpdf.mjs plain FILE CONTEXT`; see ../measure-seal.ts. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import { measured, nowMb, resetPeak } from '../process-memory.mjs';

const [, path, contextPath] = process.argv.slice(2);
const context = JSON.parse(readFileSync(contextPath, 'utf8'));
const blocks = context.sealCertificatesPem.match(
  /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
);
const [certificate, ...chain] = blocks.map((block) => new Uint8Array(new X509Certificate(block).raw));
const key = await crypto.subtle.importKey(
  'pkcs8',
  Buffer.from(context.sealKeyPkcs8, 'base64'),
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  false,
  ['sign'],
);
const signer = new CryptoKeySigner(key, certificate, 'RSA', 'RSASSA-PKCS1-v1_5', chain);

globalThis.gc?.();
const runtimeMb = nowMb();
resetPeak();
const file = readFileSync(path);
const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
const result = await measured(async () => {
  const pdf = await PDF.load(bytes);
  const signed = await pdf.sign({ signer, level: 'B-B', fieldName: 'Bench', reason: 'bench' });
  if (signed.bytes.length <= bytes.length) throw new Error('nothing was appended');
}, runtimeMb);
console.log(JSON.stringify(result));
