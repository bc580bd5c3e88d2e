import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoint,
  distinguishedName,
  extKeyUsage,
  issueCertificate,
  keyUsage,
  ocspNoCheck,
  PURPOSE,
  subjectKeyIdentifier,
} from './certificate-builder.ts';
import type { CertificateRequest } from './certificate-builder.ts';
import { readIfPresent, syncFolder, writeDurably } from './durable-file.ts';
import { COMMON_NAMES, TEST_ORGANIZATION, TEST_POLICY } from './names.ts';
import { generateSigningKey, loadSigningKey } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';

/** The members of the development authority. */
export const MEMBERS = ['root', 'issuing', 'seal', 'ocsp', 'timestampRoot', 'timestamp'] as const;
export type Member = (typeof MEMBERS)[number];

/** A certificate with its key. */
export type Holder = Readonly<{ certificate: Uint8Array; key: SigningKey }>;

/** The development authority as kept in its folder. */
export type DevelopmentCa = Readonly<{
  /** Where its certificates say that OCSP, CRL and issuers' certificates are; fixed for good. */
  baseUrl: string;
  createdAt: Date;
  holders: Readonly<Record<Member, Holder>>;
}>;

const ALGORITHM = 'RSA-PKCS1-SHA256';
const FOLDER = 'ca';
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/**
 * Reads the authority kept under `dataDir`.
 *
 * @returns undefined where none was made yet. What a start that was killed half-way left is not one: the folder
 *   gets its name only when it is complete.
 */
export async function loadDevelopmentCa(dataDir: string): Promise<DevelopmentCa | undefined> {
  const folder = join(dataDir, FOLDER);
  const about = await readIfPresent(join(folder, 'about.json'));
  if (about === undefined) return undefined;
  const { baseUrl, createdAt } = JSON.parse(about.toString('utf8')) as { baseUrl: string; createdAt: string };
  const holders = await eachMember(async (member) => {
    const certificate = await readIfPresent(join(folder, `${member}.cer`));
    const pkcs8 = await readIfPresent(join(folder, `${member}.key`));
    if (certificate === undefined || pkcs8 === undefined)
      throw new Error(`the development authority lacks ${member}`);
    return {
      certificate: new Uint8Array(certificate),
      key: loadSigningKey(new Uint8Array(pkcs8), ALGORITHM),
    };
  });
  return { baseUrl, createdAt: new Date(createdAt), holders };
}

/** Makes the authority and keeps it under `dataDir`. @param at - the instant from which it counts. */
export async function createDevelopmentCa(
  dataDir: string,
  baseUrl: string,
  at: Date,
): Promise<DevelopmentCa> {
  const ca = await mintDevelopmentCa(baseUrl, at);
  const fresh = join(dataDir, `${FOLDER}.new`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  for (const member of MEMBERS) {
    await writeDurably(join(fresh, `${member}.cer`), ca.holders[member].certificate);
    await writeDurably(join(fresh, `${member}.key`), ca.holders[member].key.pkcs8);
  }
  await writeDurably(join(fresh, 'about.json'), JSON.stringify({ baseUrl, createdAt: at.toISOString() }));
  await rename(fresh, join(dataDir, FOLDER));
  await syncFolder(dataDir);
  return ca;
}

/** Makes the authority in memory. */
async function mintDevelopmentCa(baseUrl: string, at: Date): Promise<DevelopmentCa> {
  const keys = await eachMember((member) =>
    generateSigningKey(ALGORITHM, member === 'root' || member === 'timestampRoot' ? 3072 : 2048),
  );
  const certificates = new Map<Member, Uint8Array>();
  for (const member of MEMBERS)
    certificates.set(member, issueCertificate(profile(member, keys, baseUrl, at)));
  const holders = await eachMember((member) =>
    Promise.resolve({ certificate: certificates.get(member) as Uint8Array, key: keys[member] }),
  );
  return { baseUrl, createdAt: at, holders };
}

/** Names of the members, as DER. */
export function memberName(member: Member): Uint8Array<ArrayBuffer> {
  return distinguishedName({
    country: 'JP',
    organization: TEST_ORGANIZATION,
    commonName: COMMON_NAMES[member],
  });
}

/** Who issues whom, and what each may do. */
function profile(
  member: Member,
  keys: Readonly<Record<Member, SigningKey>>,
  baseUrl: string,
  at: Date,
): CertificateRequest {
  const request = (issuer: Member, years: number, extensions: readonly Uint8Array[]): CertificateRequest => ({
    subject: memberName(member),
    issuer: memberName(issuer),
    spki: keys[member].spki,
    // From the day before: a reader whose clock is a little behind still believes it.
    notBefore: wholeSeconds(at.getTime() - DAY_MS),
    notAfter: wholeSeconds(at.getTime() + years * YEAR_MS),
    signer: keys[issuer],
    extensions: [
      ...extensions,
      subjectKeyIdentifier(keys[member].spki),
      ...(issuer === member ? [] : [authorityKeyIdentifier(keys[issuer].spki)]),
    ],
  });
  const caUsage = keyUsage('keyCertSign', 'cRLSign');
  switch (member) {
    case 'root':
    case 'timestampRoot':
      return request(member, 20, [basicConstraints(true), caUsage]);
    case 'issuing':
      return request('root', 15, [
        basicConstraints(true, 0),
        caUsage,
        certificatePolicies(TEST_POLICY.seal),
        authorityInfoAccess({ caIssuers: `${baseUrl}/root.cer` }),
        crlDistributionPoint(`${baseUrl}/crl/root.crl`),
      ]);
    case 'seal':
      return request('issuing', 5, [
        basicConstraints(false),
        keyUsage('digitalSignature', 'nonRepudiation'),
        extKeyUsage(false, PURPOSE.documentSigning),
        certificatePolicies(TEST_POLICY.seal),
        authorityInfoAccess({ ocsp: `${baseUrl}/ocsp`, caIssuers: `${baseUrl}/issuing.cer` }),
        crlDistributionPoint(`${baseUrl}/crl/issuing.crl`),
      ]);
    case 'ocsp':
      return request('issuing', 5, [
        basicConstraints(false),
        keyUsage('digitalSignature'),
        extKeyUsage(false, PURPOSE.ocspSigning),
        ocspNoCheck(),
        authorityInfoAccess({ caIssuers: `${baseUrl}/issuing.cer` }),
      ]);
    case 'timestamp':
      // RFC 3161 §2.3: extKeyUsage is critical and names timeStamping alone.
      return request('timestampRoot', 11, [
        basicConstraints(false),
        keyUsage('digitalSignature'),
        extKeyUsage(true, PURPOSE.timeStamping),
        certificatePolicies(TEST_POLICY.timestamp),
        authorityInfoAccess({ caIssuers: `${baseUrl}/timestamp-root.cer` }),
        crlDistributionPoint(`${baseUrl}/crl/timestamp.crl`),
      ]);
  }
}

async function eachMember<T>(make: (member: Member) => Promise<T>): Promise<Record<Member, T>> {
  const made = await Promise.all(MEMBERS.map(async (member) => [member, await make(member)] as const));
  return Object.fromEntries(made) as Record<Member, T>;
}

function wholeSeconds(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
