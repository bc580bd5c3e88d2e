import { publishRules, readRulesVersions } from '../data/cases.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readRules, type Demand, type Rules, type RulesVersion } from '../domain/rules.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** Versions of a municipality's rules, and the next one being written. A version that is there never changes. */
export class RulesDraft {
  versions = $state.raw<readonly RulesVersion[] | null>(null);
  /** The next version, begun as a copy of another or with a proposal; null while none is being written. */
  next = $state<Rules | null>(null);
  effectiveOn = $state('');
  /** Names of departments, one a line. */
  departments = $state('');
  note = $state('');
  refusal = $state<RefusalCode | null>(null);
  /** `sealWithinDays` as typed. */
  sealWithin = $state('');
  /** Dotted paths of everything that does not fit, where the rules were refused. */
  faulty = $state.raw<readonly string[]>([]);
  published = $state<number | null>(null);
  saving = $state(false);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(): Promise<void> {
    const versions = this.#session.watch(await readRulesVersions());
    this.refusal = versions.ok ? null : versions.code;
    if (versions.ok) this.versions = versions.value;
  }

  /** Begins the next version with everything that these rules say: another version's, or the first one's proposal. */
  begin(from: Rules): void {
    this.next = structuredClone($state.snapshot(from)) as Rules;
    this.departments = from.scope.departments.join('\n');
    this.effectiveOn = '';
    this.sealWithin = String(from.sealWithinDays);
    this.note = '';
    this.refusal = null;
    this.faulty = [];
    this.published = null;
  }

  addDemand(): void {
    const isTaken = (id: string) => this.next?.attachments.some((demand) => demand.id === id) === true;
    let n = 1;
    while (isTaken(`paper_${String(n)}`)) n += 1;
    const demand: Demand = { id: `paper_${String(n)}`, name: '', caseTypes: [], flag: null, required: true };
    this.next?.attachments.push(demand);
  }

  removeDemand(id: string): void {
    if (this.next !== null) this.next.attachments = this.next.attachments.filter((entry) => entry.id !== id);
  }

  /** Publishes the next version; true where it holds from then on. */
  async publish(): Promise<boolean> {
    const municipality = this.#session.workplace?.municipality;
    if (this.saving || this.next === null || municipality === undefined) return false;
    this.refusal = null;
    this.next.scope.departments = this.departments
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const days = this.sealWithin.normalize('NFKC').trim();
    this.next.sealWithinDays = /^\d{1,3}$/.test(days) ? Number(days) : Number.NaN;
    const read = readRules($state.snapshot(this.next));
    this.faulty = [...(this.effectiveOn === '' ? ['effectiveOn'] : []), ...(read.ok ? [] : read.paths)];
    if (!read.ok || this.faulty.length > 0) {
      this.refusal = 'RULES_INVALID';
      return false;
    }
    this.saving = true;
    const note = this.note.trim() === '' ? null : this.note.trim();
    const done = this.#session.watch(await publishRules(municipality.id, this.effectiveOn, read.rules, note));
    this.saving = false;
    if (!done.ok) {
      this.refusal = done.code;
      return false;
    }
    this.published = done.value.version;
    this.next = null;
    await this.load();
    return true;
  }
}
