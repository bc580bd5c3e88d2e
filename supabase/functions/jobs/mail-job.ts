import {
  instantJa,
  japanTimeParts,
  MAIL_JA,
  MAIL_KINDS,
  type MailKind,
  type MailValues,
} from '../_shared/core.ts';
import { linkToken, linkTokenHash } from '../_shared/link.ts';
import { renderMail } from '../_shared/mail-render.ts';
import { Fault, Outage, Refusal } from '../_shared/refusal.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import type { JobPorts } from './ports.ts';

/** Answer of `mail_subject`: what one queued mail speaks of; null where it need not be sent any more. */
interface MailSubject {
  readonly kind: MailKind;
  readonly to: string;
  readonly toName: string | null;
  readonly company: string | null;
  readonly title: string;
  readonly municipalityName: string;
  readonly senderName: string | null;
  readonly senderDepartment: string | null;
  readonly envelopeId: string;
  readonly partyId: string | null;
  readonly generation: number | null;
  readonly deadlineAt: string | null;
  readonly downloadUntilAt: string | null;
  readonly documents: readonly string[];
  readonly reason: string | null;
}

/**
 * Delivers one queued mail. The outbox holds references only: text and link are made here, at the last moment,
 * and the link's hash is given to the database just before the mail leaves.
 *
 * Killed between the server's "accepted" and the record of it, the mail goes out once more, under the same
 * Message-ID.
 */
export async function deliverMail(ports: JobPorts, outboxId: string): Promise<void> {
  const subject = await ports.rpc<MailSubject | null>('mail_subject', { p_outbox_id: outboxId });
  if (subject === null) return;
  if (!MAIL_KINDS.includes(subject.kind)) throw new Fault('MAIL_KIND', { context: { kind: subject.kind } });
  const mail = renderMail(
    MAIL_JA,
    subject.kind,
    valuesOf(subject),
    await addressOf(ports, subject),
    testOnlyTrust(ports.config.trustList),
  );
  try {
    const messageId = await ports.mail.send({
      to: {
        name: [subject.company, subject.toName].filter((p) => p !== null).join(' '),
        address: subject.to,
      },
      ...mail,
      messageId: `${outboxId}@${new URL(ports.config.origin).hostname}`,
    });
    await ports.rpc('mail_sent', { p_outbox_id: outboxId, p_message_id: messageId });
  } catch (error) {
    if (error instanceof Outage || (error instanceof Refusal && error.code === 'MAIL_UNDELIVERABLE')) {
      const permanent = error instanceof Refusal;
      await ports.rpc('mail_failed', { p_outbox_id: outboxId, p_code: error.code, p_permanent: permanent });
    }
    throw error;
  }
}

/** Where the button leads: the party's own link, or the envelope's page in the console. */
async function addressOf(ports: JobPorts, subject: MailSubject): Promise<string> {
  const { origin, linkKey } = ports.config;
  if (subject.partyId === null || subject.generation === null) {
    return `${origin}/console/envelopes/${subject.envelopeId}`;
  }
  const token = await linkToken(linkKey, subject.partyId, subject.generation);
  await ports.rpc('link_issue', {
    p_party_id: subject.partyId,
    p_generation: subject.generation,
    p_token_sha256_hex: await linkTokenHash(token),
  });
  return `${origin}/s#${token}`;
}

function valuesOf(subject: MailSubject): MailValues {
  const instant = (iso: string | null, seconds: boolean): string =>
    iso === null ? '' : instantJa(japanTimeParts(new Date(iso)), seconds);
  return {
    municipalityName: subject.municipalityName,
    title: subject.title,
    company: subject.company ?? '',
    toName: subject.toName ?? '',
    senderName: subject.senderName ?? '',
    senderDepartment: subject.senderDepartment ?? '',
    documents: subject.documents,
    deadline: instant(subject.deadlineAt, true),
    downloadUntil: instant(subject.downloadUntilAt, true),
    reason: subject.reason ?? '',
  };
}
