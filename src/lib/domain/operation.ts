/** The closed list of events in the operation log. Equal to SQL `operation_event`. */
export const OPERATION_EVENTS = [
  'envelope_saved',
  'document_uploaded',
  'document_removed',
  'envelope_submitted',
  'envelope_returned',
  'envelope_sent',
  'mail_sent',
  'mail_failed',
  'link_resent',
  'link_opened',
  'document_viewed',
  'draft_downloaded',
  'progress_saved',
  'consented',
  'declined',
  'party_sealed',
  'waiting_for_timestamp',
  'waiting_for_revocation',
  'last_party_sealed',
  'concluded',
  'concluded_downloaded',
  'reissue_requested',
  'reissued',
  'withdrawn',
  'switched_to_paper',
  'expired',
  'refused',
  'signed_in',
] as const;
export type OperationEvent = (typeof OPERATION_EVENTS)[number];

/** Equal to SQL `actor_kind`. */
export const ACTOR_KINDS = ['staff', 'contractor', 'service'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** The claims of a staff member as an edge function verified them. `totpAt` is an ISO instant in UTC. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly userId: string;
  readonly aal: 'aal1' | 'aal2';
  readonly totpAt: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** A contractor by link: who it is follows from the token, not from this object. */
export interface ContractorActor {
  readonly kind: 'contractor';
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface ServiceActor {
  readonly kind: 'service';
}

/** `p_actor` of every act in SQL. */
export type Actor = StaffActor | ContractorActor | ServiceActor;

/** Queues of the service. Equal to SQL `job_kind`. */
export const JOB_KINDS = ['seal_party', 'conclude', 'mail', 'housekeeping'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Mails the service writes. Equal to SQL `mail_kind`. */
export const MAIL_KINDS = [
  'sign_request',
  'completed_contractor',
  'completed_staff',
  'declined_staff',
  'withdrawn_contractor',
  'reissued',
  'reissue_requested_staff',
  'expired_staff',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Steps of one seal, in order; each result is stored before the next begins. Equal to SQL `seal_step_name`. */
export const SEAL_STEPS = ['prepare', 'signed_attrs', 'signature', 'token', 'increment'] as const;
export type SealStep = (typeof SEAL_STEPS)[number];

/** Prefixes of a seal subject: `seal/<partyId>/<documentId>`, the others `<prefix>/<documentId>`. */
export const SEAL_SUBJECTS = ['seal', 'lta', 'certificate', 'certificate-seal', 'certificate-lta'] as const;
export type SealSubject = (typeof SEAL_SUBJECTS)[number];
