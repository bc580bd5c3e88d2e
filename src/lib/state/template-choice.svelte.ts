import { addDays } from '../domain/calendar-date.ts';
import { fillTitle, missingDocuments } from '../domain/envelope-template.ts';
import { readTemplates, setTemplate, type KeptTemplate } from '../data/envelope-templates.ts';
import type { Outcome } from '../data/outcome.ts';
import type { DraftForm } from './envelope-draft.svelte.ts';
import type { StaffSession } from './staff-session.svelte.ts';
import { todayOn } from './today.ts';

/** What a title pattern is filled with. */
interface TitledCase {
  readonly name: string;
  readonly case_number: string;
}

/** The template that a draft follows, and what it fills. */
export class TemplateChoice {
  all = $state.raw<readonly KeptTemplate[]>([]);
  id = $state('');
  /** What the service knows; another choice is told to it with the next save. */
  #stored = '';
  readonly #session: StaffSession;

  readonly chosen = $derived(this.all.find((one) => one.id === this.id) ?? null);

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(): Promise<void> {
    const all = this.#session.watch(await readTemplates());
    if (all.ok) this.all = all.value;
  }

  /** Takes over what an existing draft follows. */
  known(id: string | null): void {
    this.id = id ?? '';
    this.#stored = this.id;
  }

  /** The templates of a department, and the one that is chosen. */
  of(departmentId: string): readonly KeptTemplate[] {
    return this.all.filter(
      (one) =>
        one.id === this.id ||
        (!one.closed && (one.departmentId === null || one.departmentId === departmentId)),
    );
  }

  /** Fills what is still empty in a form, and the order of signing. */
  fill(form: DraftForm, titled: TitledCase | null): void {
    const { chosen } = this;
    if (chosen === null) return;
    form.signOrder = chosen.signOrder;
    if (chosen.signerId !== null) form.signerId = chosen.signerId;
    if (form.amountKind === '' && chosen.amountKind !== null) form.amountKind = chosen.amountKind;
    if (form.deadlineOn === '' && chosen.deadlineDays !== null)
      form.deadlineOn = addDays(todayOn(), chosen.deadlineDays);
    const plain = form.title.trim();
    if (titled !== null && (plain === '' || plain === titled.name))
      form.title = this.title(titled, form.company);
  }

  /** The title that an envelope of a case gets. */
  title(titled: TitledCase, company: string): string {
    const pattern = this.chosen?.titlePattern ?? '{caseName}';
    return fillTitle(pattern, { caseName: titled.name, caseNumber: titled.case_number, company });
  }

  /** Words of the template that no document's name holds. */
  missing(names: readonly string[]): readonly string[] {
    return missingDocuments(this.chosen?.requiredDocuments ?? [], names);
  }

  /** Tells the service which template the draft follows, where that has changed. */
  async store(envelopeId: string): Promise<Outcome<unknown> | null> {
    if (this.id === this.#stored) return null;
    const wanted = this.id;
    const stored = await setTemplate(envelopeId, wanted === '' ? null : wanted);
    if (stored.ok) this.#stored = wanted;
    return stored;
  }
}
