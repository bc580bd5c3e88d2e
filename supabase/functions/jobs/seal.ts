import {
  buildSignedData,
  coveredParts,
  digestOf,
  embedContents,
  fromBase64,
  prepareSignature,
  preparedFromJson,
  preparedToJson,
  signedAttributes,
  toBase64,
  type KeyPort,
  type PreparedIncrement,
  type PreparedJson,
  type Report,
  type SealAlgorithm,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { requireSealing, signatureFits } from '../_shared/keys-certificate.ts';
import { sha256, sha256Hex } from '../_shared/octets.ts';
import { Fault } from '../_shared/refusal.ts';
import { obtainToken } from '../_shared/tsa.ts';
import type { WorkingFile } from '../_shared/working-file.ts';
import { judgeFile, sealProblem } from './judgement.ts';
import type { JobPorts } from './ports.ts';
import { accreditationProblem } from './production.ts';

/** One seal to be made: on what, in whose name. */
export interface SealOrder {
  /** Key of its stored steps: `seal/<party>/<document>` or `certificate-seal/<document>`. */
  readonly subject: string;
  /** The whole file so far. */
  readonly file: WorkingFile;
  readonly sha256Hex: string;
  readonly fieldName: string;
  readonly name: string;
  readonly reason: string;
}

/** A seal that was made, judged and stored, as `revision_add` takes it. */
export interface SealedRevision {
  readonly objectKey: string;
  readonly sha256Hex: string;
  readonly length: number;
  readonly incrementLength: number;
  readonly report: Report;
}

interface PrepareStep {
  readonly baseSha256Hex: string;
  readonly prepared: PreparedJson;
}
interface AttributesStep {
  readonly algorithm: SealAlgorithm;
  readonly certificatesB64: readonly string[];
  readonly signedAttrsB64: string;
}
interface OctetsStep {
  readonly octetsB64: string;
}
/** A token with what the verifier said of the file that bears it. */
interface JudgedToken extends OctetsStep {
  readonly report: Report;
}
interface Steps {
  readonly prepare?: PrepareStep;
  readonly signed_attrs?: AttributesStep;
  readonly signature?: OctetsStep;
  readonly token?: OctetsStep;
  readonly increment?: SealedRevision;
}

/**
 * Makes one seal: prepare → signed attributes → signature value → time-stamp token → increment.
 *
 * The result of each step is stored before the next begins and whatever is stored is reused, so the process
 * may die anywhere: the next run goes on from there, and one order leads to one signature value.
 *
 * @throws Outage `TIMESTAMP_UNAVAILABLE` where no authority gives a good token; Fault `SEAL_NOT_PASSED` where
 *   the verifier does not pass the result, which is then not stored.
 */
export async function makeSeal(ports: JobPorts, ordered: SealOrder): Promise<SealedRevision> {
  // One that a replaced key could not finish goes on under another subject, from its beginning.
  const subject = await ports.rpc<string>('seal_current', { p_subject: ordered.subject });
  const order = { ...ordered, subject };
  const stored = await ports.rpc<Steps>('seal_steps', { p_subject: order.subject });
  if (stored.increment !== undefined) return stored.increment;
  const keep = <T extends object>(step: keyof Steps, payload: T): Promise<T> =>
    ports.rpc<T>('seal_step_put', { p_subject: order.subject, p_step: step, p_payload: payload });

  // A key that may not seal stops the order before anything is written for it.
  if (stored.signed_attrs === undefined) await sealingCertificate(ports);
  const prepare = stored.prepare ?? (await keep<PrepareStep>('prepare', prepareStep(ports, order)));
  if (prepare.baseSha256Hex !== order.sha256Hex) {
    throw new Fault('SEAL_BASE_CHANGED', { context: { subject: order.subject } });
  }
  const prepared = preparedFromJson(prepare.prepared);
  const attributes =
    stored.signed_attrs ??
    (await keep<AttributesStep>('signed_attrs', await attributesStep(ports, order.file.base, prepared)));
  const signature = octetsOf(
    stored.signature ?? (await keep<OctetsStep>('signature', await signatureStep(ports, order, attributes))),
  );
  // The database closes the key operation with what was stored, so a lost race still counts one value.
  await ports.rpc('key_operation_end', {
    p_subject: order.subject,
    p_signature_sha256_hex: await sha256Hex(signature),
  });

  const build = (token: Uint8Array): Uint8Array =>
    embedContents(
      prepared,
      buildSignedData({
        signedAttrs: decode(attributes.signedAttrsB64),
        signature,
        algorithm: attributes.algorithm,
        certificates: attributes.certificatesB64.map(decode),
        timestampToken: token,
      }),
    );
  let fresh: JudgedToken | undefined;
  if (stored.token === undefined) fresh = await tokenStep(ports, order, signature, build);
  const kept = stored.token ?? (await keep<OctetsStep>('token', { octetsB64: fresh?.octetsB64 ?? '' }));

  const increment = build(octetsOf(kept));
  // A token that was stored before, or by another worker, has not been judged here.
  const report =
    fresh?.octetsB64 === kept.octetsB64 ? fresh.report : await judgeFile(ports, order.file.with(increment));
  const problem = sealProblem(report, order.fieldName);
  if (problem !== undefined) {
    throw new Fault('SEAL_NOT_PASSED', { context: { subject: order.subject, problem: problem.what } });
  }
  const object = await ports.objects.put(increment);
  return await keep<SealedRevision>('increment', {
    objectKey: object.objectKey,
    sha256Hex: report.sha256,
    length: order.file.base.length + increment.length,
    incrementLength: increment.length,
    report,
  });
}

function prepareStep(ports: JobPorts, order: SealOrder): PrepareStep {
  const prepared = prepareSignature(order.file.base, {
    fieldName: order.fieldName,
    kind: 'signature',
    name: order.name,
    reason: order.reason,
    claimedAt: ports.now(),
  });
  return { baseSha256Hex: order.sha256Hex, prepared: preparedToJson(prepared) };
}

/** The key of today with its certificate, which may seal at this instant. @throws Fault as `requireSealing`. */
async function sealingCertificate(ports: JobPorts): Promise<{ key: KeyPort; certificate: Uint8Array }> {
  const key = await ports.key();
  const [certificate] = key.certificates;
  if (certificate === undefined) throw new Fault('KEY_WITHOUT_CERTIFICATE');
  requireSealing(certificate, ports.now());
  return { key, certificate };
}

async function attributesStep(
  ports: JobPorts,
  bytes: Uint8Array,
  prepared: PreparedIncrement,
): Promise<AttributesStep> {
  const { key, certificate } = await sealingCertificate(ports);
  const [messageDigest] = await nodeDigest(digestOf(key.algorithm), [coveredParts(bytes, prepared)]);
  if (messageDigest === undefined) throw new Fault('DIGEST');
  const signedAttrs = await signedAttributes({ messageDigest, certificate });
  return {
    algorithm: key.algorithm,
    certificatesB64: key.certificates.map(toBase64),
    signedAttrsB64: toBase64(signedAttrs),
  };
}

async function signatureStep(
  ports: JobPorts,
  order: SealOrder,
  attributes: AttributesStep,
): Promise<OctetsStep> {
  const { key, certificate } = await sealingCertificate(ports);
  if (attributes.certificatesB64[0] !== toBase64(certificate)) {
    // The attributes name the certificate: another key cannot finish what this one began.
    throw new Fault('KEY_CHANGED', { context: { subject: order.subject } });
  }
  const signedAttrs = decode(attributes.signedAttrsB64);
  await ports.rpc('key_operation_begin', {
    p_subject: order.subject,
    p_signed_attrs_sha256_hex: await sha256Hex(signedAttrs),
  });
  const signature = await key.sign(signedAttrs);
  if (!(await signatureFits(attributes.algorithm, certificate, signedAttrs, signature))) {
    throw new Fault('KEY_DOES_NOT_FIT', { context: { subject: order.subject } });
  }
  return { octetsB64: toBase64(signature) };
}

async function tokenStep(
  ports: JobPorts,
  order: SealOrder,
  signature: Uint8Array,
  build: (token: Uint8Array) => Uint8Array,
): Promise<JudgedToken> {
  let accepted: Report | undefined;
  const accept = async (token: Uint8Array): Promise<string | undefined> => {
    const report = await judgeFile(ports, order.file.with(build(token)));
    const problem = sealProblem(report, order.fieldName);
    if (problem === undefined) {
      const seal = report.signatures.find((signature) => signature.fieldName === order.fieldName);
      const unlisted = accreditationProblem(ports, seal?.timestamp);
      if (unlisted === undefined) accepted = report;
      return unlisted;
    }
    if (problem.of === 'token') return problem.what;
    throw new Fault('SEAL_NOT_PASSED', { context: { subject: order.subject, problem: problem.what } });
  };
  const imprint = await sha256(signature);
  const token = await obtainToken(ports.authorities, imprint, () => ports.random(16), accept);
  if (accepted === undefined) throw new Fault('TOKEN_NOT_JUDGED', { context: { subject: order.subject } });
  return { octetsB64: toBase64(token), report: accepted };
}

function decode(b64: string): Uint8Array {
  const octets = fromBase64(b64);
  if (octets === undefined) throw new Fault('STEP_UNREADABLE');
  return octets;
}

function octetsOf(step: OctetsStep): Uint8Array {
  return decode(step.octetsB64);
}
