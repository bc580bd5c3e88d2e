import * as v from 'valibot';
import type { TextField, WordedMail } from '../domain/municipality-text.ts';
import { callFunction, readJson } from './http.ts';
import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** One version of a municipality's own words; `body` null = the service's own words again. */
export interface TextVersion {
  readonly field: TextField;
  readonly version: number;
  readonly body: string | null;
  readonly saved_label: string | null;
  readonly saved_at: string;
}

/** The newest two thousand versions, newest first: what holds, and what held before. */
export async function readTexts(municipalityId: string): Promise<Outcome<readonly TextVersion[]>> {
  try {
    const { data, error, status } = await (
      await supabase()
    )
      .from('municipality_text')
      .select('field,version,body,saved_label,saved_at')
      .eq('municipality_id', municipalityId)
      .order('saved_at', { ascending: false })
      .order('version', { ascending: false })
      .limit(2000)
      .overrideTypes<TextVersion[], { merge: false }>();
    return error === null ? success(data) : postgrestFailure(error, status);
  } catch (cause) {
    return unreachable(cause);
  }
}

/** Saves new versions, all or none; null = the service's own words. A refusal names its field in the context. */
export const saveTexts = (
  municipalityId: string,
  texts: Readonly<Partial<Record<TextField, string | null>>>,
): Promise<Outcome<unknown>> => callEnvelope('PUT', `/municipalities/${municipalityId}/texts`, { texts });

/** A mail as it would go out with these words, about an example. */
export const previewMail = (draft: {
  readonly kind: WordedMail;
  readonly municipalityName: string;
  readonly subject: string | null;
  readonly paragraph: string | null;
  readonly signature: string | null;
}): Promise<Outcome<{ readonly subject: string; readonly text: string }>> =>
  callEnvelope('POST', '/mail-preview', draft);

const placeTextsSchema = v.record(v.string(), v.string());
/** A municipality's own notices and answers, by field. */
export type PlaceTexts = Readonly<Partial<Record<TextField, string>>>;

/** What a municipality's public pages say in its own words. @param code - 全国地方公共団体コード. */
export async function readPlaceTexts(code: string): Promise<Outcome<PlaceTexts>> {
  const answer = await callFunction(`/application/places/${encodeURIComponent(code)}/texts`);
  return readJson(answer, placeTextsSchema, 'application/places');
}
