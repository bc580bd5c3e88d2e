// @ts-types="./nodemailer.d.ts"
import { createTransport } from 'nodemailer';
import { Outage, Refusal } from './refusal.ts';

/** One mail with its envelope. */
export interface OutgoingMail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets; the same for every attempt, so that a second copy is known as one. */
  readonly messageId: string;
}

/** Hands mails to a mail server. */
export interface MailPort {
  /**
   * @returns the Message-ID under which it was accepted.
   * @throws Outage `MAIL_UNAVAILABLE` (try again), Refusal `MAIL_UNDELIVERABLE` (never will).
   */
  send(mail: OutgoingMail): Promise<string>;
}

/** What nodemailer adds to an error of the SMTP dialogue. */
interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly code?: string;
}

/**
 * The mail port over SMTP.
 *
 * @param url - `smtp://` or `smtps://` with credentials.
 * @param from - as announced to the recipients: `name <address>`.
 */
export function smtpMail(url: string, from: string): MailPort {
  const transport = createTransport({
    url,
    // A mail job has a lease: a silent server must not hold it.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        const info = await transport.sendMail({
          from,
          to: [mail.to],
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.messageId}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'ja' },
        });
        return info.messageId;
      } catch (error) {
        const { responseCode, code } = error as SmtpError;
        // RFC 5321 §4.2.1: 5yz is permanent. Only about the recipient is it permanent for this mail.
        const refused = responseCode !== undefined && responseCode >= 550 && responseCode <= 559;
        if (refused && code === 'EENVELOPE') throw new Refusal('MAIL_UNDELIVERABLE', { responseCode });
        throw new Outage('MAIL_UNAVAILABLE', null, error);
      }
    },
  };
}
