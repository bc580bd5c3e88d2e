import { DEFAULT_POLICY, fromHex, judgeBareToken, toBase64, type TimestampReport } from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Fault } from '../_shared/refusal.ts';
import { trustOf } from '../_shared/trust.ts';
import { obtainToken } from '../_shared/tsa.ts';
import { passesBeforeLt } from './judgement.ts';
import type { JobPorts } from './ports.ts';
import { accreditationProblem } from './production.ts';

/** Answer of `chain_stamp_subject`: the head of one municipality's operation chain. */
interface ChainHead {
  readonly municipalityId: string;
  readonly count: number;
  readonly headSha256Hex: string;
}

/**
 * Has the head of a municipality's operation chain time-stamped, so that what the log says until now can be shown
 * later without trusting the service. The messageImprint is the head's value itself.
 *
 * @throws Outage `TIMESTAMP_UNAVAILABLE` where no authority gives a good token; the job then comes again.
 */
export async function stampChain(ports: JobPorts, municipalityId: string): Promise<void> {
  const head = await ports.rpc<ChainHead | null>('chain_stamp_subject', {
    p_municipality_id: municipalityId,
  });
  if (head === null) return;
  const imprint = fromHex(head.headSha256Hex);
  if (imprint === undefined) throw new Fault('CHAIN_HEAD', { context: { municipality: municipalityId } });
  const trust = trustOf(ports.config.trustList);
  let judged: TimestampReport | undefined;
  const accept = async (token: Uint8Array): Promise<string | undefined> => {
    const report = await judgeBareToken(token, imprint, nodeDigest, DEFAULT_POLICY, trust, ports.now());
    const problem = stampProblem(ports, report);
    if (problem === undefined) judged = report;
    return problem;
  };
  const token = await obtainToken(ports.authorities, imprint, () => ports.random(16), accept);
  if (judged?.genTime === undefined) throw new Fault('TOKEN_NOT_JUDGED');
  await ports.rpc('chain_stamp_add', {
    p_municipality_id: municipalityId,
    p_count: head.count,
    p_head_sha256_hex: head.headSha256Hex,
    p_stamped_at: judged.genTime,
    p_token_b64: toBase64(token),
  });
}

/** What keeps a token from being stored: as for a fresh seal, only revocation may still be open. */
function stampProblem(ports: JobPorts, report: TimestampReport): string | undefined {
  if (report.integrity !== 'intact' || report.anchor === null || !passesBeforeLt(report)) {
    return `token ${report.indication} ${report.subIndication ?? ''}`;
  }
  return accreditationProblem(ports, report);
}
