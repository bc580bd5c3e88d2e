import type { InboxMail } from '../demo/inbox.ts';
import { until } from '../demo/http.ts';

/** All mails to one address whose subject holds these words. */
export async function mailsTo(
  inboxUrl: string,
  address: string,
  subject: string,
): Promise<readonly InboxMail[]> {
  const all = (await (await fetch(`${inboxUrl}/api/email`)).json()) as readonly InboxMail[];
  return all.filter((mail) => mail.subject.includes(subject) && mail.to.some((to) => to.address === address));
}

/** The six digits by which an applicant proves an address, once they lie in the inbox. */
export async function codeMailedTo(inboxUrl: string, address: string): Promise<string> {
  const mail = await until(`the code for ${address}`, 60_000, async () =>
    (await mailsTo(inboxUrl, address, '')).find(({ subject }) => /\d{6}$/.test(subject)),
  );
  return /(\d{6})$/.exec(mail.subject)?.[1] ?? '';
}
