import type { SignatureScheme } from '../x509/algorithm.ts';

/** What a relying party asks of certificate policies. RFC 5280 §6.1.1 (c), (e)–(g). */
export type CertificatePolicyInputs = Readonly<{
  /** OIDs of which one must be left where an explicit policy is required; empty = any. */
  acceptable: readonly string[];
  requireExplicit: boolean;
  inhibitMapping: boolean;
  inhibitAny: boolean;
}>;

/**
 * From an instant on, an algorithm is believed only for what a time-stamp proves to have existed before: a digest by
 * name, or keys of a kind below so many bits.
 */
export type AlgorithmEnd = Readonly<
  ({ digest: string } | { keyKind: 'RSA' | 'EC'; belowBits: number }) & {
    /** ISO 8601; the first instant at which it is weak. */
    until: string;
  }
>;

/**
 * The judge's policy as data. Everything that is a matter of choice, and not of arithmetic or of a format, is here.
 *
 * Source: ETSI TS 119 312 and CRYPTREC (algorithms by date), EN 319 102-1 §5.2.8 (cryptographic constraints).
 */
export type Policy = Readonly<{
  name: string;
  /** Digest algorithms too weak to be believed. */
  weakDigests: readonly string[];
  /** Smallest RSA modulus in bits, and smallest curve in bits. */
  minimumRsaBits: number;
  minimumCurveBits: number;
  algorithmEnds: readonly AlgorithmEnd[];
  /** Longest time between a CRL's or OCSP response's nextUpdate and the proven instant, in seconds. */
  revocationGraceS: number;
  /** Where nextUpdate is absent, how old thisUpdate may be at the proven instant, in seconds. */
  revocationMaxAgeS: number;
  /** Whether an OCSP delegate without id-pkix-ocsp-nocheck must be known to be good itself (RFC 6960 §4.2.2.2.1). */
  asksAboutResponders: boolean;
  /** How far evidence and time-stamps may lie ahead of the validation instant, in seconds. */
  clockSkewS: number;
  /** Longest chain of certificates, leaf and anchor included. */
  maximumChain: number;
  certificatePolicies: CertificatePolicyInputs;
}>;

/** The policy of the product. */
export const DEFAULT_POLICY: Policy = {
  name: 'shomei-2026',
  weakDigests: ['MD2', 'MD5', 'SHA-1', 'RIPEMD-160'],
  minimumRsaBits: 2048,
  minimumCurveBits: 256,
  // CRYPTREC LS-0003-2022: what is processed (処理) with 112 bits of security is 利用不可 from 2041, with 128 from 2061.
  algorithmEnds: [
    { keyKind: 'RSA', belowBits: 3072, until: '2041-01-01T00:00:00+09:00' },
    { keyKind: 'RSA', belowBits: 7680, until: '2061-01-01T00:00:00+09:00' },
    { keyKind: 'EC', belowBits: 384, until: '2061-01-01T00:00:00+09:00' },
    { digest: 'SHA-256', until: '2061-01-01T00:00:00+09:00' },
  ],
  revocationGraceS: 0,
  revocationMaxAgeS: 7 * 86_400,
  asksAboutResponders: true,
  clockSkewS: 300,
  maximumChain: 10,
  certificatePolicies: { acceptable: [], requireExplicit: false, inhibitMapping: false, inhibitAny: false },
};

/**
 * The policy for what is proven to have existed at an instant: algorithms that had ended by then are weak.
 *
 * Source: EN 319 102-1 §5.5.4 (algorithms reliable at the time for which existence is proven).
 */
export function policyAt(policy: Policy, provenMs: number): Policy {
  const ended = policy.algorithmEnds.filter(({ until }) => Date.parse(until) <= provenMs);
  if (ended.length === 0) return policy;
  const bits = (kind: 'RSA' | 'EC', least: number): number =>
    Math.max(least, ...ended.map((end) => ('keyKind' in end && end.keyKind === kind ? end.belowBits : 0)));
  return {
    ...policy,
    weakDigests: [...policy.weakDigests, ...ended.flatMap((end) => ('digest' in end ? [end.digest] : []))],
    minimumRsaBits: bits('RSA', policy.minimumRsaBits),
    minimumCurveBits: bits('EC', policy.minimumCurveBits),
  };
}

/** Whether a scheme rests on a digest that the policy calls weak. An unknown scheme is not weak but unverifiable. */
export function isWeakScheme(scheme: SignatureScheme, policy: Policy): boolean {
  return 'hash' in scheme && policy.weakDigests.includes(scheme.hash);
}

/** Whether a key is too short by the policy; a key of unknown kind is not judged here. */
export function isWeakKey(key: Readonly<{ keyKind: string; keyBits: number }>, policy: Policy): boolean {
  if (key.keyKind === 'RSA') return key.keyBits < policy.minimumRsaBits;
  return key.keyKind === 'EC' && key.keyBits > 0 && key.keyBits < policy.minimumCurveBits;
}
