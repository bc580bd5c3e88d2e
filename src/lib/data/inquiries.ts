import * as v from 'valibot';
import { inquiryFormSchema, type InquiryFields, type InquiryForm } from '../domain/inquiry.ts';
import { callFunction, readJson, type FunctionCall } from './http.ts';
import type { Outcome } from './outcome.ts';
import type { Language } from './preferences.ts';
import { read } from './read-rows.ts';
import { callStaff } from './staff-function.ts';
import { supabase } from './supabase.ts';

const placesSchema = v.array(v.object({ code: v.string(), name: v.string() }));
const sentSchema = v.object({ inquiryId: v.string(), receivedAt: v.string() });
export type InquiryPlace = v.InferOutput<typeof placesSchema>[number];
export type SentInquiry = v.InferOutput<typeof sentSchema>;

async function ask<S extends v.GenericSchema>(
  path: string,
  schema: S,
  call?: FunctionCall,
): Promise<Outcome<v.InferOutput<S>>> {
  return readJson(await callFunction(`/application/inquiries${path}`, call), schema, 'application/inquiries');
}

/** Municipalities that can be asked. */
export const readInquiryPlaces = (): Promise<Outcome<InquiryPlace[]>> => ask('/places', placesSchema);

/** Whom of a municipality one may ask. @param code - 全国地方公共団体コード. */
export const readInquiryForm = (code: string): Promise<Outcome<InquiryForm>> =>
  ask(`/${encodeURIComponent(code)}`, inquiryFormSchema);

/** Sends an inquiry; the same id sends it once, however often. A refusal names its field in the context. */
export const sendInquiry = (
  code: string,
  inquiryId: string,
  fields: InquiryFields,
): Promise<Outcome<SentInquiry>> =>
  ask(`/${encodeURIComponent(code)}`, sentSchema, { method: 'POST', json: { inquiryId, fields } });

/** What a department was asked, as RLS shows it. */
export interface InquiryRow {
  readonly id: string;
  readonly department_id: string;
  readonly management_label: string | null;
  readonly company: string | null;
  readonly writer_name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly body: string;
  readonly language: Language;
  readonly received_at: string;
  readonly answered_at: string | null;
  readonly answered_label: string | null;
  readonly answer_note: string | null;
}

/** The next inquiries, newest first. @param before - `received_at` of the last one that is shown; null = from the newest. */
export const readInquiries = (
  answered: boolean,
  before: string | null,
  limit: number,
): Promise<Outcome<InquiryRow[]>> =>
  read<InquiryRow[]>(async () => {
    const rows = (await supabase())
      .from('inquiry')
      .select(
        'id,department_id,management_label,company,writer_name,email,phone,body,language,received_at,answered_at,answered_label,answer_note',
      )
      .filter('answered_at', answered ? 'not.is' : 'is', null)
      .order('received_at', { ascending: false })
      .limit(limit);
    return (before === null ? rows : rows.lt('received_at', before)).overrideTypes<
      InquiryRow[],
      { merge: false }
    >();
  });

/** Marks an inquiry as answered; `note` says how, for the record alone. */
export const answerInquiry = (id: string, note: string | null): Promise<Outcome<unknown>> =>
  callStaff('POST', `/application/inquiries/${id}/answer`, { note });
