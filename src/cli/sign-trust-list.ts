import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { listSigningInput, listToken } from '../lib/core/verify/index.ts';
import { jwkThumbprint, readP256Jwk, type P256Jwk } from '../lib/core/x509/p256-jwk.ts';

/** A new key of a trust list's publisher: PKCS#8 in PEM, on P-256. */
export function newPublisherKey(): string {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  });
  return privateKey;
}

/**
 * The public half of a publisher's key.
 *
 * @param pem - PKCS#8 or SEC 1 in PEM.
 * @throws RangeError `TRUST_KEY_NOT_P256`; whatever Node says of text that is no key.
 */
export function publisherJwk(pem: string): P256Jwk {
  const jwk = readP256Jwk(createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' }));
  if (!jwk) throw new RangeError('TRUST_KEY_NOT_P256');
  return jwk;
}

/** The JWK Set that the app takes as `/trust-keys.json` and the command as `--trust-key` (RFC 7517 §5). */
export async function publisherKeySet(keys: readonly P256Jwk[]): Promise<string> {
  const listed = keys.map(async (jwk) => ({
    ...jwk,
    kid: await jwkThumbprint(jwk),
    alg: 'ES256',
    use: 'sig',
  }));
  return `${JSON.stringify({ keys: await Promise.all(listed) }, null, 2)}\n`;
}

/** The detached compact JWS over a list's exact octets, for `trust-list.jws`. RFC 7515 appendix F. */
export async function signTrustList(octets: Uint8Array, pem: string): Promise<string> {
  const kid = await jwkThumbprint(publisherJwk(pem));
  const input = Buffer.from(listSigningInput(octets, kid), 'ascii');
  const key = { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' } as const;
  return listToken(kid, new Uint8Array(sign('sha256', input, key)));
}
