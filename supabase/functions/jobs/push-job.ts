import { TOPIC_OF_MAIL, type Notice } from '../_shared/core.ts';
import { utf8 } from '../_shared/octets.ts';
import type { JobPorts } from './ports.ts';

/** Answer of `push_notice`. */
interface QueuedNotice {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly language: Notice['language'];
  readonly kind: keyof typeof TOPIC_OF_MAIL;
  /** Of the link's token; null where the browser is told for another reason than a link. */
  readonly linkSha256Hex: string | null;
  readonly shelf: boolean;
  readonly staff: boolean;
  readonly envelopeId: string | null;
  readonly caseId: string | null;
}

/**
 * Tells one browser that a mail is on its way. Nothing else depends on it: the mail leaves by its own job.
 *
 * @throws Outage `PUSH_UNAVAILABLE`; Refusal `PUSH_REFUSED`.
 */
export async function sendNotice(ports: JobPorts, outboxId: string, subscriptionId: string): Promise<void> {
  if (ports.push === null) return;
  const queued = await ports.rpc<QueuedNotice | null>('push_notice', {
    p_outbox_id: outboxId,
    p_subscription_id: subscriptionId,
  });
  const topic = queued === null ? null : TOPIC_OF_MAIL[queued.kind];
  if (queued === null || topic === null) return;
  const tag = outboxId.replaceAll('-', '');
  const notice: Notice = { topic, language: queued.language, path: pathOf(queued), tag };
  const isThere = await ports.push.send(queued, utf8(JSON.stringify(notice)), tag);
  if (!isThere) await ports.rpc('push_gone', { p_endpoint: queued.endpoint });
}

/** Where pressing the notice leads. No path opens anything by itself: link and session lie on the device. */
function pathOf({ linkSha256Hex, shelf, staff, envelopeId, caseId }: QueuedNotice): string {
  if (staff) {
    if (envelopeId !== null) return `/console/envelopes/${envelopeId}`;
    return caseId === null ? '/console/waiting' : `/console/cases/${caseId}`;
  }
  if (linkSha256Hex !== null) return `/s#${linkSha256Hex.slice(0, 16)}`;
  return shelf ? '/library' : '/';
}
