import {
  concatBytes,
  coveredParts,
  dssRevision,
  embedContents,
  fromBase64,
  fromHex,
  prepareSignature,
  toHex,
  type Facts,
  type Report,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Fault, Outage } from '../_shared/refusal.ts';
import { collectMaterial, type ValidationMaterial } from '../_shared/revocation.ts';
import { trustOf } from '../_shared/trust.ts';
import { obtainToken } from '../_shared/tsa.ts';
import type { WorkingFile } from '../_shared/working-file.ts';
import { collectFacts, judgeArchived, type ArchivedReport } from './judgement.ts';
import type { JobPorts } from './ports.ts';
import { accreditationProblem } from './production.ts';
import type { SealedRevision } from './seal.ts';

/** A file to be made verifiable for the long term. */
export interface LtaOrder {
  /** Key of the stored result: `lta/<document>`, `certificate-lta/<document>`, `renewal/<document>/<number>`. */
  readonly subject: string;
  readonly file: WorkingFile;
  readonly fieldName: string;
  /**
   * A further time-stamp over a finished file: what came before is proven by the outermost one already, so validation
   * data are wanted of that one alone; those of the seals may not be had any more. It is asked with SHA-512, so that it
   * outlasts what it covers.
   */
  readonly renewal?: boolean;
}

/** A file made verifiable for the long term, with a report that says until when. */
export type ArchivedRevision = SealedRevision & { readonly report: ArchivedReport };

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
export async function makeLta(ports: JobPorts, order: LtaOrder): Promise<ArchivedRevision> {
  const stored = await ports.rpc<{ increment?: ArchivedRevision }>('seal_steps', {
    p_subject: order.subject,
  });
  if (stored.increment !== undefined) return stored.increment;

  const { base } = order.file;
  const facts = await collectFacts(ports, base);
  const outermost = order.renewal === true ? facts.signatures.findLast(isDocumentTimestamp) : undefined;
  const wanted = outermost === undefined ? facts.signatures : [outermost];
  const { data, related } = await materialOf(ports, base, facts, wanted);
  const dss = dssRevision(base, data, related);
  const withDss = order.file.with(dss);
  const prepared = prepareSignature(withDss, { fieldName: order.fieldName, kind: 'documentTimestamp' });
  const algorithm = order.renewal === true ? 'SHA-512' : 'SHA-256';
  const [digest] = await nodeDigest(algorithm, [coveredParts(withDss, prepared)]);
  if (digest === undefined) throw new Fault('DIGEST');

  let passed: { increment: Uint8Array; report: ArchivedReport } | undefined;
  const accept = async (token: Uint8Array): Promise<string | undefined> => {
    let increment = concatBytes(dss, embedContents(prepared, token));
    let report = await judgeArchived(ports, order.file.with(increment));
    let problem = ltaProblem(report, order.fieldName);
    if (problem?.of === 'revocation') {
      // An authority of which the file knew nothing: its own validation data follow its token.
      increment = concatBytes(increment, await materialOfToken(ports, order, increment));
      report = await judgeArchived(ports, order.file.with(increment));
      problem = ltaProblem(report, order.fieldName);
    }
    if (problem === undefined) {
      const stamp = report.signatures.find((signature) => signature.fieldName === order.fieldName);
      const unlisted = accreditationProblem(ports, stamp?.timestamp);
      if (unlisted === undefined) passed = { increment, report };
      return unlisted;
    } else if (problem.of === 'revocation') {
      throw new Outage('REVOCATION_UNAVAILABLE', 'revocation', new Error(problem.what));
    } else if (problem.of === 'file') {
      throw new Fault('SEAL_NOT_PASSED', { context: { subject: order.subject, problem: problem.what } });
    }
    return problem.what;
  };
  await obtainToken(ports.authorities, { algorithm, digest }, () => ports.random(16), accept);
  if (passed === undefined) throw new Fault('SEAL_NOT_PASSED', { context: { subject: order.subject } });

  const { increment, report } = passed;
  const object = await ports.objects.put(increment);
  return await ports.rpc<ArchivedRevision>('seal_step_put', {
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

function isDocumentTimestamp({ kind }: SignatureFacts): boolean {
  return kind === 'documentTimestamp';
}

/** The update with the validation data of the document time-stamp that an increment ends with. */
async function materialOfToken(ports: JobPorts, order: LtaOrder, increment: Uint8Array): Promise<Uint8Array> {
  const bytes = order.file.with(increment);
  const facts = await collectFacts(ports, bytes);
  const own = facts.signatures.filter(({ fieldName }) => fieldName === order.fieldName);
  const { data, related } = await materialOf(ports, bytes, facts, own);
  return dssRevision(bytes, data, related);
}

/**
 * Chains and answers for every certificate that made the signatures, the seals' and their time-stamps', and which of
 * them serves which signature.
 */
async function materialOf(
  ports: JobPorts,
  base: Uint8Array,
  facts: Facts,
  signatures: readonly SignatureFacts[],
): Promise<{ data: ValidationMaterial; related: RelatedMaterial[] }> {
  const octets = (b64: string): Uint8Array[] => {
    const der = fromBase64(b64);
    return der === undefined ? [] : [der];
  };
  const anchors = trustOf(ports.config.trustList).anchors.flatMap((anchor) => octets(anchor.certificate));
  const known = facts.certificates.flatMap((certificate) => octets(certificate.der));
  const signersOf = (signature: SignatureFacts): number[] =>
    [signature.cms, signature.token?.cms, ...signature.timestamps.map((token) => token.cms)].flatMap(
      (cms) => cms?.signer ?? [],
    );
  const signers = [...new Set(signatures.flatMap(signersOf))];
  const { byLeaf, ...data } = await collectMaterial(
    ports.revocation,
    signers.flatMap((index) => octets(facts.certificates[index]?.der ?? '')),
    [...known, ...anchors],
  );
  const related: RelatedMaterial[] = [];
  for (const signature of signatures) {
    const key = await vriKey(base, signature);
    const own = signersOf(signature).flatMap((index) => byLeaf[signers.indexOf(index)] ?? []);
    if (key !== undefined && own.length > 0) related.push({ key, ...union(own) });
  }
  return { data, related };
}

type SignatureFacts = Facts['signatures'][number];
type RelatedMaterial = ValidationMaterial & { readonly key: string };

/**
 * The name of a signature in the VRI dictionary: SHA-1 of the octets of its /Contents, its padding included, in
 * upper-case hexadecimal (ISO 32000-2 §12.8.4.4).
 */
async function vriKey(base: Uint8Array, { byteRange: { gap } }: SignatureFacts): Promise<string | undefined> {
  if (gap === null) return undefined;
  // The gap is the hexadecimal string with its brackets.
  const text = new TextDecoder().decode(base.subarray(gap.offset + 1, gap.offset + gap.length - 1));
  const contents = fromHex(text);
  if (contents === undefined) return undefined;
  const [digest] = await nodeDigest('SHA-1', [[contents]]);
  return digest === undefined ? undefined : toHex(digest).toUpperCase();
}

function union(materials: readonly ValidationMaterial[]): ValidationMaterial {
  const all = (kind: keyof ValidationMaterial): Uint8Array[] => [
    ...new Set(materials.flatMap((material) => material[kind])),
  ];
  return { certificates: all('certificates'), ocsps: all('ocsps'), crls: all('crls') };
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
