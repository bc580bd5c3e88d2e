import type { EnvelopeField } from '../domain/envelope-fields.ts';

/** The id of a field's control on the form, so that a list of missing fields can lead to each of them. */
export function anchorOf(field: EnvelopeField): string {
  return `field-${field.replace('.', '-')}`;
}

/** The field at which something is put right: what a case lacks is shown at the case, a sheet among the documents. */
export function placeOf(field: EnvelopeField): EnvelopeField {
  if (/^(case|application|acceptance)\b/.test(field) || field === 'contractor.mobile') return 'caseId';
  // The address decides whose passkey it is.
  if (field === 'contractor.passkey') return 'contractor.email';
  return field.startsWith('sheet.') ? 'documents' : field;
}
