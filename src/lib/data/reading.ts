import * as v from 'valibot';
import { linkContractKindSchema } from '../domain/contract-standing.ts';
import { callFunction, readJson, type DownloadProgress } from './http.ts';
import { FILE_SILENCE_MS } from './line.ts';
import { readKeptFile, type KeptFile } from './kept-file.ts';
import type { Outcome } from './outcome.ts';

const readingSchema = v.object({
  title: v.string(),
  municipalityName: v.string(),
  company: v.string(),
  deadlineAt: v.string(),
  /** 契約区分; null for a plain contract, absent from a 契約書案. */
  contractKind: v.optional(linkContractKindSchema),
  documents: v.array(v.object({ id: v.string(), name: v.string(), pageCount: v.number() })),
});
/** What a reading link shows. */
export type Reading = v.InferOutput<typeof readingSchema>;

/** Which of the links that only show: one for colleagues (M30), or one of a 契約書案 (M9). */
export type ReadingKind = 'reading' | 'draft-copy';

/**
 * What a reading link shows; changes nothing on the server. Does not throw.
 *
 * @param token - the link's secret, 43 characters of base64url; it travels in a header only.
 */
export async function readingView(kind: ReadingKind, token: string): Promise<Outcome<Reading>> {
  return readJson(
    await callFunction(`/signing/${kind}`, { headers: { 'x-link-token': token } }),
    readingSchema,
    `signing/${kind}`,
  );
}

/** One document, marked 「署名前」 or 「契約書案」 on each page; the service logs it. Does not throw. */
export async function readingDocument(
  kind: ReadingKind,
  token: string,
  documentId: string,
  onprogress?: DownloadProgress,
): Promise<Outcome<KeptFile>> {
  const path = `/signing/${kind}/documents/${encodeURIComponent(documentId)}`;
  const answer = await callFunction(path, {
    headers: { 'x-link-token': token },
    silenceMs: FILE_SILENCE_MS,
  });
  return readKeptFile(answer, 'draft.pdf', onprogress);
}
