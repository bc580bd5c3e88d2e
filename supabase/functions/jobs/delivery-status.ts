import PostalMime from 'postal-mime';

/** What a report says of one mail of ours. */
export interface FailedDelivery {
  /** The outbox row whose id our Message-ID carries. */
  readonly outboxId: string;
  /** Of whom it speaks; lower case. */
  readonly recipient: string;
  /** Enhanced status code, `5.x.y`. */
  readonly status: string;
}

/** A report is some kilobytes; one that returns a whole mail is not much more. */
export const REPORT_BYTES = 1024 * 1024;

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * Reads a mail that came to the sender's address: which deliveries of ours failed for good.
 *
 * @param raw - the whole mail as received.
 * @param host - of our Message-IDs, `<outbox id>@host`.
 * @returns empty for anything else: an ordinary mail, an out-of-office note, a delay (`Action: delayed`), a passing
 *   failure (`4.x.y`), a report about somebody else's mail. Hostile octets answer empty; never throws.
 *
 * Source: RFC 3464 §2.1 (the parts), §2.3.3 (Action), §2.3.4 (Status); RFC 3463 §2 (class 5 is permanent).
 */
export async function failedDeliveries(raw: Uint8Array, host: string): Promise<readonly FailedDelivery[]> {
  const mail = await PostalMime.parse(raw, {
    forceRfc822Attachments: true,
    maxNestingDepth: 16,
    maxHeadersSize: 64 * 1024,
  }).catch(() => null);
  if (mail === null) return [];
  const part = (...types: readonly string[]): string => {
    const found = mail.attachments.find(({ mimeType }) => types.includes(mimeType));
    if (found === undefined) return '';
    return typeof found.content === 'string' ? found.content : new TextDecoder().decode(found.content);
  };
  const type = mail.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (!/^multipart\/report\b/i.test(type)) return [];
  const returned = headersOf(part('message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'));
  const ours = new RegExp(`^\\s*<(${UUID})@${host.replaceAll('.', '\\.')}>\\s*$`, 'i');
  const outboxId = ours.exec(returned.get('message-id') ?? '')?.[1]?.toLowerCase();
  if (outboxId === undefined) return [];
  return part('message/delivery-status', 'message/global-delivery-status')
    .split(/\r?\n[ \t]*\r?\n/)
    .map((block) => headersOf(block))
    .flatMap((fields) => {
      const [, recipient] = /^[^;]+;\s*<?([^<>\s]+@[^<>\s]+?)>?\s*$/.exec(
        fields.get('original-recipient') ?? fields.get('final-recipient') ?? '',
      ) ?? [undefined, undefined];
      const [status] = /^5\.\d{1,3}\.\d{1,3}/.exec(fields.get('status')?.trim() ?? '') ?? [undefined];
      const failed = fields.get('action')?.trim().toLowerCase() === 'failed';
      return failed && recipient !== undefined && status !== undefined
        ? [{ outboxId, recipient: recipient.toLowerCase(), status }]
        : [];
    });
}

/** Header fields up to the first empty line, names in lower case, folded lines joined; the first of a name counts. */
function headersOf(text: string): ReadonlyMap<string, string> {
  const head = text.replace(/^(?:\r?\n)+/, '').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const fields = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
