/** The kinds of mail that SQL queues (`private.mail_outbox.kind`). */
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
  'paper_contractor',
  'paper_staff',
  'guarantee_submitted_staff',
  'guarantee_returned_contractor',
  'signing_code',
  'access_code_locked_staff',
  'payment_slip_contractor',
  'guarantee_accepted_contractor',
  'council_passed_contractor',
  'council_rejected_contractor',
  'venture_ended_contractor',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a mail speaks of. Instants are already words; nothing is escaped yet. */
export interface MailValues {
  readonly municipalityName: string;
  /** 封筒名. */
  readonly title: string;
  /** Whom the mail is to: company or department, and name. */
  readonly recipient: string;
  /** The contractor's company. */
  readonly company: string;
  readonly senderName: string;
  readonly senderDepartment: string;
  readonly documents: readonly string[];
  /** 署名期限, in words; empty where there is none. */
  readonly deadline: string;
  /** Last second of the download window, in words; empty before conclusion. */
  readonly downloadUntil: string;
  /** A person's reason for declining or withdrawing; empty where there is none. */
  readonly reason: string;
  /** Six digits and until when they are good, in words; empty unless the mail brings a code. */
  readonly code: string;
  readonly codeUntil: string;
  /** 議決日, in words; empty unless the mail tells what the council decided. */
  readonly votedOn: string;
  /** 議案番号; empty where none was given. */
  readonly billNumber: string;
  /** An earlier mail told otherwise. */
  readonly corrects: boolean;
}

/** One line of facts below the text. */
export interface MailRow {
  readonly label: string;
  readonly values: readonly string[];
}

/** One mail, still without its address to click and without any markup. */
export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Label of the button; null where the mail leads nowhere. */
  readonly button: string | null;
  readonly rows: readonly MailRow[];
  readonly closing: readonly string[];
}

/** The frame and the texts of every mail, in one language. */
export interface MailCatalogue {
  readonly lang: string;
  /** Shown first in every mail while a 試験用 anchor or authority is in use. */
  readonly testOnly: string;
  /** Above the address in plain letters, for whoever cannot press the button. */
  readonly urlHint: string;
  /** Below every mail of a municipality. */
  readonly footer: (municipalityName: string) => readonly string[];
  readonly greeting: (values: MailValues) => string;
  readonly kinds: Readonly<Record<MailKind, (values: MailValues) => MailText>>;
}

/** A row, where there is anything to say. */
export const mailRow = (label: string, ...values: readonly string[]): MailRow[] =>
  values.some((value) => value !== '') ? [{ label, values }] : [];
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
/** The sender as one line. */
export const senderOf = (m: MailValues): string =>
  joined(m.municipalityName, m.senderDepartment, m.senderName);
