import type { Venture } from '../domain/case.ts';
import { LIMITS } from '../domain/limits.ts';

interface DraftMember {
  readonly key: number;
  company: string;
}

/** The 共同企業体 of a case being typed: its name, its members in the order of sealing, and who represents them. */
export class VentureDraft {
  on = $state(false);
  name = $state('');
  members = $state<DraftMember[]>([]);
  /** Key of the 代表構成員, as text for the radio buttons. */
  representative = $state('');
  #next = 0;

  readonly full = $derived(this.members.length >= LIMITS.ventureMembers.most);
  readonly least = $derived(this.members.length <= LIMITS.ventureMembers.least);

  /** As a case has it; null begins with two members, the second of whom represents both. */
  fill(venture: Venture | null): void {
    this.on = venture !== null;
    this.name = venture?.name ?? '';
    const members = venture?.members ?? [
      { company: '', representative: false },
      { company: '', representative: true },
    ];
    this.members = members.map(({ company }) => ({ key: this.#next++, company }));
    const index = members.findIndex((member) => member.representative);
    this.representative = String(this.members[index]?.key ?? '');
  }

  /** What is typed, as a case takes it; null where the contractor is a single one. */
  value(): Venture | null {
    if (!this.on) return null;
    return {
      name: this.name.trim(),
      members: this.members.map(({ key, company }) => ({
        company: company.trim(),
        representative: String(key) === this.representative,
      })),
    };
  }

  /** Why a member's company cannot stand: nothing typed, or typed for another member too. */
  faultOf(member: DraftMember): 'empty' | 'twice' | null {
    const company = member.company.trim();
    if (company === '') return 'empty';
    return this.members.some((other) => other.key !== member.key && other.company.trim() === company)
      ? 'twice'
      : null;
  }

  /** Adds a member: at the end, but before a 代表構成員 who signs last. */
  add(): void {
    if (this.full) return;
    const last = this.members.at(-1);
    const at = last !== undefined && String(last.key) === this.representative ? -1 : this.members.length;
    this.members.splice(at, 0, { key: this.#next++, company: '' });
  }

  remove(key: number): void {
    if (this.least) return;
    this.members = this.members.filter((member) => member.key !== key);
    if (String(key) === this.representative) this.representative = String(this.members.at(-1)?.key ?? '');
  }

  move(index: number, by: -1 | 1): void {
    const member = this.members[index];
    const other = this.members[index + by];
    if (member === undefined || other === undefined) return;
    this.members[index] = other;
    this.members[index + by] = member;
  }
}
