import * as v from 'valibot';
import { isCalendarDate } from './calendar-date.ts';
import { AMOUNT_KINDS, SIGN_ORDERS } from './envelope.ts';
import { LIMITS } from './limits.ts';

/**
 * Fields of an envelope that a screen can show a message beside. `documents` stands for the list of files.
 * The names are those of `staff_envelope_save` and of `missing` in `staff_envelope_check`.
 */
export const ENVELOPE_FIELDS = [
  'title',
  'departmentId',
  'counterpartyName',
  'transactionOn',
  'amountKind',
  'amountJpy',
  'contractOn',
  'deadlineOn',
  'signOrder',
  'contractor.company',
  'contractor.title',
  'contractor.principalName',
  'contractor.email',
  // The rules demand an access code, and none was issued (SQL `private.factor_missing`).
  'contractor.accessCode',
  // They demand an SMS, and the accepted application has no number.
  'contractor.mobile',
  // They demand a passkey, and the address has enrolled none.
  'contractor.passkey',
  'municipality.signerId',
  'documents',
  // What of the case blocks sending (SQL `private.case_missing`).
  'caseId',
  'case.scope',
  'case.paper',
  'application',
  'application.email',
  'application.attachments',
  'guarantee.order',
  'acceptance.construction',
  'acceptance.recycling',
  'acceptance.architect',
  'sheet.recycling',
  'sheet.architect',
] as const;
export type EnvelopeField = (typeof ENVELOPE_FIELDS)[number];

/** Why a field is refused. `REQUIRED` and `PAST` only block sending, the others also saving. */
const FIELD_REFUSALS = [
  'REQUIRED',
  'TOO_LONG',
  'NOT_A_DATE',
  'PAST',
  'NOT_AN_AMOUNT',
  'NOT_AN_EMAIL',
  'NOT_AN_OPTION',
  'CONTROL_CHARACTER',
] as const;
export type FieldRefusal = (typeof FIELD_REFUSALS)[number];

// A line break or another control character in a name would break a mail header or a form.
const printable = (text: string): boolean => !/\p{Cc}/u.test(text);
const withinChars =
  (max: number) =>
  (text: string): boolean =>
    [...text].length <= max;
const refusal = (code: FieldRefusal): FieldRefusal => code;

const text = (max: number) =>
  v.nullable(
    v.pipe(
      v.string(refusal('NOT_AN_OPTION')),
      v.trim(),
      v.check(printable, refusal('CONTROL_CHARACTER')),
      v.check(withinChars(max), refusal('TOO_LONG')),
      v.transform((value) => (value === '' ? null : value)),
    ),
  );

const date = v.nullable(
  v.pipe(
    v.string(refusal('NOT_A_DATE')),
    v.transform((value) => (value === '' ? null : value)),
    v.nullable(v.pipe(v.string(), v.check(isCalendarDate, refusal('NOT_A_DATE')))),
  ),
);

/** One `@`, no spaces, a dotted domain: the same rule as the SQL constraint. Delivery is the real test. */
export const EMAIL_FORM = /^[^@\s<>(),;:"[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

const email = v.nullable(
  v.pipe(
    v.string(refusal('NOT_AN_EMAIL')),
    v.trim(),
    v.transform((value) => (value === '' ? null : value)),
    v.nullable(
      v.pipe(
        v.string(),
        v.check((value) => value.length <= LIMITS.emailChars, refusal('TOO_LONG')),
        v.regex(EMAIL_FORM, refusal('NOT_AN_EMAIL')),
      ),
    ),
  ),
);

const uuid = v.nullable(v.pipe(v.string(refusal('NOT_AN_OPTION')), v.uuid(refusal('NOT_AN_OPTION'))));

/** The draft's fields as `staff_envelope_save` takes them; every one may be null while it is a draft. */
const envelopeFieldsSchema = v.strictObject({
  title: text(LIMITS.titleChars),
  departmentId: uuid,
  caseId: uuid,
  counterpartyName: text(LIMITS.nameChars),
  transactionOn: date,
  amountKind: v.nullable(v.picklist(AMOUNT_KINDS, refusal('NOT_AN_OPTION'))),
  amountJpy: v.nullable(
    v.pipe(
      v.number(refusal('NOT_AN_AMOUNT')),
      v.integer(refusal('NOT_AN_AMOUNT')),
      v.minValue(0, refusal('NOT_AN_AMOUNT')),
      v.maxValue(LIMITS.amountJpy, refusal('NOT_AN_AMOUNT')),
    ),
  ),
  contractOn: date,
  deadlineOn: date,
  signOrder: v.nullable(v.picklist(SIGN_ORDERS, refusal('NOT_AN_OPTION'))),
  contractor: v.strictObject({
    company: text(LIMITS.nameChars),
    title: text(LIMITS.nameChars),
    principalName: text(LIMITS.nameChars),
    email,
  }),
  municipality: v.strictObject({ signerId: uuid }),
});

export type EnvelopeFields = v.InferOutput<typeof envelopeFieldsSchema>;
export type FieldRefusals = Readonly<Partial<Record<EnvelopeField, FieldRefusal>>>;

/** A draft with nothing filled in. */
export const EMPTY_ENVELOPE_FIELDS: EnvelopeFields = {
  title: null,
  departmentId: null,
  caseId: null,
  counterpartyName: null,
  transactionOn: null,
  amountKind: null,
  amountJpy: null,
  contractOn: null,
  deadlineOn: null,
  signOrder: 'contractor_first',
  contractor: { company: null, title: null, principalName: null, email: null },
  municipality: { signerId: null },
};

/**
 * Reads the draft's fields from outside: trims, turns empty text into null, and refuses by field.
 *
 * @param value - anything; hostile input answers refusals, this function does not throw.
 * @returns the fields, or the first refusal of each field. A value that is no such object at all
 *   answers `{ title: 'REQUIRED' }`.
 */
export function readEnvelopeFields(
  value: unknown,
):
  | { readonly ok: true; readonly fields: EnvelopeFields }
  | { readonly ok: false; readonly refused: FieldRefusals } {
  const parsed = v.safeParse(envelopeFieldsSchema, value);
  if (parsed.success) return { ok: true, fields: parsed.output };
  const refused: Partial<Record<EnvelopeField, FieldRefusal>> = {};
  for (const issue of parsed.issues) {
    const path = v.getDotPath(issue);
    const field = ENVELOPE_FIELDS.find((name) => name === path);
    const code = FIELD_REFUSALS.find((name) => name === issue.message) ?? 'REQUIRED';
    if (field !== undefined) refused[field] ??= code;
  }
  if (Object.keys(refused).length === 0) refused.title = 'REQUIRED';
  return { ok: false, refused };
}

/**
 * Answers what still blocks sending, field by field, as `staff_envelope_check` does.
 * 電帳法施行規則 2条6項6号: date, amount and counterparty must be searchable, so none may be empty.
 *
 * @param fields - read by `readEnvelopeFields`.
 * @param documentCount - contracts in the envelope.
 * @param todayOn - today in JST, `YYYY-MM-DD`: the deadline may be today, since it ends at 23:59:59.
 * @param venture - whether the case's 共同企業体 says who the contractors and the 取引先 are.
 */
export function blocksSending(
  fields: EnvelopeFields,
  documentCount: number,
  todayOn: string,
  venture = false,
): FieldRefusals {
  const refused: Partial<Record<EnvelopeField, FieldRefusal>> = {};
  const required: readonly (readonly [EnvelopeField, unknown])[] = [
    ['caseId', fields.caseId],
    ['title', fields.title],
    ['counterpartyName', fields.counterpartyName],
    ['transactionOn', fields.transactionOn],
    ['amountKind', fields.amountKind],
    ['amountJpy', fields.amountKind === 'unit_price' ? 0 : fields.amountJpy],
    ['contractOn', fields.contractOn],
    ['deadlineOn', fields.deadlineOn],
    ['departmentId', fields.departmentId],
    ['contractor.company', fields.contractor.company],
    ['contractor.principalName', fields.contractor.principalName],
    ['contractor.email', fields.contractor.email],
    ['municipality.signerId', fields.municipality.signerId],
    ['documents', documentCount > 0 ? documentCount : null],
  ];
  for (const [field, value] of required) {
    const given = venture && (field === 'counterpartyName' || field.startsWith('contractor.'));
    if (value === null && !given) refused[field] = 'REQUIRED';
  }
  if (fields.deadlineOn !== null && fields.deadlineOn < todayOn) refused.deadlineOn = 'PAST';
  return refused;
}
