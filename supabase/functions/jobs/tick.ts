import { describeError } from '../_shared/http.ts';
import { Fault, Outage, Refusal } from '../_shared/refusal.ts';
import { stampChain } from './chain-stamp.ts';
import { conclude } from './conclude.ts';
import { housekeeping } from './housekeeping.ts';
import { deliverMail } from './mail-job.ts';
import type { JobPorts } from './ports.ts';
import { sendNotice } from './push-job.ts';
import { redact } from './redact.ts';
import { renew } from './renew.ts';
import { checkTimestamps } from './timestamp-check.ts';
import { sealParty } from './seal-party.ts';

/** Who does not renew a lease for so long is dead, and another worker takes the job up. */
const LEASE_S = 20;
const RENEW_MS = 5_000;
/** After this, a tick takes no further job: the platform ends calls that run long. */
const TICK_MS = 20_000;
/** Ticks that work at the same time in one process: a silent time-stamp authority must not stop the mails. */
const PARALLEL = 2;

/** Trying again can never help. */
const GIVEN_UP: readonly string[] = [
  'MAIL_UNDELIVERABLE',
  'SMS_UNDELIVERABLE',
  'LINK_GENERATION_STALE',
  'PUSH_REFUSED',
];

/** Servers of mails and notices ask for patience. */
const PATIENT: readonly string[] = ['MAIL_UNAVAILABLE', 'PUSH_UNAVAILABLE'];

/** What one tick did. */
export interface TickResult {
  done: number;
  retried: number;
  failed: number;
}

interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly attempts: number;
}

const running = new WeakMap<JobPorts, { count: number; again: boolean }>();

/**
 * Takes due jobs one by one until there is none. Every kind can be killed at any point and run again; a job
 * that fails is tried again later and later, and none is given up unless trying can never help.
 *
 * A call while enough others work only makes those look once more.
 */
export async function tick(ports: JobPorts): Promise<TickResult> {
  const result: TickResult = { done: 0, retried: 0, failed: 0 };
  const state = running.get(ports) ?? { count: 0, again: false };
  running.set(ports, state);
  if (state.count >= PARALLEL) {
    state.again = true;
    return result;
  }
  state.count += 1;
  try {
    const end = ports.now().getTime() + TICK_MS;
    do {
      state.again = false;
      for (let job = await claim(ports); job !== undefined; job = await claim(ports)) {
        result[await run(ports, job)] += 1;
        if (ports.now().getTime() > end) return result;
      }
    } while (state.again);
    return result;
  } finally {
    state.count -= 1;
  }
}

async function claim(ports: JobPorts): Promise<Job | undefined> {
  const jobs = await ports.rpc<readonly Job[]>('job_claim', {
    p_worker: ports.worker,
    p_lease_s: LEASE_S,
    p_limit: 1,
  });
  return jobs[0];
}

async function run(ports: JobPorts, job: Job): Promise<keyof TickResult> {
  const lease = { p_id: job.id, p_worker: ports.worker };
  const stopRenewing = ports.every(RENEW_MS, () => renewLease(ports, job));
  try {
    await perform(ports, job);
    await ports.rpc('job_done', lease);
    return 'done';
  } catch (error) {
    const outcome = verdictOf(error, job.attempts);
    ports.log({
      event: 'job',
      kind: job.kind,
      job: job.id,
      ...outcome,
      ...describeError(error),
    });
    try {
      if (outcome.delayS === null) await ports.rpc('job_failed', { ...lease, p_code: outcome.code });
      else await ports.rpc('job_retry', { ...lease, p_code: outcome.code, p_delay_s: outcome.delayS });
    } catch (lost) {
      // The lease ran out and another worker has the job, or the database is away and the lease will run out.
      ports.log({ level: 'warn', event: 'job-lease', job: job.id, ...describeError(lost) });
    }
    return outcome.delayS === null ? 'failed' : 'retried';
  } finally {
    stopRenewing();
  }
}

async function renewLease(ports: JobPorts, job: Job): Promise<void> {
  try {
    await ports.rpc('job_renew', { p_id: job.id, p_worker: ports.worker, p_lease_s: LEASE_S });
  } catch (error) {
    // Lost or not, the work goes on: whoever finishes first wins, and the other finds it done.
    ports.log({ level: 'warn', event: 'job-renew', job: job.id, ...describeError(error) });
  }
}

async function perform(ports: JobPorts, job: Job): Promise<void> {
  const { partyId, envelopeId, outboxId, subscriptionId, municipalityId, documentId, checkId } = job.payload;
  if (job.kind === 'seal_party' && partyId !== undefined) return sealParty(ports, partyId);
  if (job.kind === 'conclude' && envelopeId !== undefined) return conclude(ports, envelopeId);
  if (job.kind === 'mail' && outboxId !== undefined) return deliverMail(ports, outboxId);
  if (job.kind === 'push' && outboxId !== undefined && subscriptionId !== undefined)
    return sendNotice(ports, outboxId, subscriptionId);
  if (job.kind === 'chain_stamp' && municipalityId !== undefined) return stampChain(ports, municipalityId);
  if (job.kind === 'renew' && documentId !== undefined) return renew(ports, documentId);
  if (job.kind === 'redact' && documentId !== undefined) return redact(ports, documentId);
  if (job.kind === 'timestamp_check' && checkId !== undefined) return checkTimestamps(ports, checkId);
  if (job.kind === 'housekeeping') return housekeeping(ports);
  throw new Fault('JOB_UNKNOWN', { context: { kind: job.kind } });
}

/** Seconds until the next attempt: doubling, with a ceiling. */
function backOff(attempts: number, firstS: number, ceilingS: number): number {
  return Math.min(firstS * 2 ** Math.min(Math.max(attempts - 1, 0), 16), ceilingS);
}

function verdictOf(
  error: unknown,
  attempts: number,
): { code: string; delayS: number | null; level: 'info' | 'warn' | 'error' } {
  if (error instanceof Outage) {
    // A contract waits for key and token as short as it can.
    const ceilingS = PATIENT.includes(error.code) ? 600 : 60;
    const delayS = error.retryAfterS ?? backOff(attempts, 2, ceilingS);
    return { code: error.code, delayS, level: 'warn' };
  }
  if (error instanceof Refusal && GIVEN_UP.includes(error.code)) {
    return { code: error.code, delayS: null, level: 'warn' };
  }
  const code = error instanceof Refusal || error instanceof Fault ? error.code : 'FAULT';
  return { code, delayS: backOff(attempts, 5, 600), level: 'error' };
}
