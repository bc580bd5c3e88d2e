import type { EnvelopeFields } from '../domain/envelope-fields.ts';
import type { StatutorySheet } from '../domain/case.ts';
import { callEnvelope } from './staff-function.ts';
import type { EnvelopeFile, EnvelopeRow } from './envelope-rows.ts';
import { failure, success, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { supabase } from './supabase.ts';

/** What the list is searched by: every part may be absent, all that are there must hold. */
export interface EnvelopeQuery {
  readonly statuses: readonly string[];
  /** Free text: 封筒名, 管理番号, 取引先. */
  readonly text: string;
  readonly counterparty: string;
  /** 取引年月日, inclusive, `YYYY-MM-DD`; empty where open. */
  readonly from: string;
  readonly to: string;
  /** Yen, inclusive; null where open. */
  readonly minJpy: number | null;
  readonly maxJpy: number | null;
}

/** Where the next page begins: after this envelope (newest first). */
export interface PageMark {
  readonly createdAt: string;
  readonly id: string;
}

/** One page of the envelopes that RLS shows, newest first; `limit` rows at most. */
export function searchEnvelopes(
  query: EnvelopeQuery,
  limit: number,
  after: PageMark | null,
): Promise<Outcome<EnvelopeRow[]>> {
  return read(async () =>
    (await supabase())
      .rpc('envelope_search', {
        ...(query.statuses.length === 0 ? {} : { p_status: [...query.statuses] }),
        ...(query.text.trim() === '' ? {} : { p_text: query.text.trim() }),
        ...(query.counterparty.trim() === '' ? {} : { p_counterparty: query.counterparty.trim() }),
        ...(query.from === '' ? {} : { p_from: query.from }),
        ...(query.to === '' ? {} : { p_to: query.to }),
        ...(query.minJpy === null ? {} : { p_min: query.minJpy }),
        ...(query.maxJpy === null ? {} : { p_max: query.maxJpy }),
        ...(after === null ? {} : { p_after: { ...after } }),
        p_limit: limit,
      })
      .overrideTypes<EnvelopeRow[], { merge: false }>(),
  );
}

/** Reads one envelope with its parties, documents, consents and operation log. `ENVELOPE_NOT_FOUND` where RLS hides it. */
export async function readEnvelope(id: string): Promise<Outcome<EnvelopeFile>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const [envelopes, parties, documents, revisions, consents, operations, copies] = await Promise.all([
    read<EnvelopeRow[]>(() =>
      client.from('envelope').select('*').eq('id', id).overrideTypes<EnvelopeRow[], { merge: false }>(),
    ),
    read<EnvelopeFile['parties'][number][]>(() =>
      client
        .from('party')
        .select('*')
        .eq('envelope_id', id)
        .order('ord')
        .overrideTypes<EnvelopeFile['parties'][number][], { merge: false }>(),
    ),
    read<EnvelopeFile['documents'][number][]>(() =>
      client
        .from('document')
        .select('*')
        .eq('envelope_id', id)
        .order('ord')
        .overrideTypes<EnvelopeFile['documents'][number][], { merge: false }>(),
    ),
    read<EnvelopeFile['revisions'][number][]>(() =>
      client.from('document_revision').select('*').eq('envelope_id', id).order('ord'),
    ),
    read<EnvelopeFile['consents'][number][]>(() =>
      client
        .from('consent')
        .select('*')
        .eq('envelope_id', id)
        .overrideTypes<EnvelopeFile['consents'][number][], { merge: false }>(),
    ),
    read<EnvelopeFile['operations'][number][]>(() =>
      client
        .from('operation_log')
        .select('*')
        .eq('envelope_id', id)
        .order('at', { ascending: false })
        .limit(500)
        .overrideTypes<EnvelopeFile['operations'][number][], { merge: false }>(),
    ),
    read<EnvelopeFile['copies'][number][]>(() =>
      client
        .rpc('redacted_copy_states', { p_envelope_id: id })
        .overrideTypes<EnvelopeFile['copies'][number][], { merge: false }>(),
    ),
  ]);
  if (!envelopes.ok) return envelopes;
  if (!parties.ok) return parties;
  if (!documents.ok) return documents;
  if (!revisions.ok) return revisions;
  if (!consents.ok) return consents;
  if (!operations.ok) return operations;
  if (!copies.ok) return copies;
  const envelope = envelopes.value[0];
  if (envelope === undefined) return failure('ENVELOPE_NOT_FOUND');
  return success({
    envelope,
    parties: parties.value,
    documents: documents.value,
    revisions: revisions.value,
    consents: consents.value,
    operations: operations.value,
    copies: copies.value,
  });
}

/** Creates a draft (`id` null; under the caller's `key`, so that a repeat makes no second one) or changes one; answers its id. */
export function saveDraft(
  id: string | null,
  fields: EnvelopeFields,
  key: string,
): Promise<Outcome<{ envelopeId: string }>> {
  return id === null
    ? callEnvelope('POST', '/drafts', fields, { key })
    : callEnvelope('PUT', `/drafts/${id}`, fields);
}

/** What blocks sending: names of missing fields, in the order of the form. */
export const checkEnvelope = (id: string): Promise<Outcome<{ missing: string[] }>> =>
  callEnvelope('GET', `/${id}/check`);

/**
 * Stamps, numbers and sends; from an approver's hand it is the approval, with a comment where there is one.
 * Answers the 管理番号; a second call answers the same.
 */
export const sendEnvelope = (
  id: string,
  comment: string | null = null,
): Promise<Outcome<{ managementLabel: string }>> =>
  callEnvelope('POST', `/${id}/send`, { comment }, { isWork: true });

/** Puts a complete draft before the approvers. */
export const submitEnvelope = (id: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${id}/submit`, {});

/** Gives it back to the drafter, with a comment. */
export const returnEnvelope = (id: string, comment: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${id}/return`, { comment });

/** Takes it back from the approvers to change it. */
export const recallEnvelope = (id: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${id}/recall`, {});

export const removeDocument = (documentId: string): Promise<Outcome<unknown>> =>
  callEnvelope('DELETE', `/documents/${documentId}`);

export const orderDocuments = (
  envelopeId: string,
  documentIds: readonly string[],
): Promise<Outcome<unknown>> => callEnvelope('PUT', `/${envelopeId}/order`, { documentIds });

/** Sends the contractor a new link; earlier links die. */
export const resendLink = (partyId: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/parties/${partyId}/resend`, {});

/** Mails the contractor again; the link that is out stays good. */
export const remindContractor = (partyId: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/parties/${partyId}/remind`, {});

/** Corrects the contractor's address; the old link dies, a new one is mailed. */
export const correctContractor = (partyId: string, email: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/parties/${partyId}/correct`, { email });

/** Makes a new draft of an envelope's fields and files. */
export const copyEnvelope = (id: string): Promise<Outcome<{ envelopeId: string }>> =>
  callEnvelope('POST', `/${id}/copy`, {});

/** Moves 署名期限 to a later day, `YYYY-MM-DD`. */
export const extendDeadline = (id: string, deadlineOn: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${id}/extend`, { deadlineOn });

export const withdrawEnvelope = (id: string, reason: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${id}/withdraw`, { reason });

/** Opens the contractor's download page for 14 more days and mails a new link. */
export const reissueEnvelope = (id: string): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${id}/reissue`, {});

/** Asks for the copy 「一部非表示」 of a certificate of conclusion, again where it failed; `documentId` is null until it is made. */
export const redactCertificate = (documentId: string): Promise<Outcome<{ documentId: string | null }>> =>
  callEnvelope('POST', `/documents/${documentId}/redacted-copy`, {});

/** The municipality's instruction to sign, over the hashes of the bytes that were shown. `SECOND_FACTOR_STALE` after 5 minutes. */
export const giveConsent = (
  partyId: string,
  documents: readonly { readonly documentId: string; readonly sha256Hex: string }[],
  operator: { readonly authority: string; readonly decisionNumber: string | null },
): Promise<Outcome<{ status: string }>> =>
  callEnvelope('POST', `/parties/${partyId}/consent`, { documents, operator });

/** Says which statutory sheet a draft's document is; null = none. */
export const setDocumentSheet = (
  documentId: string,
  sheet: StatutorySheet | null,
): Promise<Outcome<unknown>> => callEnvelope('PUT', `/documents/${documentId}/sheet`, { sheet });
