import type { StatutorySheet, VentureRole } from '../domain/case.ts';
import type {
  AmountKind,
  DocumentKind,
  EnvelopeStatus,
  PartyKind,
  PartyStatus,
  RevisionKind,
  SignOrder,
  WaitingFor,
} from '../domain/envelope.ts';
import type { ActorKind, OperationEvent } from '../domain/operation.ts';
import type { OperatorKind } from '../domain/signing-view.ts';

/** The rows that RLS lets a member of staff read, named and typed as in SQL (`docs/interfaces.md` §2). */

export interface EnvelopeRow {
  readonly id: string;
  readonly municipality_id: string;
  readonly department_id: string;
  readonly case_id: string | null;
  readonly template_id: string | null;
  readonly status: EnvelopeStatus;
  readonly title: string | null;
  readonly counterparty_name: string | null;
  /** 取引年月日, `YYYY-MM-DD`. */
  readonly transaction_on: string | null;
  readonly amount_jpy: number | null;
  readonly amount_kind: AmountKind | null;
  readonly contract_on: string | null;
  readonly deadline_on: string | null;
  readonly deadline_at: string | null;
  readonly sign_order: SignOrder;
  readonly management_label: string | null;
  readonly created_by: string | null;
  readonly created_at: string;
  readonly sent_at: string | null;
  readonly concluded_at: string | null;
  readonly download_until_at: string | null;
  readonly reissue_requested_at: string | null;
  readonly closed_reason: string | null;
  readonly waiting_for: WaitingFor | null;
}

export interface PartyRow {
  readonly id: string;
  readonly envelope_id: string;
  readonly ord: number;
  readonly kind: PartyKind;
  readonly municipality_signer_id: string | null;
  readonly company: string | null;
  readonly title: string | null;
  readonly principal_name: string | null;
  readonly email: string | null;
  readonly status: PartyStatus;
  readonly opened_at: string | null;
  readonly notified_at: string | null;
  readonly consented_at: string | null;
  readonly sealed_at: string | null;
  readonly declined_at: string | null;
  readonly decline_reason: string | null;
  readonly link_expires_at: string | null;
  /** The last mail came back; null once another was sent. */
  readonly bounced_at: string | null;
  readonly bounce_code: string | null;
  /** The member of the 共同企業体 that it is; null for the municipality and a single contractor. */
  readonly member_id: string | null;
  readonly venture_role: VentureRole | null;
}

interface RevisionRow {
  readonly id: string;
  readonly document_id: string;
  readonly ord: number;
  readonly kind: RevisionKind;
  readonly sha256_hex: string;
  readonly length: number;
  readonly created_at: string;
}

export interface DocumentRow {
  readonly id: string;
  readonly envelope_id: string;
  readonly ord: number;
  readonly kind: DocumentKind;
  readonly certifies_document_id: string | null;
  /** Of a copy 「一部非表示」: the certificate it was made of. */
  readonly redacts_document_id: string | null;
  readonly name: string;
  readonly certificate_id: string | null;
  readonly page_count: number | null;
  readonly repaired: boolean;
  readonly sheet: StatutorySheet | null;
}

interface ConsentRow {
  readonly id: string;
  readonly party_id: string;
  readonly consented_at: string;
  readonly method: string;
  readonly factor: 'access_code' | 'mail_code' | 'sms_code' | 'passkey' | 'totp' | null;
  /** Of `sms_code` the last four digits of the number. */
  readonly factor_detail: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly operator_kind: OperatorKind;
  readonly operator_name: string | null;
  readonly operator_user_id: string | null;
  readonly authority: string | null;
  readonly decision_number: string | null;
}

export interface OperationRow {
  readonly id: number | string;
  readonly document_id: string | null;
  readonly party_id: string | null;
  readonly actor_kind: ActorKind;
  readonly actor_user_id: string | null;
  readonly actor_label: string | null;
  readonly event: OperationEvent;
  readonly from_status: string | null;
  readonly to_status: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly at: string;
}

/** How the copy 「一部非表示」 of a certificate stands: `failed` = given up, or tried again and again in vain. */
interface CopyStateRow {
  readonly document_id: string;
  readonly state: 'none' | 'making' | 'failed' | 'made';
}

/** One envelope with everything its page shows. */
export interface EnvelopeFile {
  readonly envelope: EnvelopeRow;
  readonly parties: readonly PartyRow[];
  readonly documents: readonly DocumentRow[];
  readonly revisions: readonly RevisionRow[];
  readonly consents: readonly ConsentRow[];
  readonly operations: readonly OperationRow[];
  /** How the copy 「一部非表示」 of each certificate stands. */
  readonly copies: readonly CopyStateRow[];
}
