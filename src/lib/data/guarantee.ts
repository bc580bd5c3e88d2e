import type { GuaranteeDecision, GuaranteeReview } from '../domain/guarantee.ts';
import type { GuaranteeKind } from '../domain/rules.ts';
import { failure, success, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** One version of what the contractor gave, named as in SQL. */
export interface GuaranteeRow {
  readonly id: string;
  readonly version: number;
  readonly kind: GuaranteeKind;
  readonly attachment_id: string | null;
  readonly contract_number: string | null;
  readonly access_key: string | null;
  readonly grounds: string | null;
  readonly submitted_at: string;
  readonly review: GuaranteeReview | null;
  readonly review_reason: string | null;
  readonly reviewed_at: string | null;
}

/** A file that came with an envelope. */
export interface EnvelopeAttachmentRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly size: number;
  readonly sha256_hex: string;
  readonly page_count: number | null;
  readonly received_at: string;
}

/** The guarantee of an envelope as staff see it. */
export interface GuaranteeRows {
  /** Newest first. */
  readonly versions: readonly GuaranteeRow[];
  /** Newest first: 保証証書・保証証券, 領収書 and 納付書 alike. */
  readonly attachments: readonly EnvelopeAttachmentRow[];
  /** The day on which the original came, `YYYY-MM-DD`; null = 未提出. */
  readonly originalReceivedOn: string | null;
}

/** Reads what came as guarantee of an envelope; empty where nothing did. */
export async function readGuarantee(envelopeId: string): Promise<Outcome<GuaranteeRows>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const [versions, attachments, originals] = await Promise.all([
    read<GuaranteeRow[]>(() =>
      client
        .from('guarantee')
        .select('*')
        .eq('envelope_id', envelopeId)
        .order('version', { ascending: false })
        .overrideTypes<GuaranteeRow[], { merge: false }>(),
    ),
    read<EnvelopeAttachmentRow[]>(() =>
      client
        .from('attachment')
        .select('*')
        .eq('envelope_id', envelopeId)
        .order('received_at', { ascending: false })
        .overrideTypes<EnvelopeAttachmentRow[], { merge: false }>(),
    ),
    read<{ received_on: string | null }[]>(() =>
      client
        .from('guarantee_original')
        .select('*')
        .eq('envelope_id', envelopeId)
        .overrideTypes<{ received_on: string | null }[], { merge: false }>(),
    ),
  ]);
  if (!versions.ok) return versions;
  if (!attachments.ok) return attachments;
  if (!originals.ok) return originals;
  return success({
    versions: versions.value,
    attachments: attachments.value,
    originalReceivedOn: originals.value[0]?.received_on ?? null,
  });
}

/** Accepts a version, or asks for another with a reason; the contractor is told. */
export const reviewGuarantee = (
  guaranteeId: string,
  decision: GuaranteeDecision,
  reason: string | null,
): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/guarantees/${guaranteeId}/review`, { decision, reason });

/** Records the day on which the original came, `YYYY-MM-DD`; null = it is still due. */
export const recordOriginal = (envelopeId: string, receivedOn: string | null): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/${envelopeId}/original`, { receivedOn });
