import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { implicitConstructed, implicitPrimitive, sequence } from '../../../src/lib/core/sign/der.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  certificatePem,
  distinguishedName,
  extension,
  extKeyUsage,
  issueCertificate,
  keyUsage,
  PURPOSE,
  subjectAltName,
  subjectKeyIdentifier,
} from '../authority/certificate-builder.ts';
import { readIfPresent, writeDurably } from '../authority/durable-file.ts';
import { generateSigningKey, loadSigningKey, type SigningKey } from '../authority/signing-key.ts';

const ALGORITHM = 'ECDSA-P256-SHA256';
const DAY_MS = 24 * 60 * 60 * 1000;

// Address and mask of RFC 1918, RFC 6598, link-local and loopback networks.
const PRIVATE_NETWORKS = [
  '10.0.0.0/255.0.0.0',
  '172.16.0.0/255.240.0.0',
  '192.168.0.0/255.255.0.0',
  '100.64.0.0/255.192.0.0',
  '169.254.0.0/255.255.0.0',
  '127.0.0.0/255.0.0.0',
];

/** The root that a phone installs to trust this machine's HTTPS. It never signs a document and no document trusts it. */
export type TlsRoot = Readonly<{
  /** DER. */
  certificate: Uint8Array;
  key: SigningKey;
}>;

/** What an HTTPS server loads. */
export type TlsLeaf = Readonly<{ certPem: string; keyPem: string }>;

/** RFC 5280 §4.2.1.10, critical: good for this machine's addresses alone, so that an installed root opens nothing else. */
function nameConstraints(networks: readonly string[]): Uint8Array {
  const octets = (network: string) => Uint8Array.from(network.split(/[./]/).map(Number));
  const subtrees = [
    ...networks.map((network) => sequence(implicitPrimitive(7, octets(network)))),
    ...['localhost', 'local'].map((name) => sequence(implicitPrimitive(2, new TextEncoder().encode(name)))),
  ];
  return extension('2.5.29.30', true, sequence(implicitConstructed(0, ...subtrees)));
}

const rootName = () =>
  distinguishedName({
    country: 'JP',
    organization: 'Shomei TEST',
    commonName: 'Shomei TEST TLS root (this machine only)',
  });

/**
 * Reads the folder's TLS root, or makes it.
 *
 * @param addresses - the machine's IPv4 addresses at this moment; those outside private networks are allowed too.
 */
export async function loadTlsRoot(dataDir: string, addresses: readonly string[], at: Date): Promise<TlsRoot> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const [keyFile, certificateFile] = [path.join(dataDir, 'root.key'), path.join(dataDir, 'root.cer')];
  const [pkcs8, kept] = [await readIfPresent(keyFile), await readIfPresent(certificateFile)];
  if (pkcs8 && kept) return { certificate: new Uint8Array(kept), key: loadSigningKey(pkcs8, ALGORITHM) };
  const key = await generateSigningKey(ALGORITHM);
  const certificate = issueCertificate({
    subject: rootName(),
    issuer: rootName(),
    spki: key.spki,
    notBefore: new Date(at.getTime() - DAY_MS),
    notAfter: new Date(at.getTime() + 3650 * DAY_MS),
    signer: key,
    extensions: [
      basicConstraints(true, 0),
      keyUsage('keyCertSign', 'cRLSign'),
      nameConstraints([...PRIVATE_NETWORKS, ...addresses.map((a) => `${a}/255.255.255.255`)]),
      subjectKeyIdentifier(key.spki),
    ],
  });
  await writeDurably(keyFile, key.pkcs8);
  await writeDurably(certificateFile, certificate);
  return { certificate, key };
}

/** Issues the server's certificate for these addresses, good for 397 days (browsers refuse longer ones). */
export async function issueTlsLeaf(root: TlsRoot, addresses: readonly string[], at: Date): Promise<TlsLeaf> {
  const key = await generateSigningKey(ALGORITHM);
  const certificate = issueCertificate({
    subject: distinguishedName({
      country: 'JP',
      organization: 'Shomei TEST',
      commonName: addresses[0] ?? 'localhost',
    }),
    issuer: rootName(),
    spki: key.spki,
    notBefore: new Date(at.getTime() - DAY_MS),
    notAfter: new Date(at.getTime() + 397 * DAY_MS),
    signer: root.key,
    extensions: [
      basicConstraints(false),
      keyUsage('digitalSignature'),
      extKeyUsage(false, PURPOSE.serverAuth),
      subjectAltName({ dns: ['localhost'], ipv4: ['127.0.0.1', ...addresses] }),
      subjectKeyIdentifier(key.spki),
      authorityKeyIdentifier(root.key.spki),
    ],
  });
  const base64 = Buffer.from(key.pkcs8)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return {
    certPem: certificatePem(certificate) + certificatePem(root.certificate),
    keyPem: `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`,
  };
}

/** SHA-256 of a certificate as people compare it: upper-case pairs with colons. */
export function fingerprint(der: Uint8Array): string {
  return (createHash('sha256').update(der).digest('hex').toUpperCase().match(/../g) ?? []).join(':');
}
