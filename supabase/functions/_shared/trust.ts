import { readTrustList, type TrustList } from './core.ts';
import { Fault } from './refusal.ts';

/** One time-stamping business that is accredited by 総務大臣, with what its tokens are known by. */
export interface AccreditedAuthority {
  readonly name: string;
  /** SHA-256 of certificates that its tokens lead through: the unit's own, or an authority's above it. Lower case. */
  readonly certificateSha256: readonly string[];
  /** Policies under which its tokens are of the accredited business. */
  readonly policyOids: readonly string[];
  /** Period of the accreditation. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** The dated list of accredited time-stamping businesses (時刻認証業務の認定に関する規程). */
export interface Accreditation {
  /** The day of which the list is, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Where it was taken from. */
  readonly source: string;
  readonly entries: readonly AccreditedAuthority[];
}

interface Configured {
  readonly text: string;
  readonly list: TrustList;
  readonly accreditation: Accreditation | null;
}

let last: Configured | undefined;

/**
 * The trust list of the configuration.
 *
 * @param text - JSON (docs/interfaces.md §5).
 * @throws Fault `CONFIG_UNREADABLE`.
 */
export function trustOf(text: string): TrustList {
  return configured(text).list;
}

/**
 * The list of accredited authorities that the trust list carries as `accreditation`; null where it has none.
 *
 * @throws Fault `CONFIG_UNREADABLE`.
 */
export function accreditationOf(text: string): Accreditation | null {
  return configured(text).accreditation;
}

/** Whether a 試験用 anchor is in use: stamps, certificates, mails and verdicts then say so. */
export function testOnlyTrust(text: string): boolean {
  return trustOf(text).anchors.some((anchor) => anchor.testOnly);
}

function configured(text: string): Configured {
  if (last?.text === text) return last;
  const read = readTrustList(text);
  if (!read.ok) throw unreadable();
  const { accreditation } = JSON.parse(text) as { accreditation?: unknown };
  last = {
    text,
    list: read.value,
    accreditation: accreditation === undefined ? null : readAccreditation(accreditation),
  };
  return last;
}

function readAccreditation(value: unknown): Accreditation {
  const { asOf, source, entries } = recordOf(value);
  if (typeof asOf !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(asOf) || typeof source !== 'string') {
    throw unreadable();
  }
  if (!Array.isArray(entries)) throw unreadable();
  return { asOf, source, entries: entries.map(readEntry) };
}

function readEntry(value: unknown): AccreditedAuthority {
  const { name, certificateSha256, policyOids, notBefore, notAfter } = recordOf(value);
  const hashes = textsOf(certificateSha256).map((hash) => hash.toLowerCase());
  const isInstant = (text: unknown): text is string =>
    typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
  if (typeof name !== 'string' || !isInstant(notBefore) || !isInstant(notAfter)) throw unreadable();
  if (!hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))) throw unreadable();
  return { name, certificateSha256: hashes, policyOids: textsOf(policyOids), notBefore, notAfter };
}

/** Texts, at least one: an entry that names no certificate or no policy would accredit everything. */
function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw unreadable();
  if (!value.every((text) => typeof text === 'string')) throw unreadable();
  return value;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable();
  return value as Readonly<Record<string, unknown>>;
}

function unreadable(): Fault {
  return new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_TRUST_LIST' } });
}
