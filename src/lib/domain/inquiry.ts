import * as v from 'valibot';
import { EMAIL_FORM } from './envelope-fields.ts';
import { LIMITS } from './limits.ts';

/** Fields of an inquiry (M75) that a person fills in, in the order of the form. */
export const INQUIRY_FIELDS = [
  'departmentId',
  'managementLabel',
  'company',
  'name',
  'email',
  'phone',
  'body',
] as const;
export type InquiryField = (typeof INQUIRY_FIELDS)[number];

/** At most so many characters of question. */
export const INQUIRY_CHARS = 4000;

/** A signing link, as no inquiry may hold it: whoever reads it could sign. SQL refuses it alike. */
const SIGNING_LINK = /\/s#\S{20}/;

const line = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(max),
    v.check((text) => !/\p{Cc}/u.test(text)),
  );
const optional = (max: number) => v.nullable(line(max));

/** What the form sends; SQL asks the same again. */
export const inquirySchema = v.object({
  departmentId: v.pipe(v.string(), v.uuid()),
  managementLabel: optional(60),
  company: optional(LIMITS.nameChars),
  name: v.pipe(line(LIMITS.nameChars), v.minLength(1)),
  email: v.pipe(v.string(), v.trim(), v.maxLength(LIMITS.emailChars), v.regex(EMAIL_FORM)),
  // As a Japanese keyboard gives it: full-width digits, and any of its dashes.
  phone: v.nullable(
    v.pipe(
      line(50),
      v.transform((text) => text.normalize('NFKC').replace(/[ー‐−–]/g, '-')),
      v.regex(/^[0-9+() -]{6,50}$/),
    ),
  ),
  body: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(INQUIRY_CHARS),
    v.check((text) => !SIGNING_LINK.test(text.normalize('NFKC')), 'SIGNING_LINK'),
  ),
  language: v.picklist(['ja', 'easy', 'en']),
});
export type InquiryFields = v.InferOutput<typeof inquirySchema>;

/** Why a field is refused: it is wrong or missing, or holds a signing link. */
export type InquiryRefusal = 'WRONG' | 'SIGNING_LINK';

/** The refused fields of an inquiry; none where it can be sent. Hostile input does not throw. */
export function refusedInquiryFields(
  fields: unknown,
): Readonly<Partial<Record<InquiryField, InquiryRefusal>>> {
  const parsed = v.safeParse(inquirySchema, fields);
  if (parsed.success) return {};
  const refused: Partial<Record<InquiryField, InquiryRefusal>> = {};
  for (const issue of parsed.issues) {
    const field = INQUIRY_FIELDS.find((name) => name === v.getDotPath(issue));
    if (field !== undefined) refused[field] ??= issue.message === 'SIGNING_LINK' ? 'SIGNING_LINK' : 'WRONG';
  }
  return refused;
}

const contact = v.nullable(v.string());
/** Whom of a municipality one may ask. */
export const inquiryFormSchema = v.object({
  code: v.string(),
  name: v.string(),
  departments: v.array(
    v.object({
      id: v.string(),
      departmentName: v.string(),
      contactName: contact,
      contactPhone: contact,
      contactHours: contact,
      contactEmail: contact,
    }),
  ),
});
export type InquiryForm = v.InferOutput<typeof inquiryFormSchema>;
