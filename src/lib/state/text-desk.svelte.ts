import { previewMail, readTexts, saveTexts, type TextVersion } from '../data/texts.ts';
import type { TextField, WordedMail } from '../domain/municipality-text.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { Outcome } from '../data/outcome.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** A municipality's own words: what holds, what is being written, and how a mail would look. */
export class TextDesk {
  versions = $state.raw<readonly TextVersion[] | null>(null);
  /** As typed; a field that nobody touched is absent. */
  #typed = $state<Partial<Record<TextField, string>>>({});
  refusal = $state<RefusalCode | null>(null);
  /** What was refused last, and where. */
  refused = $state.raw<{ code: RefusalCode; field: string; placeholder: string } | null>(null);
  busy = $state(false);
  /** The field that was saved last. */
  savedField = $state<TextField | null>(null);
  preview = $state.raw<{ subject: string; text: string } | null>(null);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(): Promise<void> {
    const id = this.#session.workplace?.municipality.id;
    if (id === undefined) return;
    const read = this.#session.watch(await readTexts(id));
    this.refusal = read.ok ? null : read.code;
    if (read.ok) this.versions = read.value;
  }

  /** Versions of a field, newest first. */
  historyOf(field: TextField): readonly TextVersion[] {
    return (this.versions ?? [])
      .filter((row) => row.field === field)
      .sort((one, other) => other.version - one.version);
  }

  /** The municipality's own words that hold, or null where the service's own do. */
  own(field: TextField): string | null {
    return this.historyOf(field)[0]?.body ?? null;
  }

  /** What stands in the editor. */
  text(field: TextField): string {
    return this.#typed[field] ?? this.own(field) ?? '';
  }

  type(field: TextField, text: string): void {
    this.#typed[field] = text;
    this.preview = null;
    this.savedField = null;
  }

  /** Another text is looked at: what was said of the last one goes; what was typed stays. */
  leave(): void {
    this.preview = null;
    this.savedField = null;
    this.refused = null;
  }

  #orNull(field: TextField): string | null {
    const text = this.text(field).trim();
    return text === '' ? null : text;
  }

  /** Saves what the editor of a field holds; an empty one means the service's own words. */
  async save(field: TextField): Promise<void> {
    const id = this.#session.workplace?.municipality.id;
    if (id === undefined) return;
    const done = await this.#act(() => saveTexts(id, { [field]: this.#orNull(field) }));
    if (!done) return;
    await this.load();
    delete this.#typed[field];
    this.savedField = field;
  }

  /** Goes back to the service's own words. */
  async reset(field: TextField): Promise<void> {
    this.#typed[field] = '';
    await this.save(field);
  }

  /** Asks the service how a mail would look with what the editors hold. */
  async showPreview(kind: WordedMail): Promise<void> {
    const municipalityName = this.#session.workplace?.municipality.name ?? '';
    await this.#act(async () => {
      const seen = await previewMail({
        kind,
        municipalityName,
        subject: this.#orNull(`mail.${kind}.subject`),
        paragraph: this.#orNull(`mail.${kind}.paragraph`),
        signature: this.#orNull('mail.signature'),
      });
      if (seen.ok) this.preview = seen.value;
      return seen;
    });
  }

  async #act(work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refused = null;
    this.savedField = null;
    const outcome = this.#session.watch(await work());
    this.busy = false;
    if (outcome.ok) return true;
    const context = outcome.context ?? {};
    const word = (value: unknown): string => (typeof value === 'string' ? value : '');
    this.refused = {
      code: outcome.code,
      field: word(context['field']),
      placeholder: word(context['placeholder']),
    };
    return false;
  }
}
