import type { EnvelopeTemplate } from '../domain/envelope-template.ts';
import { success, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** A template with the id that envelopes name it by. */
export interface KeptTemplate extends EnvelopeTemplate {
  readonly id: string;
}

/** The templates that RLS shows, closed ones too, by name. */
export async function readTemplates(): Promise<Outcome<readonly KeptTemplate[]>> {
  const rows = await read(async () =>
    (await supabase()).from('envelope_template').select('*').order('name').limit(1000),
  );
  if (!rows.ok) return rows;
  return success(
    rows.value.map((row) => ({
      id: row.id,
      name: row.name,
      departmentId: row.department_id,
      titlePattern: row.title_pattern,
      contractKind: row.contract_kind as EnvelopeTemplate['contractKind'],
      amountKind: row.amount_kind,
      signOrder: row.sign_order,
      deadlineDays: row.deadline_days,
      signerId: row.signer_id,
      requiredDocuments: row.required_documents,
      closed: row.closed_at !== null,
    })),
  );
}

/** Makes a template under an id of the caller's choice, or changes it. `TEMPLATE_NAME_TAKEN`, `TEMPLATES_FULL`, `FIELD_INVALID`. */
export const saveTemplate = (
  municipalityId: string,
  { id, ...template }: KeptTemplate,
): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/municipalities/${municipalityId}/templates/${id}`, template);

/** Says which template a draft follows; null = none. */
export const setTemplate = (envelopeId: string, templateId: string | null): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/${envelopeId}/template`, { templateId });
