import { MAIL_KINDS } from './operation.ts';

/**
 * What a push notice is about. It says no more than that: no name, no number, no title leaves in it, since it shows
 * on a locked screen.
 */
export type NoticeTopic =
  | 'sign'
  | 'deadline'
  | 'concluded'
  | 'download'
  | 'ended'
  | 'attention'
  | 'news'
  | 'staff_sign'
  | 'staff_approve'
  | 'staff';

/** What a push message carries, encrypted for the one browser (RFC 8291). */
export interface Notice {
  readonly topic: NoticeTopic;
  readonly language: 'ja' | 'easy' | 'en';
  /** Where pressing it leads: a path of this app, beginning with a slash. */
  readonly path: string;
  /** The same for every delivery of one notice, so that a repeat takes the earlier one's place. */
  readonly tag: string;
}

/**
 * Which topic a mail's notice has; null where a mail goes alone: it brings a code, answers an act of this very moment,
 * or goes to somebody whom no browser stands for.
 */
export const TOPIC_OF_MAIL: Readonly<Record<(typeof MAIL_KINDS)[number], NoticeTopic | null>> = {
  sign_request: 'sign',
  reminder_contractor: 'deadline',
  deadline_extended_contractor: 'deadline',
  completed_contractor: 'concluded',
  reissued: 'download',
  download_reminder_contractor: 'download',
  withdrawn_contractor: 'ended',
  paper_contractor: 'ended',
  venture_ended_contractor: 'ended',
  guarantee_returned_contractor: 'attention',
  application_returned: 'attention',
  payment_slip_contractor: 'news',
  guarantee_accepted_contractor: 'news',
  council_passed_contractor: 'news',
  council_rejected_contractor: 'news',
  application_accepted: 'news',
  application_refused: 'news',
  application_superseded: 'news',
  application_change_notice: 'news',
  draft_copy: 'news',
  signature_requested_staff: 'staff_sign',
  approval_requested_staff: 'staff_approve',
  completed_staff: 'staff',
  declined_staff: 'staff',
  reissue_requested_staff: 'staff',
  expired_staff: 'staff',
  returned_staff: 'staff',
  mail_bounced_staff: 'staff',
  paper_staff: 'staff',
  guarantee_submitted_staff: 'staff',
  access_code_locked_staff: 'staff',
  application_received_staff: 'staff',
  application_bounced_staff: 'staff',
  inquiry_received_staff: 'staff',
  application_code: null,
  application_received: null,
  inquiry_received: null,
  member_invited: null,
  passkey_added: null,
  passkey_removed: null,
  shelf_code: null,
  signing_code: null,
  signing_code_sms: null,
};
