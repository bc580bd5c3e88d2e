import { toHex, type CertificateOfConclusion } from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Fault } from '../_shared/refusal.ts';
import { judgeFile } from './judgement.ts';
import type { JobPorts } from './ports.ts';
import type { SubjectContract } from './subject.ts';

/**
 * Asserts that a certificate names exactly this contract: the ID on its pages, every revision as a prefix of
 * its octets, and as many seals as there are parties.
 *
 * @throws Fault `CERTIFICATE_MISMATCH`; the certificate is then not finished.
 */
export async function requireMatch(ports: JobPorts, contract: SubjectContract): Promise<void> {
  const steps = await ports.rpc<{ prepare?: CertificateOfConclusion }>('seal_steps', {
    p_subject: `certificate/${contract.documentId}`,
  });
  const content = steps.prepare;
  const mismatch = (what: string): Fault =>
    new Fault('CERTIFICATE_MISMATCH', { context: { document: contract.documentId, what } });
  if (content === undefined) throw mismatch('content');
  const bytes = await ports.objects.read(contract.parts, contract);
  const { report } = await judgeFile(ports, bytes);
  if (!report.certificateIds.includes(content.certificateId)) throw mismatch('id');
  const { revisions } = content.document;
  const digests = await nodeDigest(
    'SHA-256',
    revisions.map(({ length }) => [bytes.subarray(0, length)]),
  );
  const equal = revisions.every(({ sha256Hex }, i) => sha256Hex === toHex(digests[i] ?? new Uint8Array(0)));
  if (!equal || revisions.at(-1)?.length !== bytes.length) throw mismatch('bytes');
  const seals = report.signatures.filter((signature) => signature.kind === 'signature').length;
  if (seals !== content.signerCount) throw mismatch('signers');
}
