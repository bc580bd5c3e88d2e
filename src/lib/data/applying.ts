import * as v from 'valibot';
import {
  applicationFormSchema,
  placesSchema,
  returnedSchema,
  type ApplicationFields,
  type ApplicationForm,
  type ApplicationPlace,
  type ReturnedApplication,
} from '../domain/application.ts';
import type { AcceptanceLaw } from '../domain/case.ts';
import { callFunction, readJson, type FunctionCall } from './http.ts';
import type { Outcome } from './outcome.ts';
import type { Language } from './preferences.ts';

const confirmedSchema = v.object({ ticket: v.string(), email: v.string(), expiresAt: v.string() });
const begunSchema = v.object({ challengeId: v.string(), expiresAt: v.string() });
const submittedSchema = v.object({
  applicationId: v.string(),
  receiptNumber: v.string(),
  version: v.number(),
  receivedAt: v.string(),
});
const resumedSchema = v.object({ attachmentIds: v.array(v.string()) });
export type BegunChallenge = v.InferOutput<typeof begunSchema>;
export type ConfirmedAddress = v.InferOutput<typeof confirmedSchema>;
export type SubmittedApplication = v.InferOutput<typeof submittedSchema>;

/** One answer of the public side of the `application` function, read by its schema. */
async function ask<S extends v.GenericSchema>(
  path: string,
  schema: S,
  call?: FunctionCall,
): Promise<Outcome<v.InferOutput<S>>> {
  return readJson(await callFunction(`/application${path}`, call), schema, `application${path}`);
}

/** Municipalities that take applications, and how. */
export const readPlaces = (): Promise<Outcome<ApplicationPlace[]>> => ask('/places', placesSchema);

/** The terms of a municipality, and of a case what it demands. */
export const readForm = (code: string, caseNumber: string | null): Promise<Outcome<ApplicationForm>> =>
  ask(
    `/forms/${encodeURIComponent(code)}${caseNumber === null ? '' : `?case=${encodeURIComponent(caseNumber)}`}`,
    applicationFormSchema,
  );

/** Has a code mailed to an address, in the language of the form. */
export const mailCode = (code: string, email: string, language: Language): Promise<Outcome<BegunChallenge>> =>
  ask(`/forms/${code}/code`, begunSchema, { method: 'POST', json: { email, language } });

/** What was given in a returned application, by the token of its mail's link. */
export const readReturned = (token: string): Promise<Outcome<ReturnedApplication>> =>
  ask('/returned', returnedSchema, { headers: { 'x-application-link': token } });

/** Says, before it is submitted, that an application corrects a returned one; answers the attachments taken along. */
export const resumeReturned = (
  ticket: string,
  token: string,
  keep: readonly string[],
): Promise<Outcome<{ attachmentIds: string[] }>> =>
  ask('/returned/resume', resumedSchema, {
    method: 'POST',
    headers: { 'x-application-ticket': ticket, 'x-application-link': token },
    json: { keep },
  });

/** Confirms an address by the mailed code; the ticket lets its holder attach and apply for a day. */
export const confirmAddress = (
  code: string,
  challengeId: string,
  digits: string,
): Promise<Outcome<ConfirmedAddress>> =>
  ask(`/forms/${code}/confirm`, confirmedSchema, { method: 'POST', json: { challengeId, code: digits } });

/** Sends the application; the same ticket sends it once, however often. */
export const submitApplication = (
  code: string,
  ticket: string,
  fields: ApplicationFields,
  acceptances: readonly { law: AcceptanceLaw; text: string }[],
  attachmentIds: readonly string[],
): Promise<Outcome<SubmittedApplication>> =>
  ask(`/forms/${code}/submit`, submittedSchema, {
    method: 'POST',
    headers: { 'x-application-ticket': ticket },
    json: { fields, acceptances, attachmentIds },
  });
