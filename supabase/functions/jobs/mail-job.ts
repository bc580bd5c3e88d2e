import {
  calendarDateParts,
  dateJa,
  MAIL_EASY,
  MAIL_EN,
  MAIL_JA,
  MAIL_KINDS,
  WORDED_MAILS,
  type MailKind,
  type MailValues,
} from '../_shared/core.ts';
import { emailCode } from '../_shared/email-code.ts';
import { linkToken, linkTokenHash } from '../_shared/link.ts';
import { mailInstant } from '../_shared/mail-instant.ts';
import { cleanValues, renderMail, type MailLanguage, type RenderedMail } from '../_shared/mail-render.ts';
import { fillWords, NO_WORDS, type MailWords, type OwnWords } from '../_shared/mail-words.ts';
import { Fault, Outage, Refusal } from '../_shared/refusal.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import { renderApplicationMail, type ApplicationMailSubject } from './application-mail.ts';
import { isInquiryMail, renderInquiryMail, type InquiryMail } from './inquiry-mail.ts';
import {
  isPasskeyMail,
  renderPasskeyMail,
  renderShelfMail,
  type PasskeyMail,
  type ShelfMail,
} from './shelf-mail.ts';
import type { JobPorts } from './ports.ts';
import { sendSms } from './sms-job.ts';
import type { SubjectEnvelope } from './subject.ts';

/** Answer of `mail_subject`: what one queued mail speaks of. */
interface MailSubject {
  readonly kind: MailKind;
  /** Anything but `queued`: sent, given up, or overtaken by a withdrawal or a newer link. */
  readonly mailStatus: string;
  readonly to: string | null;
  readonly toName: string | null;
  readonly partyId: string | null;
  readonly generation: number | null;
  /** Set where the mail invites a member of staff; then the envelope holds names alone. */
  readonly invitationId?: string | null;
  readonly envelope: SubjectEnvelope;
  /** The contractor's. */
  readonly company: string | null;
  readonly reason: string | null;
  readonly documents: readonly { readonly name: string }[];
}

/** Sent again, it would fail again. */
const PERMANENT = ['MAIL_UNDELIVERABLE', 'SMS_UNDELIVERABLE', 'LINK_GENERATION_STALE'] as const;

/**
 * Delivers one queued mail or text message. The outbox holds references only: text and link are made here, at the last moment,
 * and the link's hash is given to the database just before the mail leaves.
 *
 * Killed between the server's "accepted" and the record of it, the mail goes out once more, under the same
 * Message-ID.
 */
export async function deliverMail(ports: JobPorts, outboxId: string): Promise<void> {
  const subject = await ports.rpc<AnySubject>('mail_subject', {
    p_outbox_id: outboxId,
  });
  if (subject.mailStatus !== 'queued') return;
  try {
    if (subject.kind === 'signing_code_sms') {
      const sent = await sendSms(ports, outboxId, subject.envelope.municipalityName);
      await ports.rpc('mail_sent', { p_outbox_id: outboxId, p_message_id: sent });
      return;
    }
    const { to, ...mail } = await writeMail(ports, outboxId, subject);
    if (to.address === null) throw new Refusal('MAIL_UNDELIVERABLE');
    const messageId = await ports.mail.send({
      to: { name: to.name, address: to.address },
      ...mail,
      messageId: `${outboxId}@${new URL(ports.config.origin).hostname}`,
    });
    await ports.rpc('mail_sent', { p_outbox_id: outboxId, p_message_id: messageId });
  } catch (error) {
    const code = error instanceof Outage || error instanceof Refusal ? error.code : null;
    // A link that was replaced meanwhile has its own mail: this one is never to be sent.
    const permanent = PERMANENT.some((entry) => entry === code);
    if (permanent || code === 'MAIL_UNAVAILABLE' || code === 'SMS_UNAVAILABLE') {
      const retryS = await ports.rpc<number | null>('mail_failed', {
        p_outbox_id: outboxId,
        p_code: code,
        p_permanent: permanent,
      });
      if (error instanceof Outage) throw new Outage(error.code, null, error.cause, retryS);
    }
    throw error;
  }
}

/** A text message lies in the same outbox and is about an envelope too. */
type SmsSubject = Pick<MailSubject, 'mailStatus' | 'envelope'> & { readonly kind: 'signing_code_sms' };

type AnyMail = MailSubject | ApplicationMailSubject;
type AnySubject = AnyMail | SmsSubject;

/** The mail in words, and whom it goes to. */
async function writeMail(
  ports: JobPorts,
  outboxId: string,
  subject: AnyMail,
): Promise<RenderedMail & { readonly to: { readonly name: string; readonly address: string | null } }> {
  const kind: string = subject.kind;
  const own = isWorded(kind) ? await ports.rpc<OwnWords>('mail_words', { p_outbox_id: outboxId }) : null;
  if (isInquiryMail(kind)) {
    const inquiry = await ports.rpc<InquiryMail>('inquiry_mail', { p_outbox_id: outboxId });
    return { ...renderInquiryMail(ports, kind, inquiry, own), to: { name: '', address: inquiry.to } };
  }
  if (kind === 'shelf_code') {
    const mail = await ports.rpc<ShelfMail>('shelf_mail', { p_outbox_id: outboxId });
    return { ...(await renderShelfMail(ports, mail)), to: { name: '', address: mail.to } };
  }
  if (isPasskeyMail(kind)) {
    const mail = await ports.rpc<PasskeyMail>('passkey_mail', { p_outbox_id: outboxId });
    return { ...renderPasskeyMail(ports, kind, mail), to: { name: '', address: mail.to } };
  }
  const to = { name: subject.toName ?? '', address: subject.to };
  if (to.address === null) throw new Refusal('MAIL_UNDELIVERABLE');
  const mail =
    'application' in subject
      ? await renderApplicationMail(ports, subject, own)
      : await render(ports, subject, outboxId, own);
  return { ...mail, to };
}

/** Mails to people outside the municipality may bear its own words (M87). */
const isWorded = (kind: string): boolean => (WORDED_MAILS as readonly string[]).includes(kind);

const CATALOGUES = { ja: MAIL_JA, easy: MAIL_EASY, en: MAIL_EN } as const;

async function render(
  ports: JobPorts,
  subject: MailSubject,
  outboxId: string,
  own: OwnWords | null,
): Promise<RenderedMail> {
  if (!MAIL_KINDS.includes(subject.kind)) throw new Fault('MAIL_KIND', { context: { kind: subject.kind } });
  const language =
    subject.partyId === null
      ? 'ja'
      : await ports.rpc<MailLanguage>('mail_language', { p_outbox_id: outboxId });
  const values = {
    ...valuesOf(subject, language),
    ...(await codeOf(ports, subject.kind, outboxId, language)),
    ...(await voteOf(ports, subject.kind, outboxId, language)),
  };
  const { municipalityName, title, company, deadline, downloadUntil } = cleanValues(values);
  const words: MailWords =
    own === null ? NO_WORDS : fillWords(own, { municipalityName, title, company, deadline, downloadUntil });
  return renderMail(
    CATALOGUES[language],
    subject.kind,
    values,
    await addressOf(ports, subject),
    testOnlyTrust(ports.config.trustList),
    words,
  );
}

/** The code that a mail brings, derived at the last moment as links are; a code that was replaced is not mailed. */
async function codeOf(
  ports: JobPorts,
  kind: MailKind,
  outboxId: string,
  language: MailLanguage,
): Promise<Pick<MailValues, 'code' | 'codeUntil'>> {
  if (kind !== 'signing_code') return { code: '', codeUntil: '' };
  const code = await ports.rpc<{ codeId: string; expiresAt: string } | null>('mail_signer_code', {
    p_outbox_id: outboxId,
  });
  if (code === null) throw new Refusal('LINK_GENERATION_STALE');
  return {
    code: await emailCode(ports.config.linkKey, code.codeId),
    codeUntil: mailInstant(code.expiresAt, language),
  };
}

/** What the council decided; a mail whose outcome was corrected since is not sent. */
async function voteOf(
  ports: JobPorts,
  kind: MailKind,
  outboxId: string,
  language: MailLanguage,
): Promise<Pick<MailValues, 'votedOn' | 'billNumber' | 'corrects'>> {
  if (kind !== 'council_passed_contractor' && kind !== 'council_rejected_contractor')
    return { votedOn: '', billNumber: '', corrects: false };
  const vote = await ports.rpc<{ votedOn: string; billNumber: string | null; corrects: boolean } | null>(
    'mail_council_vote',
    { p_outbox_id: outboxId },
  );
  if (vote === null) throw new Refusal('LINK_GENERATION_STALE');
  return {
    votedOn: language === 'en' ? vote.votedOn : dateJa(calendarDateParts(vote.votedOn)),
    billNumber: vote.billNumber ?? '',
    corrects: vote.corrects,
  };
}

/** Where the button leads: the party's or the invited person's own link, or the envelope's page in the console. */
async function addressOf(ports: JobPorts, subject: MailSubject): Promise<string> {
  const { origin, linkKey } = ports.config;
  if (subject.invitationId != null) {
    return `${origin}/join#${subject.invitationId}.${await linkToken(linkKey, subject.invitationId, 0)}`;
  }
  if (subject.partyId === null || subject.generation === null) {
    return `${origin}/console/envelopes/${subject.envelope.id}`;
  }
  const token = await linkToken(linkKey, subject.partyId, subject.generation);
  await ports.rpc('link_issue', {
    p_party_id: subject.partyId,
    p_generation: subject.generation,
    p_token_sha256_hex: await linkTokenHash(token),
  });
  return `${origin}/s#${token}`;
}

function valuesOf(
  subject: MailSubject,
  language: MailLanguage,
): Omit<MailValues, 'code' | 'codeUntil' | 'votedOn' | 'billNumber' | 'corrects'> {
  const { envelope } = subject;
  const instant = (iso: string | null): string => (iso === null ? '' : mailInstant(iso, language));
  const toParty = subject.partyId !== null;
  return {
    municipalityName: envelope.municipalityName,
    title: envelope.title,
    recipient: [toParty ? subject.company : envelope.departmentName, subject.toName]
      .filter((part) => part !== null && part !== '')
      .join(' '),
    company: subject.company ?? '',
    senderName: envelope.creatorName ?? '',
    senderDepartment: envelope.departmentName,
    documents: subject.documents.map((document) => document.name),
    deadline: instant(envelope.deadlineAt),
    downloadUntil: instant(envelope.downloadUntilAt),
    reason: subject.reason ?? '',
  };
}
