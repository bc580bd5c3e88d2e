import { readInquiryForm, sendInquiry, type SentInquiry } from '../data/inquiries.ts';
import type { Language } from '../data/preferences.ts';
import * as v from 'valibot';
import {
  INQUIRY_FIELDS,
  inquirySchema,
  refusedInquiryFields,
  type InquiryField,
  type InquiryForm,
  type InquiryRefusal,
} from '../domain/inquiry.ts';
import type { RefusalCode } from '../domain/refusal.ts';

/** An inquiry being written, whom it may go to, and what became of it. What was typed stays until it is sent. */
export class InquiryDraft {
  form = $state.raw<InquiryForm | null>(null);
  fields = $state<Record<InquiryField, string>>({
    departmentId: '',
    managementLabel: '',
    company: '',
    name: '',
    email: '',
    phone: '',
    body: '',
  });
  refused = $state.raw<Readonly<Partial<Record<InquiryField, InquiryRefusal>>>>({});
  refusal = $state<RefusalCode | null>(null);
  sending = $state(false);
  sent = $state.raw<SentInquiry | null>(null);
  readonly code: string;
  /** One for each inquiry, so that what a broken line sent twice is one. */
  readonly #id = crypto.randomUUID();

  /** @param known - what the screen that led here knows: department and 管理番号. */
  constructor(code: string, known: { readonly departmentId: string; readonly managementLabel: string }) {
    this.code = code;
    this.fields.departmentId = known.departmentId;
    this.fields.managementLabel = known.managementLabel.slice(0, 60);
  }

  readonly department = $derived(
    this.form?.departments.find((row) => row.id === this.fields.departmentId) ?? null,
  );

  async load(): Promise<void> {
    const form = await readInquiryForm(this.code);
    this.refusal = form.ok ? null : form.code;
    if (!form.ok) return;
    this.form = form.value;
    const [only, ...others] = form.value.departments;
    if (others.length === 0) this.fields.departmentId = only?.id ?? '';
    // One that was closed meanwhile cannot be chosen.
    else if (this.department === null) this.fields.departmentId = '';
  }

  /** Sends it; afterwards `sent` is there, or `refused` and `refusal` say why not. */
  async send(language: Language): Promise<void> {
    if (this.sending) return;
    const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
    const { departmentId, managementLabel, company, name, email, phone, body } = this.fields;
    const typed = {
      departmentId,
      managementLabel: orNull(managementLabel),
      company: orNull(company),
      name,
      email,
      phone: orNull(phone),
      body,
      language,
    };
    this.refusal = null;
    this.refused = refusedInquiryFields(typed);
    const read = v.safeParse(inquirySchema, typed);
    if (!read.success) return;
    this.sending = true;
    const sent = await sendInquiry(this.code, this.#id, read.output);
    this.sending = false;
    if (sent.ok) {
      this.sent = sent.value;
      return;
    }
    const field = INQUIRY_FIELDS.find((one) => one === sent.context?.['field']);
    if (field === undefined) this.refusal = sent.code;
    else this.refused = { [field]: sent.code === 'SIGNING_LINK_IN_TEXT' ? 'SIGNING_LINK' : 'WRONG' };
  }
}
