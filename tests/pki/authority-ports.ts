import { X509Certificate } from 'node:crypto';
import type { KeyPort, RevocationPort, TimestampPort } from '../../src/lib/core/sign/index.ts';
import type { Authority } from '../../supabase/embedded/authority/index.ts';
import { loadSigningKey } from '../../supabase/embedded/authority/signing-key.ts';

/** The ports of `core/sign`, answered by a development authority over HTTP and its seal key in memory. */
export type AuthorityPorts = Readonly<{ key: KeyPort; timestamp: TimestampPort; revocation: RevocationPort }>;

/** Ports onto a running authority. */
export function authorityPorts(
  authority: Pick<Authority, 'sealKeyPkcs8' | 'sealCertificatesPem' | 'tsaUrl'>,
): AuthorityPorts {
  const key = loadSigningKey(
    new Uint8Array(Buffer.from(authority.sealKeyPkcs8, 'base64')),
    'RSA-PKCS1-SHA256',
  );
  return {
    key: {
      algorithm: key.algorithm,
      certificates: pemCertificates(authority.sealCertificatesPem),
      sign: (signedAttrs) => Promise.resolve(key.sign(signedAttrs)),
    },
    timestamp: { request: (der) => exchange(authority.tsaUrl, der) },
    revocation: { ocsp: (url, der) => exchange(url, der), crl: (url) => exchange(url) },
  };
}

/** DER of each certificate of a PEM text. */
function pemCertificates(pem: string): Uint8Array[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw));
}

async function exchange(url: string, body?: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(
    url,
    body === undefined ? {} : { method: 'POST', body: Uint8Array.from(body) },
  );
  if (!response.ok) throw new Error(`${url} answered ${String(response.status)}`);
  return new Uint8Array(await response.arrayBuffer());
}
