import type { Anchor, TrustList } from '../../src/lib/core/verify/trust-list.ts';
import type { SealAlgorithm } from '../../src/lib/core/sign/index.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  certificatePem,
  crlDistributionPoint,
  distinguishedName,
  extKeyUsage,
  issueCertificate,
  keyUsage,
  PURPOSE,
  subjectKeyIdentifier,
  type KEY_USAGE,
} from '../../supabase/embedded/authority/certificate-builder.ts';
import { issueCrl } from '../../supabase/embedded/authority/revocation.ts';
import { generateSigningKey, type SigningKey } from '../../supabase/embedded/authority/signing-key.ts';
import { serveLocally, type LocalServer } from './local-server.ts';

/** What a seal's or an authority's certificate is to be; what is left out is sound. */
export type Leaf = Readonly<{
  usage?: readonly (keyof typeof KEY_USAGE)[];
  /** Days from now. */
  notBeforeDay?: number;
  notAfterDay?: number;
}>;

type Authority = 'signing' | 'timestamping';

const DAY_MS = 86_400_000;
const day = (n: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 + n * DAY_MS);
const name = (commonName: string): Uint8Array<ArrayBuffer> =>
  distinguishedName({ country: 'JP', organization: 'Foreign', commonName });

/**
 * An authority that shares neither names nor keys with the development authority, with its lists on the network: what
 * a deployment would get from its providers. It certifies keys that it has never seen.
 */
export class ForeignPki {
  readonly #roots: Readonly<Record<Authority, { key: SigningKey; certificate: Uint8Array }>>;
  readonly #server: LocalServer;

  private constructor(roots: ForeignPki['roots'], server: LocalServer) {
    this.#roots = roots;
    this.#server = server;
  }

  /** DER and key of both roots. */
  get roots(): Readonly<Record<Authority, { key: SigningKey; certificate: Uint8Array }>> {
    return this.#roots;
  }

  static async open(): Promise<ForeignPki> {
    const root = async (of: Authority): Promise<{ key: SigningKey; certificate: Uint8Array }> => {
      const key = await generateSigningKey('ECDSA-P256-SHA256');
      const certificate = issueCertificate({
        subject: name(`Foreign ${of} root`),
        issuer: name(`Foreign ${of} root`),
        spki: key.spki,
        notBefore: day(-1),
        notAfter: day(7300),
        signer: key,
        extensions: [
          basicConstraints(true),
          keyUsage('keyCertSign', 'cRLSign'),
          subjectKeyIdentifier(key.spki),
        ],
      });
      return { key, certificate };
    };
    const roots = { signing: await root('signing'), timestamping: await root('timestamping') };
    const server = await serveLocally(({ path }) => {
      const of = path.slice(1).replace('.crl', '') as Authority;
      if (!(of in roots)) return { status: 404 };
      const now = Math.floor(Date.now() / 1000);
      return {
        headers: { 'content-type': 'application/pkix-crl' },
        body: issueCrl({
          issuer: name(`Foreign ${of} root`),
          signer: roots[of].key,
          thisUpdate: new Date(now * 1000),
          nextUpdate: new Date((now + 86_400) * 1000),
          crlNumber: now,
          revoked: [],
        }),
      };
    });
    return new ForeignPki(roots, server);
  }

  /** PEM of the chain over a sealing key, leaf first: `SHOMEI_SEAL_CERTIFICATES`. */
  sealChainPem(spki: Uint8Array, leaf: Leaf = {}): string {
    return this.sealChain(spki, leaf).map(certificatePem).join('');
  }

  /** DER of that chain. */
  sealChain(spki: Uint8Array, leaf: Leaf = {}): Uint8Array[] {
    const usage = leaf.usage ?? ['digitalSignature', 'nonRepudiation'];
    return [
      this.#certify('signing', 'Foreign sealing service', spki, leaf, [keyUsage(...usage)]),
      this.#roots.signing.certificate,
    ];
  }

  /** A time-stamp authority's key and certificate. */
  async timestampHolder(
    leaf: Leaf = {},
    algorithm: SealAlgorithm = 'RSA-PKCS1-SHA256',
  ): Promise<{ key: SigningKey; certificate: Uint8Array }> {
    const key = await generateSigningKey(algorithm);
    const certificate = this.#certify('timestamping', 'Foreign time-stamp unit', key.spki, leaf, [
      keyUsage('digitalSignature'),
      extKeyUsage(true, PURPOSE.timeStamping),
    ]);
    return { key, certificate };
  }

  /** Both roots as a deployment would list them. */
  trustList(timestamp: Partial<Anchor> = {}): TrustList {
    const anchor = (use: Anchor['use'], of: Authority): Anchor => ({
      use,
      name: `Foreign ${of} root`,
      certificate: Buffer.from(this.#roots[of].certificate).toString('base64'),
      testOnly: false,
      accredited: false,
      policyOids: [],
      notBefore: day(-1).toISOString(),
      notAfter: day(7300).toISOString(),
    });
    return {
      version: 1,
      issuedAt: day(0).toISOString(),
      name: 'Foreign',
      anchors: [anchor('signer', 'signing'), { ...anchor('timestamp', 'timestamping'), ...timestamp }],
    };
  }

  /** PEM of both roots. */
  get anchorsPem(): string {
    return Object.values(this.#roots)
      .map(({ certificate }) => certificatePem(certificate))
      .join('');
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  #certify(
    by: Authority,
    commonName: string,
    spki: Uint8Array,
    leaf: Leaf,
    extensions: readonly Uint8Array[],
  ): Uint8Array {
    const issuer = this.#roots[by];
    return issueCertificate({
      subject: name(commonName),
      issuer: certificateFields(issuer.certificate).subject as Uint8Array<ArrayBuffer>,
      spki,
      notBefore: day(leaf.notBeforeDay ?? -1),
      notAfter: day(leaf.notAfterDay ?? 3650),
      signer: issuer.key,
      extensions: [
        basicConstraints(false),
        ...extensions,
        subjectKeyIdentifier(spki),
        authorityKeyIdentifier(issuer.key.spki),
        crlDistributionPoint(`${this.#server.url}/${by}.crl`),
      ],
    });
  }
}
