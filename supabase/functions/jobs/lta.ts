import {
  concatBytes,
  coveredParts,
  dssRevision,
  embedContents,
  fromBase64,
  prepareSignature,
  type Facts,
  type Report,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Fault, Outage } from '../_shared/refusal.ts';
import { collectMaterial } from '../_shared/revocation.ts';
import { trustOf } from '../_shared/trust.ts';
import { obtainToken } from '../_shared/tsa.ts';
import type { WorkingFile } from '../_shared/working-file.ts';
import { collectFacts, judgeFile } from './judgement.ts';
import type { JobPorts } from './ports.ts';
import type { SealedRevision } from './seal.ts';

/** A file to be made verifiable for the long term. */
export interface LtaOrder {
  /** Key of the stored result: `lta/<document>` or `certificate-lta/<document>`. */
  readonly subject: string;
  readonly file: WorkingFile;
  readonly fieldName: string;
}

/**
 * Appends the validation data of every signature and a document time-stamp over all of it (B-LTA), as one
 * increment.
 *
 * No key of ours is used, so only the finished increment is stored: a run that dies before asks for revocation
 * answers and a token anew, as fresh as they can be.
 *
 * @throws Outage `REVOCATION_UNAVAILABLE` or `TIMESTAMP_UNAVAILABLE`; Fault `SEAL_NOT_PASSED` where the
 *   verifier does not say TOTAL-PASSED, and then nothing is stored.
 */
export async function makeLta(ports: JobPorts, order: LtaOrder): Promise<SealedRevision> {
  const stored = await ports.rpc<{ increment?: SealedRevision }>('seal_steps', { p_subject: order.subject });
  if (stored.increment !== undefined) return stored.increment;

  const { base } = order.file;
  const dss = dssRevision(base, await materialOf(ports, await collectFacts(ports, base)));
  const withDss = order.file.with(dss);
  const prepared = prepareSignature(withDss, { fieldName: order.fieldName, kind: 'documentTimestamp' });
  const [imprint] = await nodeDigest('SHA-256', [coveredParts(withDss, prepared)]);
  if (imprint === undefined) throw new Fault('DIGEST');

  let passed: { increment: Uint8Array; report: Report } | undefined;
  const accept = async (token: Uint8Array): Promise<string | undefined> => {
    const increment = concatBytes(dss, embedContents(prepared, token));
    const report = await judgeFile(ports, order.file.with(increment));
    const problem = ltaProblem(report, order.fieldName);
    if (problem === undefined) passed = { increment, report };
    else if (problem.of === 'revocation') {
      throw new Outage('REVOCATION_UNAVAILABLE', 'revocation', new Error(problem.what));
    } else if (problem.of === 'file') {
      throw new Fault('SEAL_NOT_PASSED', { context: { subject: order.subject, problem: problem.what } });
    }
    return problem?.what;
  };
  await obtainToken(ports.authorities, imprint, () => ports.random(16), accept);
  if (passed === undefined) throw new Fault('SEAL_NOT_PASSED', { context: { subject: order.subject } });

  const { increment, report } = passed;
  const object = await ports.objects.put(increment);
  return await ports.rpc<SealedRevision>('seal_step_put', {
    p_subject: order.subject,
    p_step: 'increment',
    p_payload: {
      objectKey: object.objectKey,
      sha256Hex: report.sha256,
      length: base.length + increment.length,
      incrementLength: increment.length,
      report,
    },
  });
}

/** Chains and answers for every certificate that signed: the seals' and their time-stamps'. */
async function materialOf(ports: JobPorts, facts: Facts): ReturnType<typeof collectMaterial> {
  const leaves = new Set<number>();
  for (const signature of facts.signatures) {
    const signers = [signature.cms, signature.token?.cms, ...signature.timestamps.map((token) => token.cms)];
    for (const cms of signers) if (cms?.signer != null) leaves.add(cms.signer);
  }
  const der = (b64: string): Uint8Array[] => {
    const octets = fromBase64(b64);
    return octets === undefined ? [] : [octets];
  };
  const anchors = trustOf(ports.config.trustList).anchors.flatMap((anchor) => der(anchor.certificate));
  const found = facts.certificates.map((certificate) => der(certificate.der)[0]);
  const known = found.filter((certificate) => certificate !== undefined);
  return await collectMaterial(
    ports.revocation,
    [...leaves].flatMap((index) => found[index] ?? []),
    [...known, ...anchors],
  );
}

const REVOCATION_OPEN: readonly string[] = ['TRY_LATER', 'REVOCATION_OUT_OF_BOUNDS_NO_POE'];

/** What keeps a concluded file from being stored: only TOTAL-PASSED passes. */
function ltaProblem(
  report: Report,
  fieldName: string,
): { of: 'token' | 'revocation' | 'file'; what: string } | undefined {
  const last = report.signatures.find((signature) => signature.fieldName === fieldName);
  if (report.verdict === 'TOTAL-PASSED' && last?.indication === 'TOTAL-PASSED') return undefined;
  const bad = report.signatures.find((signature) => signature.indication !== 'TOTAL-PASSED');
  const failed = report.findings.filter(
    (finding) => finding.status !== 'passed' && finding.status !== 'not_run',
  );
  const what = [
    report.verdict,
    bad?.fieldName ?? '',
    bad?.subIndication ?? '',
    ...failed.map((finding) => finding.check),
  ].join(' ');
  if (last === undefined) return { of: 'file', what };
  if (last.integrity !== 'intact' || last.anchor === null) return { of: 'token', what };
  if (report.verdict === 'INDETERMINATE' && REVOCATION_OPEN.includes(bad?.subIndication ?? '')) {
    return { of: 'revocation', what };
  }
  return { of: 'file', what };
}
