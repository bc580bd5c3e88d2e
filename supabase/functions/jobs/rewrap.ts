import type { Rpc } from '../_shared/db.ts';
import type { IdentityWrapping } from '../_shared/storage-keys.ts';

/** How many objects were wrapped anew, and how many still wait for it. */
export interface Rewrapped {
  readonly done: number;
  readonly left: number;
}

interface Waiting {
  readonly left: number;
  readonly objects: readonly { readonly key: string; readonly wrappedIdentity: string }[];
}

/** One call of a hosted function has two seconds of processor time. */
const BATCH = 100;

/**
 * Wraps the identities of a batch of objects to the recipients of today; the sealed octets are not touched, and no
 * object's own identity changes. To be called until nothing is left: which objects are done stands in their rows, so
 * it may be stopped anywhere, and two calls at once do no harm.
 *
 * @throws Error where an identity cannot be unwrapped: the identity that it was wrapped to must stay among the
 *   service's until nothing is left.
 */
export async function rewrapBatch(rpc: Rpc, wrapping: IdentityWrapping): Promise<Rewrapped> {
  const recipients = { p_recipients_sha256_hex: await wrapping.recipientsSha256Hex() };
  const waiting = await rpc<Waiting>('object_rewrap_subject', { ...recipients, p_limit: BATCH });
  for (const { key, wrappedIdentity } of waiting.objects) {
    await rpc('object_rewrap', {
      ...recipients,
      p_key: key,
      p_former: wrappedIdentity,
      p_wrapped_identity: await wrapping.wrap(await wrapping.unwrap(wrappedIdentity)),
    });
  }
  return { done: waiting.objects.length, left: waiting.left - waiting.objects.length };
}
