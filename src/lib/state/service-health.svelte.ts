import { readRenewals, type RenewalSummary } from '../data/renewals.ts';
import { readServiceHealth } from '../data/service-health.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { ServiceHealth } from '../domain/service-health.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** What an administrator is shown of the services outside, and of the evidence that is to be renewed. */
export class ServiceHealthDesk {
  health = $state.raw<ServiceHealth | null>(null);
  renewals = $state.raw<RenewalSummary | null>(null);
  loaded = $state(false);
  loading = $state(false);
  refusal = $state<RefusalCode | null>(null);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(): Promise<void> {
    this.loading = true;
    this.refusal = null;
    const [health, renewals] = await Promise.all([readServiceHealth(), readRenewals('')]);
    const seen = this.#session.watch(health);
    this.loading = false;
    if (!seen.ok || !renewals.ok) {
      this.refusal = seen.ok ? (renewals.ok ? null : renewals.code) : seen.code;
      return;
    }
    this.health = seen.value;
    this.renewals = renewals.value.summary;
    this.loaded = true;
  }
}
