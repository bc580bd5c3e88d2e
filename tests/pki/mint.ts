import type { SealAlgorithm } from '../../src/lib/core/sign/index.ts';
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
  subjectKeyIdentifier,
} from '../../supabase/embedded/authority/certificate-builder.ts';
import type { KEY_USAGE } from '../../supabase/embedded/authority/certificate-builder.ts';
import { generateSigningKey, type SigningKey } from '../../supabase/embedded/authority/signing-key.ts';

/**
 * One certificate as a test describes it. What is left out takes the sound value of its kind, so that a
 * description holds its one fault and nothing else.
 */
export type CertificateSpec = Readonly<{
  /** Name of the entry that issues it; absent for a self-signed one. */
  issuer?: string;
  /** Name of the entry whose key signs it instead of the issuer's: a forged signature. */
  signedWith?: string;
  commonName?: string;
  algorithm?: SealAlgorithm;
  /** Makes it an authority; with `pathLength` bounded. */
  ca?: boolean;
  pathLength?: number;
  keyUsage?: readonly (keyof typeof KEY_USAGE)[];
  extKeyUsage?: Readonly<{ critical: boolean; purposes: readonly string[] }>;
  policies?: readonly string[];
  /** Days from the PKI's instant; −1 and 365 where absent. */
  notBeforeDay?: number;
  notAfterDay?: number;
  ocspUrl?: string;
  crlUrl?: string;
  ocspNoCheck?: boolean;
  /** Leaves a usual extension out. */
  omit?: readonly ('basicConstraints' | 'keyUsage' | 'subjectKeyIdentifier' | 'authorityKeyIdentifier')[];
  /** DER of further extensions, as the builder's functions make them. */
  extensions?: readonly Uint8Array[];
}>;

const DAY_MS = 86_400_000;

/** What certificates are made of and signed with. */
type Key = Pick<SigningKey, 'identifier' | 'spki' | 'sign'>;

/** A certificate with its key. */
export type Minted<K extends Key> = Readonly<{ certificate: Uint8Array; key: K }>;

/**
 * Mints every certificate of a description, each with a key of the product's own algorithms.
 *
 * @param at - the instant from which days are counted.
 * @throws RangeError where an issuer is not described.
 */
export async function mintPki<Name extends string>(
  specs: Readonly<Record<Name, CertificateSpec>>,
  at: Date,
): Promise<Record<Name, Minted<SigningKey>>> {
  const names = Object.keys(specs) as Name[];
  const keys = await Promise.all(
    names.map(async (name) => [name, await generateSigningKey(specs[name].algorithm)] as const),
  );
  return mintWith(specs, at, Object.fromEntries(keys) as Record<Name, SigningKey>);
}

/** Mints every certificate of a description with the keys given. @throws RangeError where an issuer is not described. */
export function mintWith<Name extends string, K extends Key>(
  specs: Readonly<Record<Name, CertificateSpec>>,
  at: Date,
  keyOf: Readonly<Record<Name, K>>,
): Record<Name, Minted<K>> {
  const names = Object.keys(specs) as Name[];
  const keys = new Map<string, K>(Object.entries(keyOf) as [string, K][]);
  const key = (name: string) => {
    const found = keys.get(name);
    if (found === undefined) throw new RangeError(`no certificate is described as ${name}`);
    return found;
  };
  const subject = (name: string, spec: CertificateSpec) =>
    distinguishedName({ country: 'JP', organization: 'Shomei test', commonName: spec.commonName ?? name });

  const minted = names.map((name) => {
    const spec: CertificateSpec = specs[name];
    const issuerName = spec.issuer ?? name;
    const issuerSpec = (specs as Readonly<Record<string, CertificateSpec>>)[issuerName];
    if (issuerSpec === undefined) throw new RangeError(`no certificate is described as ${issuerName}`);
    const certificate = issueCertificate({
      subject: subject(name, spec),
      issuer: subject(issuerName, issuerSpec),
      spki: key(name).spki,
      notBefore: new Date(at.getTime() + (spec.notBeforeDay ?? -1) * DAY_MS),
      notAfter: new Date(at.getTime() + (spec.notAfterDay ?? 365) * DAY_MS),
      signer: key(spec.signedWith ?? issuerName),
      extensions: extensionsOf(spec, key(name).spki, key(issuerName).spki),
    });
    return [name, { certificate, key: key(name) }] as const;
  });
  return Object.fromEntries(minted) as Record<Name, Minted<K>>;
}

function extensionsOf(spec: CertificateSpec, spki: Uint8Array, issuerSpki: Uint8Array): Uint8Array[] {
  const omit = new Set(spec.omit ?? []);
  const usage = spec.keyUsage ?? (spec.ca === true ? ['keyCertSign', 'cRLSign'] : ['digitalSignature']);
  return [
    ...(omit.has('basicConstraints') ? [] : [basicConstraints(spec.ca === true, spec.pathLength)]),
    ...(omit.has('keyUsage') ? [] : [keyUsage(...usage)]),
    ...(spec.extKeyUsage === undefined
      ? []
      : [extKeyUsage(spec.extKeyUsage.critical, ...spec.extKeyUsage.purposes)]),
    ...(spec.policies === undefined ? [] : [certificatePolicies(...spec.policies)]),
    ...(spec.ocspUrl === undefined ? [] : [authorityInfoAccess({ ocsp: spec.ocspUrl })]),
    ...(spec.crlUrl === undefined ? [] : [crlDistributionPoint(spec.crlUrl)]),
    ...(spec.ocspNoCheck === true ? [ocspNoCheck()] : []),
    ...(omit.has('subjectKeyIdentifier') ? [] : [subjectKeyIdentifier(spki)]),
    ...(omit.has('authorityKeyIdentifier') || spec.issuer === undefined
      ? []
      : [authorityKeyIdentifier(issuerSpki)]),
    ...(spec.extensions ?? []),
  ];
}
