import * as v from 'valibot';
import { callFunction, readJson, type FunctionCall } from './http.ts';
import { failure, success, type Outcome } from './outcome.ts';
import type { Language } from './preferences.ts';
import type { BrowserSubscription } from './push.ts';
import { callStaff } from './staff-function.ts';

const stateSchema = v.object({ publicKey: v.nullable(v.string()), on: v.boolean() });
/** Whether one browser has notices, and what it subscribes with; null where the service offers none. */
export type NoticeState = v.InferOutput<typeof stateSchema>;

/** Notices of what concerns one holder, on this browser. None of these throws. */
export interface NoticeClient {
  /** @param endpoint - of this browser; null where it has none. */
  ask(endpoint: string | null): Promise<Outcome<NoticeState>>;
  turnOn(subscription: BrowserSubscription, language: Language): Promise<Outcome<unknown>>;
  turnOff(endpoint: string): Promise<Outcome<unknown>>;
}

type Method = 'POST' | 'PUT' | 'DELETE';

function clientOver(send: (method: Method, json: unknown) => Promise<Outcome<unknown>>): NoticeClient {
  return {
    async ask(endpoint) {
      const answer = await send('POST', { endpoint });
      if (!answer.ok) return answer;
      const parsed = v.safeParse(stateSchema, answer.value);
      return parsed.success ? success(parsed.output) : failure('FAULT', { answer: 'notices' });
    },
    turnOn: (subscription, language) => send('PUT', { ...subscription, language }),
    turnOff: (endpoint) => send('DELETE', { endpoint }),
  };
}

const shown = (path: string, headers: NonNullable<FunctionCall['headers']>): NoticeClient =>
  clientOver(async (method, json) =>
    readJson(await callFunction(path, { method, headers, json }), v.unknown(), path),
  );

/** Of the envelope of a signing link. */
export const linkNotices = (token: string): NoticeClient =>
  shown('/signing/notices', { 'x-link-token': token });
/** Of everything that is mailed to the address of a shelf's session. */
export const shelfNotices = (token: string): NoticeClient =>
  shown('/shelf/notices', { 'x-shelf-session': token });
/** Of the application that was sent with a ticket. */
export const applicationNotices = (ticket: string): NoticeClient =>
  shown('/application/notices', { 'x-application-ticket': ticket });
/** Of what the signed-in member of staff is mailed. */
export const staffNotices = (): NoticeClient =>
  clientOver((method, json) => callStaff<unknown>(method, '/envelope/notices', json));
