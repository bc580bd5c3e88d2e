import type { OperationEvent } from './operation.ts';

/** Groups by which a person looks for operations; every event is in exactly one (M70). */
export const OPERATION_GROUPS = ['view', 'download', 'send', 'sign', 'refusal', 'account', 'draft'] as const;
export type OperationGroup = (typeof OPERATION_GROUPS)[number];

const GROUP_OF: Readonly<Record<OperationEvent, OperationGroup>> = {
  envelope_saved: 'draft',
  document_uploaded: 'draft',
  document_removed: 'draft',
  envelope_submitted: 'draft',
  envelope_returned: 'draft',
  envelope_recalled: 'draft',
  envelope_sent: 'send',
  mail_sent: 'send',
  mail_failed: 'send',
  link_resent: 'send',
  link_opened: 'view',
  document_viewed: 'view',
  draft_downloaded: 'download',
  progress_saved: 'sign',
  consented: 'sign',
  declined: 'sign',
  party_sealed: 'sign',
  waiting_for_timestamp: 'sign',
  waiting_for_revocation: 'sign',
  last_party_sealed: 'sign',
  concluded: 'sign',
  concluded_downloaded: 'download',
  reissue_requested: 'send',
  reissued: 'send',
  withdrawn: 'sign',
  switched_to_paper: 'sign',
  expired: 'sign',
  refused: 'refusal',
  signed_in: 'account',
  setting_changed: 'account',
  exported: 'download',
  member_invited: 'account',
  member_joined: 'account',
  member_changed: 'account',
  member_deactivated: 'account',
  factor_reset_requested: 'account',
  factor_reset: 'account',
  principal_changed: 'account',
  timestamps_checked: 'view',
  deadline_extended: 'send',
  reminded: 'send',
  contractor_corrected: 'send',
  mail_bounced: 'send',
  renewed: 'sign',
  rules_published: 'account',
  case_saved: 'draft',
  case_scope_overridden: 'draft',
  application_received: 'draft',
  application_accepted: 'draft',
  application_returned: 'draft',
  application_refused: 'draft',
  attachment_received: 'draft',
  attachment_viewed: 'view',
  acceptance_withdrawn: 'sign',
  department_changed: 'account',
};

/** The events of a group, in the order of the closed list. */
export function eventsOf(group: OperationGroup): readonly OperationEvent[] {
  return (Object.keys(GROUP_OF) as OperationEvent[]).filter((event) => GROUP_OF[event] === group);
}
