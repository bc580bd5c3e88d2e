import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { isoInstant } from '../../src/lib/core/x509/time.ts';
import { readTimestampResponse } from '../../src/lib/core/sign/index.ts';
import { CertificatePool } from '../../src/lib/core/verify/certificate-pool.ts';
import { contentOf, tokenFacts } from '../../src/lib/core/verify/collect-cms.ts';
import { EvidencePool } from '../../src/lib/core/verify/collect-revocation.ts';
import { readSignedData } from '../../src/lib/core/cms/signed-data.ts';
import { timestampToken, type TimestampToken } from '../../src/lib/core/tsp/token.ts';

function tokenIn(octets: Uint8Array): TimestampToken | undefined {
  const signed = readSignedData(octets);
  return signed && timestampToken(signed);
}

// RFC 3161 answers of a public authority, given as a folder beside the repository; without it there is nothing to run.
const shared = process.env['SHOMEI_SHARED'];
const folder = join(shared ?? '', 'vectors/rfc3161');
const message = new TextEncoder().encode('RhT49MYCgJzWssTF+LXtFZbLD4pe94q4uezLWoTLzyM=\n');

const octets = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const nonce = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

async function answered(name: string, nonceHex: string) {
  const [imprint = new Uint8Array()] = await nodeDigest('SHA-256', [[message]]);
  return readTimestampResponse(octets(name), { imprint, nonce: nonce(nonceHex) });
}

/** The judge's view of a token over the message. */
async function measured(token: Uint8Array) {
  const pools = { certificates: new CertificatePool(), evidence: new EvidencePool(), digest: nodeDigest };
  return tokenFacts(readSignedData(token), contentOf(message, nodeDigest), pools);
}

test.skipIf(shared === undefined)(
  'an answer to this request is a token whose imprint and signature hold',
  async () => {
    const answer = await answered('respNonce.der', '092ef19ffb5d2ae8');
    expect(answer.ok).toBe(true);
    if (!answer.ok) return;
    const facts = await measured(answer.value);
    expect(isoInstant(facts.genTimeMs ?? 0)).toBe('2017-04-19T06:29:53Z');
    expect(facts).toMatchObject({ readable: true, imprint: 'equal', imprintHash: 'SHA-256' });
    expect(facts.cms).toMatchObject({ digest: 'equal', signature: 'valid', signingCertificate: 'ok' });
    expect(tokenIn(answer.value)?.info.nonce).toBe(0x092ef19ffb5d2ae8n);
  },
);

test.skipIf(shared === undefined)(
  'an answer without the nonce, without the certificate, or that refuses, is no token for us',
  async () => {
    expect(await answered('respNonce.der', '0000000000000001')).toMatchObject({
      code: 'TIMESTAMP_WRONG_NONCE',
    });
    expect(await answered('respNoNonce.der', '092ef19ffb5d2ae8')).toMatchObject({
      code: 'TIMESTAMP_WRONG_NONCE',
    });
    expect(await answered('respNoCert.der', 'b1fc81dec95749d9')).toMatchObject({
      code: 'TIMESTAMP_RESPONSE_MALFORMED',
    });
    expect(await answered('respRejection.der', '092ef19ffb5d2ae8')).toMatchObject({
      code: 'TIMESTAMP_REFUSED',
    });
  },
);

test.skipIf(shared === undefined)(
  'a bare token is read, and what it is not about does not match',
  async () => {
    const facts = await measured(octets('timeStampToken.der'));
    expect(facts).toMatchObject({ readable: true, imprint: 'different' });
    expect(facts.cms).toMatchObject({ digest: 'equal', signature: 'valid' });
  },
);

test.skipIf(shared === undefined)('requests and answers as a whole are not tokens', () => {
  for (const name of [
    'reqNonce.der',
    'reqNoNonce.der',
    'reqNoCert.der',
    'respNonce.der',
    'respRejection.der',
  ])
    expect(tokenIn(octets(name))).toBeUndefined();
});
