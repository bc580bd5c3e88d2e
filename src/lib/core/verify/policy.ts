/**
 * The judge's policy as data. Everything that is a matter of choice, and not of arithmetic or of a format, is here.
 *
 * Source: ETSI TS 119 312 and CRYPTREC (algorithms by date), EN 319 102-1 §5.2.8 (cryptographic constraints).
 */
export type Policy = Readonly<{
  name: string;
  /** Digest algorithms that are weak for a signature made after the instant (ISO 8601 UTC). */
  digestWeakAfter: Readonly<Record<string, string>>;
  /** Smallest RSA modulus in bits, and smallest curve in bits. */
  minimumRsaBits: number;
  minimumCurveBits: number;
  /** Longest time between a CRL's or OCSP response's nextUpdate and the proven instant, in seconds. */
  revocationGraceS: number;
  /** Where nextUpdate is absent, how old thisUpdate may be at the proven instant, in seconds. */
  revocationMaxAgeS: number;
  /** True where a revocation answer may be missing altogether (the indication is then never better than INDETERMINATE). */
  revocationRequired: boolean;
  /** Longest chain of certificates, leaf and anchor included. */
  maximumChain: number;
}>;

const NEVER_STRONG = '1970-01-01T00:00:00Z';

/** The policy of the product. */
export const DEFAULT_POLICY: Policy = {
  name: 'shomei-2026',
  digestWeakAfter: {
    MD2: NEVER_STRONG,
    MD5: NEVER_STRONG,
    'SHA-1': NEVER_STRONG,
    'RIPEMD-160': NEVER_STRONG,
  },
  minimumRsaBits: 2048,
  minimumCurveBits: 256,
  revocationGraceS: 0,
  revocationMaxAgeS: 7 * 86_400,
  revocationRequired: true,
  maximumChain: 10,
};
