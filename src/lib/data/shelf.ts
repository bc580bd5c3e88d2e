import * as v from 'valibot';
import { shelfContractSchema } from '../domain/contract-pack.ts';
import { callFunction, readJson, type DownloadProgress, type FunctionCall } from './http.ts';
import { FILE_SILENCE_MS } from './line.ts';
import { readKeptFile, type KeptFile } from './kept-file.ts';
import type { Outcome } from './outcome.ts';
import type { Language } from './preferences.ts';
import { redactedCopiesSchema, type RedactedCopySource } from './redacted-copy.ts';
import type { ShelfSession } from './shelf-session.ts';

const begunSchema = v.object({ codeId: v.string(), expiresAt: v.string() });
const sessionSchema = v.object({ token: v.string(), email: v.string(), expiresAt: v.string() });
const shelfSchema = v.object({
  email: v.string(),
  expiresAt: v.string(),
  /** All that the search found; `contracts` is a page of it. */
  found: v.number(),
  contracts: v.array(shelfContractSchema),
  /** What was mailed to be signed, as a hint alone. */
  waiting: v.array(
    v.object({
      municipalityName: v.string(),
      title: v.string(),
      deadlineAt: v.string(),
      notifiedAt: v.string(),
    }),
  ),
});
/** What lies on a shelf, by search. */
export type Shelf = v.InferOutput<typeof shelfSchema>;

/** What to search by; null or empty = any. Dates are 取引年月日, amounts 取引金額 in yen, both bounds included. */
export interface ShelfQuery {
  readonly from: string;
  readonly to: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly counterparty: string;
  readonly text: string;
}
export const SHELF_ORDERS = ['date_desc', 'date_asc', 'amount_desc', 'amount_asc'] as const;
export type ShelfOrder = (typeof SHELF_ORDERS)[number];

async function ask<S extends v.GenericSchema>(
  path: string,
  schema: S,
  call: FunctionCall,
): Promise<Outcome<v.InferOutput<S>>> {
  return readJson(await callFunction(`/shelf${path}`, call), schema, `shelf${path}`);
}

/** Has a code mailed that opens the shelf of an address. The answer is the same for every address. */
export const mailShelfCode = (
  email: string,
  language: Language,
): Promise<Outcome<v.InferOutput<typeof begunSchema>>> =>
  ask('/code', begunSchema, { method: 'POST', json: { email, language } });

/** Opens a shelf by its code, six digits. @param sharedDevice - several people use this device: for an hour. */
export const openShelf = (
  codeId: string,
  code: string,
  sharedDevice: boolean,
): Promise<Outcome<ShelfSession>> =>
  ask('/sessions', sessionSchema, { method: 'POST', json: { codeId, code, sharedDevice } });

/** What the holder of a session asks of the shelf. None of these throws. */
export interface ShelfClient {
  search(query: ShelfQuery, order: ShelfOrder, limit: number, offset: number): Promise<Outcome<Shelf>>;
  /** A contract or certificate; the service logs which of the two it was for. */
  document(id: string, purpose: 'view' | 'save', onprogress?: DownloadProgress): Promise<Outcome<KeptFile>>;
  attachment(id: string): Promise<Outcome<KeptFile>>;
  /** The copies 「一部非表示」 of a contract's certificates. */
  redacted(envelopeId: string): RedactedCopySource;
  /** One of them, as a file. */
  redactedCopy(certificateId: string): Promise<Outcome<KeptFile>>;
  signOut(): Promise<Outcome<unknown>>;
  close(): Promise<Outcome<unknown>>;
}

/** @param token - of the session. */
export function shelfClient(token: string): ShelfClient {
  const headers = { 'x-shelf-session': token };
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    search: ({ from, to, min, max, counterparty, text }, order, limit, offset) =>
      ask('/search', shelfSchema, {
        method: 'POST',
        headers,
        json: {
          query: {
            from: orNull(from),
            to: orNull(to),
            min,
            max,
            counterparty: orNull(counterparty),
            text: orNull(text),
          },
          order,
          limit,
          offset,
        },
      }),
    document: async (id, purpose, onprogress) => {
      const path = `/shelf/documents/${encodeURIComponent(id)}/${purpose === 'view' ? 'content' : 'file'}`;
      return readKeptFile(
        await callFunction(path, { headers, silenceMs: FILE_SILENCE_MS }),
        'contract.pdf',
        onprogress,
      );
    },
    attachment: async (id) =>
      readKeptFile(
        await callFunction(`/shelf/attachments/${encodeURIComponent(id)}/file`, {
          headers,
          silenceMs: FILE_SILENCE_MS,
        }),
        'attachment.pdf',
      ),
    redacted: (envelopeId) => ({
      redactedCopies: () =>
        ask(`/contracts/${encodeURIComponent(envelopeId)}/redacted-copies`, redactedCopiesSchema, {
          headers,
        }),
      askRedactedCopy: (certificateId) =>
        callFunction(`/shelf/documents/${encodeURIComponent(certificateId)}/redacted-copy`, {
          method: 'POST',
          headers,
          json: {},
        }),
    }),
    redactedCopy: async (certificateId) =>
      readKeptFile(
        await callFunction(`/shelf/documents/${encodeURIComponent(certificateId)}/redacted`, {
          headers,
          silenceMs: FILE_SILENCE_MS,
        }),
        'redacted.pdf',
      ),
    signOut: () => callFunction('/shelf/session', { method: 'DELETE', headers }),
    close: () => callFunction('/shelf/account', { method: 'DELETE', headers }),
  };
}
