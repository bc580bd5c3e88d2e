import { until } from './http.ts';

/** One mail in the inbox, as its HTTP interface lists it. */
export interface InboxMail {
  readonly id: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly to: readonly { readonly address: string }[];
}

const LIMIT_MS = 120_000;

/** Waits for a mail to this address with this subject. */
export function awaitMail(inboxUrl: string, address: string, subject: string): Promise<InboxMail> {
  return until(`the mail 「${subject}」 to ${address}`, LIMIT_MS, async () => {
    const mails = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
    const found = mails.find(
      (mail) => mail.subject === subject && mail.to.some((to) => to.address === address),
    );
    if (found === undefined) return undefined;
    return (await (await fetch(`${inboxUrl}/api/email/${found.id}`)).json()) as InboxMail;
  });
}

/** Whether a mail is about an envelope: the ones about its application come to the same address before. */
export function isAboutEnvelope(mail: InboxMail): boolean {
  return !mail.subject.includes('電子契約の利用申請');
}

/** The link's token in a mail to the contractor; throws where there is none. */
export function linkTokenOf(mail: InboxMail): string {
  const token = /\/s#([A-Za-z0-9_-]{43})\b/.exec(mail.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link in the mail 「${mail.subject}」`);
  return token;
}
