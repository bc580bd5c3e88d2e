import {
  basicConstraints,
  certificatePem,
  distinguishedName,
  extKeyUsage,
  issueCertificate,
  keyUsage,
  PURPOSE,
  subjectAltName,
} from '../../supabase/embedded/authority/certificate-builder.ts';
import { generateSigningKey } from '../../supabase/embedded/authority/signing-key.ts';

/** PEM of a certificate and its key. */
export type TlsPair = Readonly<{ certificate: string; key: string }>;

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** A TLS authority of a test, with certificates that serve 127.0.0.1 and clients alike. */
export class TlsFiles {
  readonly authorityPem: string;
  readonly #pairs: ReadonlyMap<string, TlsPair>;

  private constructor(authorityPem: string, pairs: ReadonlyMap<string, TlsPair>) {
    this.authorityPem = authorityPem;
    this.#pairs = pairs;
  }

  static async make(names: readonly string[]): Promise<TlsFiles> {
    const authority = await generateSigningKey('ECDSA-P256-SHA256');
    const dates = {
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
      issuer: distinguishedName({ commonName: 'TLS authority of a test' }),
      signer: authority,
    };
    const root = issueCertificate({
      ...dates,
      subject: dates.issuer,
      spki: authority.spki,
      extensions: [basicConstraints(true), keyUsage('keyCertSign')],
    });
    const pairs = new Map<string, TlsPair>();
    for (const name of names) {
      const key = await generateSigningKey('ECDSA-P256-SHA256');
      const certificate = issueCertificate({
        ...dates,
        subject: distinguishedName({ commonName: name }),
        spki: key.spki,
        extensions: [
          basicConstraints(false),
          keyUsage('digitalSignature'),
          extKeyUsage(false, PURPOSE.serverAuth, CLIENT_AUTH),
          subjectAltName({ ipv4: ['127.0.0.1'] }),
        ],
      });
      pairs.set(name, { certificate: certificatePem(certificate), key: pkcs8Pem(key.pkcs8) });
    }
    return new TlsFiles(certificatePem(root), pairs);
  }

  pem(name: string): TlsPair {
    const pair = this.#pairs.get(name);
    if (pair === undefined) throw new RangeError(`no certificate was made for ${name}`);
    return pair;
  }
}

function pkcs8Pem(pkcs8: Uint8Array): string {
  const base64 = Buffer.from(pkcs8)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
}
