/** Statuses of an envelope, in the order of its life; the last four after `concluded` are ends. Equal to SQL `envelope_status`. */
export const ENVELOPE_STATUSES = [
  'draft',
  'awaiting_approval',
  'sent',
  'partly_signed',
  'concluding',
  'concluded',
  'declined',
  'withdrawn',
  'expired',
  'switched_to_paper',
] as const;
export type EnvelopeStatus = (typeof ENVELOPE_STATUSES)[number];

/** What may happen to an envelope. Equal to the events of SQL `private.envelope_transition`. */
export const ENVELOPE_EVENTS = [
  'submit',
  'approve',
  'return',
  'recall',
  'send',
  'party_sealed',
  'last_party_sealed',
  'conclude',
  'decline',
  'withdraw',
  'expire',
  'switch_to_paper',
] as const;
export type EnvelopeEvent = (typeof ENVELOPE_EVENTS)[number];

/** Equal to SQL `membership_role`. */
export const MEMBERSHIP_ROLES = ['drafter', 'approver', 'signer', 'viewer', 'admin'] as const;
export type MembershipRole = (typeof MEMBERSHIP_ROLES)[number];

/** Who may send an event: a staff role, the contractor by link, or the service alone. */
export type TransitionActor = 'drafter' | 'approver' | 'contractor' | 'service';

export interface EnvelopeTransition {
  readonly from: EnvelopeStatus;
  readonly event: EnvelopeEvent;
  readonly actor: TransitionActor;
  readonly to: EnvelopeStatus;
}

/** The transition table, row for row `private.envelope_transition`. SQL decides; screens only hint with it. */
export const ENVELOPE_TRANSITIONS: readonly EnvelopeTransition[] = [
  { from: 'draft', event: 'submit', actor: 'drafter', to: 'awaiting_approval' },
  { from: 'awaiting_approval', event: 'return', actor: 'approver', to: 'draft' },
  { from: 'awaiting_approval', event: 'recall', actor: 'drafter', to: 'draft' },
  { from: 'awaiting_approval', event: 'approve', actor: 'approver', to: 'sent' },
  { from: 'draft', event: 'send', actor: 'drafter', to: 'sent' },
  { from: 'sent', event: 'party_sealed', actor: 'service', to: 'partly_signed' },
  { from: 'partly_signed', event: 'party_sealed', actor: 'service', to: 'partly_signed' },
  { from: 'sent', event: 'last_party_sealed', actor: 'service', to: 'concluding' },
  { from: 'partly_signed', event: 'last_party_sealed', actor: 'service', to: 'concluding' },
  { from: 'concluding', event: 'conclude', actor: 'service', to: 'concluded' },
  { from: 'sent', event: 'decline', actor: 'contractor', to: 'declined' },
  { from: 'partly_signed', event: 'decline', actor: 'contractor', to: 'declined' },
  { from: 'draft', event: 'withdraw', actor: 'drafter', to: 'withdrawn' },
  { from: 'awaiting_approval', event: 'withdraw', actor: 'drafter', to: 'withdrawn' },
  { from: 'sent', event: 'withdraw', actor: 'drafter', to: 'withdrawn' },
  { from: 'partly_signed', event: 'withdraw', actor: 'drafter', to: 'withdrawn' },
  { from: 'sent', event: 'expire', actor: 'service', to: 'expired' },
  { from: 'partly_signed', event: 'expire', actor: 'service', to: 'expired' },
  { from: 'sent', event: 'switch_to_paper', actor: 'drafter', to: 'switched_to_paper' },
  { from: 'partly_signed', event: 'switch_to_paper', actor: 'drafter', to: 'switched_to_paper' },
  { from: 'concluding', event: 'switch_to_paper', actor: 'drafter', to: 'switched_to_paper' },
  { from: 'sent', event: 'switch_to_paper', actor: 'contractor', to: 'switched_to_paper' },
  { from: 'partly_signed', event: 'switch_to_paper', actor: 'contractor', to: 'switched_to_paper' },
  { from: 'concluding', event: 'switch_to_paper', actor: 'contractor', to: 'switched_to_paper' },
];

/** Equal to SQL `party_status`. */
export const PARTY_STATUSES = ['waiting', 'consented', 'sealed'] as const;
export type PartyStatus = (typeof PARTY_STATUSES)[number];

/** Equal to SQL `party_kind`. */
export const PARTY_KINDS = ['contractor', 'municipality'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** Equal to SQL `sign_order`. */
export const SIGN_ORDERS = ['contractor_first', 'municipality_first'] as const;
export type SignOrder = (typeof SIGN_ORDERS)[number];

/** Equal to SQL `amount_kind`: a sum in yen with tax, or 「単価契約・金額の記載なし」. */
export const AMOUNT_KINDS = ['fixed', 'unit_price'] as const;
export type AmountKind = (typeof AMOUNT_KINDS)[number];

/** Equal to SQL `document_kind`; a certificate of conclusion is a document too. */
export const DOCUMENT_KINDS = ['contract', 'certificate', 'redacted_certificate'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Equal to SQL `revision_kind`; `uploaded` stands apart, the others concatenate in this order. */
export const REVISION_KINDS = ['uploaded', 'base', 'stamp', 'seal', 'lta'] as const;
export type RevisionKind = (typeof REVISION_KINDS)[number];

/** What an unfinished seal waits for; shown as 「タイムスタンプ付与待ち」 and 「失効情報待ち」. */
export const WAITING_FOR = ['timestamp', 'revocation'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

/** Asks whether an envelope has reached an end from which nothing moves. */
export function isClosed(status: EnvelopeStatus): boolean {
  return !ENVELOPE_TRANSITIONS.some((row) => row.from === status);
}

/** Hints which events a person with these roles could send now; SQL remains the judge. */
export function allowedEvents(
  status: EnvelopeStatus,
  actors: readonly (TransitionActor | MembershipRole)[],
): readonly EnvelopeEvent[] {
  return ENVELOPE_TRANSITIONS.filter((row) => row.from === status && actors.includes(row.actor)).map(
    (row) => row.event,
  );
}
