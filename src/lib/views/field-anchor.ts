import type { EnvelopeField } from '../domain/envelope-fields.ts';

/** The id of a field's control on the form, so that a list of missing fields can lead to each of them. */
export function anchorOf(field: EnvelopeField): string {
  return `field-${field.replace('.', '-')}`;
}
