import type { ContractorActor, StaffActor } from './actor.ts';
import { describeError } from './http.ts';
import type { Ports } from './ports.ts';
import type { Refusal } from './refusal.ts';

/** Whose act was refused, and on what; SQL finds the envelope concerned. */
export type RefusedAct =
  | {
      readonly actor: StaffActor;
      readonly on: { readonly kind: 'envelope' | 'party' | 'document' | 'upload'; readonly id: string };
    }
  | { readonly actor: ContractorActor; readonly tokenHash: string };

/**
 * Writes into the operation log that an act was refused. SQL's own transaction is gone by then, and its log with it.
 *
 * Never throws: the person is to hear why the act was refused, not that the log had a bad moment.
 */
export async function logRefusal(ports: Ports, act: RefusedAct, refusal: Refusal): Promise<void> {
  try {
    if ('on' in act) {
      await ports.rpc('refusal_log_on', {
        p_actor: act.actor,
        p_kind: act.on.kind,
        p_id: act.on.id,
        p_code: refusal.code,
      });
    } else {
      await ports.rpc('refusal_log', {
        p_actor: act.actor,
        p_envelope_id: null,
        p_token_sha256_hex: act.tokenHash,
        p_code: refusal.code,
      });
    }
  } catch (error) {
    ports.log({ level: 'warn', event: 'refusal-log', ...describeError(error) });
  }
}
