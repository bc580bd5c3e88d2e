import {
  explicit,
  implicitConstructed,
  nullValue,
  octetString,
  sequence,
} from '../../src/lib/core/sign/der.ts';
import {
  PURPOSE,
  distinguishedName,
  extension,
} from '../../supabase/embedded/authority/certificate-builder.ts';
import type { Vector } from './vector.ts';
import { days, type Recipe } from './workshop.ts';

const UNKNOWN = '2.999.7';
/** nameConstraints with one directory name, permitted (0) or excluded (1). RFC 5280 §4.2.1.10. */
const constrained = (tag: 0 | 1, organization: string) =>
  extension(
    '2.5.29.30',
    true,
    sequence(implicitConstructed(tag, sequence(explicit(4, distinguishedNameOf(organization))))),
  );
// Country and organization alone: what stands below them is within.
function distinguishedNameOf(organization: string): Uint8Array {
  const whole = distinguishedName({ country: 'JP', organization, commonName: 'x' });
  // The last RDN (commonName x) has 12 octets here.
  const inner = whole.subarray(2, whole.length - 12);
  return sequence(inner);
}
const requireExplicitPolicy = extension('2.5.29.36', true, sequence(Uint8Array.of(0x80, 1, 0)));

const fails =
  (check: 'CHAIN_CONSTRAINTS' | 'CHAIN_VALIDITY' | 'CHAIN_KEY_USAGE' | 'CHAIN_FOUND') =>
  (name: string, source: string, recipe: Recipe): Vector => ({
    name,
    source,
    recipe,
    verdict: 'INDETERMINATE',
    fails: [check],
  });
const constraint = fails('CHAIN_CONSTRAINTS');
const passes = (name: string, source: string, recipe: Recipe): Vector => ({
  name,
  source,
  recipe,
  verdict: 'TOTAL-PASSED',
  fails: [],
});

/** The path from the signer to an anchor. */
export const PATHS: readonly Vector[] = [
  {
    name: 'a certificate that had not begun',
    source:
      'EN 319 102-1 §5.5.4 (NOT_YET_VALID: its time-stamp is older than it, and the order of time says so too)',
    recipe: { certificates: { seal: { notBeforeDay: 1 } } },
    verdict: 'TOTAL-FAILED',
    fails: ['CHAIN_VALIDITY', 'TIME_ORDER'],
  },
  {
    name: 'a time-stamp backdated to before the certificate of the signer',
    source:
      'EN 319 102-1 §5.5.4 (NOT_YET_VALID: the path does not hold for then, and the order of time says so too)',
    recipe: {
      certificates: {
        root: { notBeforeDay: -30 },
        issuing: { notBeforeDay: -30 },
        timestampRoot: { notBeforeDay: -30 },
        timestamp: { notBeforeDay: -30 },
      },
      timestamp: (token) => ({ ...token, genAt: days(-2) }),
    },
    verdict: 'TOTAL-FAILED',
    subIndication: 'NOT_YET_VALID',
    fails: ['CHAIN_VALIDITY', 'TIME_ORDER'],
  },
  fails('CHAIN_VALIDITY')('an authority whose certificate had ended', 'RFC 5280 §6.1.3 (a)(2)', {
    certificates: { issuing: { notBeforeDay: -30, notAfterDay: -1 } },
    // A list made after the end would say nothing either.
    crl: (one) => ({ ...one, thisUpdate: days(-1) }),
  }),
  fails('CHAIN_VALIDITY')('an anchor whose time in the list had ended', 'EN 319 102-1 §5.2.6', {
    anchorEndDay: -1,
  }),
  constraint('a path longer than its authority permits', 'RFC 5280 §6.1.4 (l), (m)', {
    certificates: { root: { pathLength: 0 } },
  }),
  constraint('an authority whose key may not sign certificates', 'RFC 5280 §6.1.4 (n)', {
    certificates: { issuing: { keyUsage: ['cRLSign'] } },
  }),
  constraint('an authority without basicConstraints', 'RFC 5280 §6.1.4 (k)', {
    certificates: { issuing: { omit: ['basicConstraints'] } },
  }),
  constraint('a signer with a critical extension that is not known', 'RFC 5280 §4.2', {
    certificates: { seal: { extensions: [extension(UNKNOWN, true, nullValue())] } },
  }),
  constraint('an authority with a critical extension that is not known', 'RFC 5280 §4.2', {
    certificates: { issuing: { extensions: [extension(UNKNOWN, true, nullValue())] } },
  }),
  passes('a signer with an extension that is not known and not critical', 'RFC 5280 §4.2', {
    certificates: { seal: { extensions: [extension(UNKNOWN, false, nullValue())] } },
  }),
  constraint('names beyond what the authority may vouch for', 'RFC 5280 §6.1.3 (b)', {
    certificates: { issuing: { extensions: [constrained(0, 'Elsewhere')] } },
  }),
  passes('names within what the authority may vouch for', 'RFC 5280 §6.1.3 (b)', {
    certificates: { issuing: { extensions: [constrained(0, 'Shomei test')] } },
  }),
  constraint('a name that the authority excludes', 'RFC 5280 §6.1.3 (c)', {
    certificates: { issuing: { extensions: [constrained(1, 'Shomei test')] } },
  }),
  constraint('no policy where the authority requires one', 'RFC 5280 §6.1.5 (g)', {
    certificates: { issuing: { extensions: [requireExplicitPolicy] } },
  }),
  passes('one policy all along the path where it is required', 'RFC 5280 §6.1.5 (g)', {
    certificates: {
      issuing: { policies: ['2.999.1'], extensions: [requireExplicitPolicy] },
      seal: { policies: ['2.999.1'] },
    },
  }),
  constraint('a malformed extension of the signer', 'RFC 5280 §4.2.1.9', {
    certificates: {
      seal: {
        omit: ['basicConstraints'],
        extensions: [extension('2.5.29.19', true, octetString(new Uint8Array(3)))],
      },
    },
  }),
  fails('CHAIN_KEY_USAGE')('a signer that is an authority of time alone', 'RFC 5280 §4.2.1.12', {
    certificates: { seal: { extKeyUsage: { critical: true, purposes: [PURPOSE.timeStamping] } } },
  }),
  passes('a signer for documents', 'RFC 9336', {
    certificates: { seal: { extKeyUsage: { critical: false, purposes: [PURPOSE.documentSigning] } } },
  }),
  passes('a signer without keyUsage', 'RFC 5280 §4.2.1.3', {
    certificates: { seal: { omit: ['keyUsage'] } },
  }),
  passes('an anchor below the root', 'RFC 5280 §6.1.1 (d)', { anchors: ['issuing', 'timestampRoot'] }),
  passes('the signer itself as anchor', 'EN 319 102-1 §5.2.6.4', { anchors: ['seal', 'timestampRoot'] }),
  passes('a second, forged certificate of the authority beside the true one', 'RFC 4158 (building)', {
    more: { forged: { issuer: 'stranger', ca: true, commonName: 'issuing', signedWith: 'seal' } },
    store: (evidence, { more }) => ({
      ...evidence,
      certificates: [...(more['forged'] ? [more['forged'].certificate] : []), ...evidence.certificates],
    }),
  }),
  fails('CHAIN_FOUND')('a signer that issued its own certificate', 'RFC 5280 §6.1', {
    certificates: { seal: { issuer: 'seal' } },
    without: ['ocsp'],
  }),
];
