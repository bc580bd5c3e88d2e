/** The closed list of events in the operation log. Equal to SQL `operation_event`. */
export const OPERATION_EVENTS = [
  'envelope_saved',
  'document_uploaded',
  'document_removed',
  'envelope_submitted',
  'envelope_returned',
  'envelope_recalled',
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
  'setting_changed',
  'exported',
  'member_invited',
  'member_joined',
  'member_changed',
  'member_deactivated',
  'factor_reset_requested',
  'factor_reset',
  'principal_changed',
  'timestamps_checked',
  'deadline_extended',
  'reminded',
  'contractor_corrected',
  'mail_bounced',
  'renewed',
] as const;
export type OperationEvent = (typeof OPERATION_EVENTS)[number];

/** Equal to SQL `actor_kind`. */
export const ACTOR_KINDS = ['staff', 'contractor', 'service'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Queues of the service. Equal to SQL `job_kind`. */
export const JOB_KINDS = [
  'seal_party',
  'conclude',
  'mail',
  'housekeeping',
  'timestamp_check',
  'chain_stamp',
  'renew',
] as const;

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
  'approval_requested_staff',
  'returned_staff',
  'signature_requested_staff',
  'member_invited',
  'reminder_contractor',
  'deadline_extended_contractor',
  'mail_bounced_staff',
  'download_reminder_contractor',
] as const;

/** Steps of one seal, in order; each result is stored before the next begins. Equal to SQL `seal_step_name`. */
export const SEAL_STEPS = ['prepare', 'signed_attrs', 'signature', 'token', 'increment'] as const;
