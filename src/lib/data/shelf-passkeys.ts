import * as v from 'valibot';
import {
  enrolmentSchema,
  passkeysSchema,
  type Enrolment,
  type NewPasskey,
  type Passkey,
} from '../domain/passkey.ts';
import { callFunction, readJson, type FunctionCall } from './http.ts';
import type { Outcome } from './outcome.ts';

/** What the holder of a shelf's session does with its passkeys. None of these throws. */
export interface PasskeyClient {
  list(): Promise<Outcome<readonly Passkey[]>>;
  begin(): Promise<Outcome<Enrolment>>;
  add(challengeId: string, name: string, passkey: NewPasskey): Promise<Outcome<unknown>>;
  remove(id: string): Promise<Outcome<unknown>>;
}

/** @param token - of the shelf's session. */
export function passkeyClient(token: string): PasskeyClient {
  const headers = { 'x-shelf-session': token };
  async function ask<S extends v.GenericSchema>(
    path: string,
    schema: S,
    call: FunctionCall,
  ): Promise<Outcome<v.InferOutput<S>>> {
    return readJson(
      await callFunction(`/shelf/passkeys${path}`, { ...call, headers }),
      schema,
      'shelf/passkeys',
    );
  }
  return {
    list: () => ask('', passkeysSchema, {}),
    begin: () => ask('/begin', enrolmentSchema, { method: 'POST', json: {} }),
    add: (challengeId, name, passkey) =>
      callFunction('/shelf/passkeys', { method: 'POST', headers, json: { challengeId, name, passkey } }),
    remove: (id) => callFunction(`/shelf/passkeys/${encodeURIComponent(id)}`, { method: 'DELETE', headers }),
  };
}
