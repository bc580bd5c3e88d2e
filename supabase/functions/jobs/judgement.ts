import {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  evidenceEnd,
  judge,
  type EvidenceEnd,
  type Facts,
  type Report,
  type SignatureReport,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { trustOf } from '../_shared/trust.ts';
import type { JobPorts } from './ports.ts';

/**
 * Judges a whole file exactly as the offline verifier would, at this instant, by the service's trust list; the
 * report is what is stored.
 */
export async function judgeFile(ports: JobPorts, bytes: Uint8Array): Promise<Report> {
  const facts = await collectFacts(ports, bytes);
  return judge(facts, DEFAULT_POLICY, trustOf(ports.config.trustList), ports.now());
}

/** A report as it is stored with a document time-stamp: it says until when that is believed, and by which policy. */
export interface ArchivedReport extends Report {
  readonly evidenceEnd?: EvidenceEnd & { readonly policy: string };
}

/** Judges a file that ends with a document time-stamp, and says until when that one is believed. */
export async function judgeArchived(ports: JobPorts, bytes: Uint8Array): Promise<ArchivedReport> {
  const facts = await collectFacts(ports, bytes);
  const report = judge(facts, DEFAULT_POLICY, trustOf(ports.config.trustList), ports.now());
  const end = evidenceEnd(facts, report, DEFAULT_POLICY);
  return end === null ? report : { ...report, evidenceEnd: { ...end, policy: DEFAULT_POLICY.name } };
}

/** Measures a whole file without judging it: which certificates it holds, and who signed. */
export async function collectFacts(ports: JobPorts, bytes: Uint8Array): Promise<Facts> {
  return await collect(bytes, nodeDigest, anchorOctets(trustOf(ports.config.trustList)));
}

/** Why a seal must not be stored; `of` tells whether another time-stamp could mend it. */
export interface SealProblem {
  readonly of: 'seal' | 'token';
  readonly what: string;
}

/**
 * What a fresh B-T seal may lack: revocation answers come at the conclusion, so "not known whether revoked" is
 * the one thing left open (EN 319 102-1 §5.2.6: TRY_LATER and its like).
 */
const OPEN_BEFORE_LT: readonly string[] = [
  'TRY_LATER',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
];

/**
 * What keeps a file with a fresh seal from being stored; undefined where nothing does.
 *
 * The new signature must cover the whole file, be intact, lead to an anchor, and bear a time-stamp of which the
 * same holds; nothing in the file may be TOTAL-FAILED.
 *
 * @param fieldName - of the new signature.
 */
export function sealProblem(report: Report, fieldName: string): SealProblem | undefined {
  const seal = report.signatures.find((signature) => signature.fieldName === fieldName);
  if (seal === undefined) return { of: 'seal', what: `${report.verdict}: the seal is not found` };
  const { timestamp } = seal;
  if (timestamp === undefined || timestamp.integrity !== 'intact' || timestamp.anchor === null) {
    return {
      of: 'token',
      what: `token ${timestamp?.indication ?? 'absent'} ${timestamp?.subIndication ?? ''}`,
    };
  }
  if (!passesBeforeLt(timestamp)) return { of: 'token', what: `token ${String(timestamp.subIndication)}` };
  if (seal.integrity !== 'intact' || seal.coverage !== 'whole-file' || seal.anchor === null) {
    return { of: 'seal', what: describe(seal) };
  }
  const failed = report.signatures.find(
    (signature) => !passesBeforeLt(signature) || signature.changes === 'forbidden',
  );
  if (failed !== undefined) return { of: 'seal', what: describe(failed) };
  return undefined;
}

/** Whether a fresh signature or token is good but for revocation, of which nothing need be known yet. */
export function passesBeforeLt(judged: Pick<SignatureReport, 'indication' | 'subIndication'>): boolean {
  if (judged.indication === 'TOTAL-PASSED') return true;
  return judged.indication === 'INDETERMINATE' && OPEN_BEFORE_LT.includes(judged.subIndication ?? '');
}

function describe(signature: SignatureReport): string {
  const { fieldName, integrity, coverage, changes, indication, subIndication } = signature;
  return [fieldName, integrity, coverage, changes, indication, subIndication ?? ''].join(' ');
}
