import * as v from 'valibot';
import { isCalendarDate } from './calendar-date.ts';
import { ACCEPTANCE_LAWS, CONTRACT_KINDS } from './case.ts';
import { EMAIL_FORM } from './envelope-fields.ts';
import { LIMITS } from './limits.ts';
import { mobileNumber } from './mobile-number.ts';
import { APPLICATION_CHANNELS, CASE_TYPES, GUARANTEE_KINDS } from './rules.ts';

/** Where an application stands. Equal to the check of SQL `application.status`. */
export const APPLICATION_STATUSES = [
  'received',
  'accepted',
  'returned',
  'refused',
  'superseded',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** How it came. Equal to the check of SQL `application.source`. */
export const APPLICATION_SOURCES = ['form', 'mail', 'external', 'csv'] as const;
export type ApplicationSource = (typeof APPLICATION_SOURCES)[number];

/** What staff decide. Equal to the decisions of SQL `staff_application_review`. */
export const APPLICATION_DECISIONS = ['accept', 'return', 'refuse'] as const;
export type ApplicationDecision = (typeof APPLICATION_DECISIONS)[number];

/** Attachments: at most so many octets each (SQL repeats it). */
export const ATTACHMENT_BYTES = 20 * 1024 * 1024;

const text = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'REQUIRED'),
    v.maxLength(max, 'TOO_LONG'),
    v.check((value) => !/\p{Cc}/u.test(value), 'CONTROL_CHARACTER'),
  );
const optionalText = (max: number) => v.nullable(text(max));
const email = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'REQUIRED'),
  v.maxLength(LIMITS.emailChars, 'TOO_LONG'),
  v.regex(EMAIL_FORM, 'NOT_AN_EMAIL'),
);

/** As typed in; E.164 as it comes out. */
export const mobileSchema = v.pipe(text(50), v.transform(mobileNumber), v.string('NOT_A_MOBILE'));

const applicantEntries = {
  company: text(LIMITS.nameChars),
  principalTitle: optionalText(LIMITS.nameChars),
  /** 名義人. */
  principalName: text(LIMITS.nameChars),
  /** The one address that an envelope may go to. */
  email,
  contactName: optionalText(LIMITS.nameChars),
  contactPhone: v.nullable(v.pipe(text(50), v.regex(/^[0-9+()\-\s]{6,50}$/, 'NOT_A_PHONE'))),
};

/** Why one field of an application is refused. */
const APPLICATION_FIELD_REFUSALS = [
  'REQUIRED',
  'TOO_LONG',
  'CONTROL_CHARACTER',
  'NOT_AN_EMAIL',
  'NOT_A_PHONE',
  'NOT_A_MOBILE',
  'NOT_A_DATE',
  'DIFFERENT',
] as const;
export type ApplicationFieldRefusal = (typeof APPLICATION_FIELD_REFUSALS)[number];

/** An application as the public form sends it. */
export const applicationFieldsSchema = v.strictObject({
  caseNumber: text(50),
  ...applicantEntries,
  /** Where the case's rules send the signer's code by SMS (`mobileWanted`). */
  mobile: v.optional(v.nullable(mobileSchema), null),
  declared: v.boolean(),
  termsAgreed: v.boolean(),
});
export type ApplicationFields = v.InferOutput<typeof applicationFieldsSchema>;

/** An application as staff enter it from an original. */
export const enteredApplicationSchema = v.strictObject({
  source: v.picklist(['mail', 'external']),
  receivedOn: v.pipe(v.string(), v.check(isCalendarDate, 'NOT_A_DATE')),
  ...applicantEntries,
  /** Where the case's rules send the signer's code by SMS; SQL demands it there, and keeps it nowhere else. */
  mobile: v.optional(v.nullable(mobileSchema), null),
  externalNumber: optionalText(100),
  declared: v.boolean(),
  /** The date of the 承諾 in the original; null = the day it was received. */
  acceptedOn: v.nullable(v.pipe(v.string(), v.check(isCalendarDate, 'NOT_A_DATE'))),
});
export type EnteredApplication = v.InferOutput<typeof enteredApplicationSchema>;

/** The 承諾 of one law, with the words that were shown. */
export const acceptancesSchema = v.pipe(
  v.array(v.strictObject({ law: v.picklist(ACCEPTANCE_LAWS), text: v.pipe(v.string(), v.maxLength(4000)) })),
  v.maxLength(ACCEPTANCE_LAWS.length),
);

/** Refusals of a form's fields, by name; the first of each. */
export function refusalsOf(
  issues: readonly v.BaseIssue<unknown>[],
): Readonly<Record<string, ApplicationFieldRefusal>> {
  const refused: Record<string, ApplicationFieldRefusal> = {};
  for (const issue of issues) {
    const field = v.getDotPath(issue as Parameters<typeof v.getDotPath>[0])?.split('.')[0] ?? '';
    refused[field] ??= APPLICATION_FIELD_REFUSALS.find((code) => code === issue.message) ?? 'REQUIRED';
  }
  return refused;
}

const placeSchema = v.object({
  name: v.string(),
  channels: v.array(v.picklist(APPLICATION_CHANNELS)),
  externalName: v.nullable(v.string()),
  externalUrl: v.nullable(v.string()),
  mailAddress: v.nullable(v.string()),
});

/** Answer of SQL `application_places`. */
export const placesSchema = v.array(
  v.object({ code: v.string(), name: v.string(), application: placeSchema }),
);
export type ApplicationPlace = v.InferOutput<typeof placesSchema>[number];

const formCaseSchema = v.object({
  caseNumber: v.string(),
  name: v.string(),
  caseType: v.picklist(CASE_TYPES),
  contractKind: v.picklist(CONTRACT_KINDS),
  departmentName: v.string(),
  /** The application of this case, or of every member of its 共同企業体, was accepted already. */
  accepted: v.boolean(),
  /** The contractor is a 共同企業体: each of its members applies for itself. */
  venture: v.boolean(),
  laws: v.array(v.picklist(ACCEPTANCE_LAWS)),
  demands: v.array(v.object({ id: v.string(), name: v.string(), required: v.boolean() })),
});
export type FormCase = v.InferOutput<typeof formCaseSchema>;

/** Answer of SQL `application_form`: the terms, and of a case what its own rules demand. */
export const applicationFormSchema = v.object({
  municipality: v.object({ code: v.string(), name: v.string() }),
  rulesVersion: v.number(),
  application: placeSchema,
  texts: v.object({
    terms: v.string(),
    purposes: v.string(),
    method: v.string(),
    fileFormat: v.string(),
    contact: v.string(),
  }),
  /** For the questions that contractors ask before they apply. */
  guarantee: v.object({ kinds: v.array(v.picklist(GUARANTEE_KINDS)), originalsTo: v.string() }),
  paper: v.array(v.object({ name: v.string(), to: v.string() })),
  senderAddress: v.string(),
  /** The signer's code goes out by SMS, so the application brings a mobile number. */
  mobileWanted: v.boolean(),
  case: v.nullable(formCaseSchema),
});
export type ApplicationForm = v.InferOutput<typeof applicationFormSchema>;

/** What of a returned application staff can mark as to be corrected; of attachments, `attachment:<id of the demand>`. */
export const REVIEW_FIELDS = [
  'company',
  'principalTitle',
  'principalName',
  'email',
  'contactName',
  'contactPhone',
] as const;

/** The mark of an attachment among what is to be corrected. */
export const attachmentMark = (demandId: string): string => `attachment:${demandId}`;

/** Answer of SQL `application_returned`: what was given, and what of it is to be corrected. */
export const returnedSchema = v.object({
  municipalityCode: v.string(),
  receiptNumber: v.string(),
  version: v.number(),
  reason: v.nullable(v.string()),
  reviewFields: v.array(v.string()),
  fields: v.object({
    caseNumber: v.string(),
    company: v.string(),
    principalTitle: v.nullable(v.string()),
    principalName: v.string(),
    email: v.string(),
    contactName: v.nullable(v.string()),
    contactPhone: v.nullable(v.string()),
  }),
  attachments: v.array(
    v.object({ id: v.string(), kind: v.string(), name: v.string(), pageCount: v.nullable(v.number()) }),
  ),
});
export type ReturnedApplication = v.InferOutput<typeof returnedSchema>;
