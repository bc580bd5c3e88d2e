import type { EnvelopeField, FieldRefusals } from '../domain/envelope-fields.ts';

/** Fields in the order in which the form shows them: the first unfilled one is where the jump goes. */
const FORM_ORDER: readonly EnvelopeField[] = [
  'caseId',
  'case.scope',
  'case.paper',
  'application',
  'application.email',
  'application.attachments',
  'acceptance.construction',
  'acceptance.recycling',
  'acceptance.architect',
  'title',
  'departmentId',
  'documents',
  'sheet.recycling',
  'sheet.architect',
  'contractor.company',
  'contractor.title',
  'contractor.principalName',
  'contractor.email',
  'contractor.accessCode',
  'contractor.mobile',
  'contractor.passkey',
  'municipality.signerId',
  'signOrder',
  'guarantee.order',
  'contractOn',
  'transactionOn',
  'counterpartyName',
  'amountKind',
  'amountJpy',
  'deadlineOn',
];

/** The refused field that the form shows first; null where none is refused. */
export function firstRefused(refused: FieldRefusals): EnvelopeField | null {
  return FORM_ORDER.find((field) => refused[field] !== undefined) ?? null;
}
