import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import type { ContractorActor, StaffActor } from './actor.ts';
import { readJson } from './http.ts';
import type { Ports } from './ports.ts';
import { Refusal } from './refusal.ts';

/** For whom a browser is told, as SQL finds it: by the hash of what was shown, or by who is signed in. */
export interface NoticeHolder {
  readonly actor: ContractorActor | StaffActor;
  readonly holder: 'link' | 'shelf' | 'ticket' | 'staff';
  readonly tokenHash: string | null;
}

/** Runs one act for whoever asks; throws Refusal where nothing was shown that counts. */
export type ForNoticeHolder = <T>(c: Context, act: (holder: NoticeHolder) => Promise<T>) => Promise<T>;

const endpoint = v.pipe(v.string(), v.maxLength(1000));
const askSchema = v.object({ endpoint: v.nullable(endpoint) });
const offSchema = v.object({ endpoint });
const onSchema = v.object({
  endpoint,
  p256dh: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/)),
  auth: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  language: v.picklist(['ja', 'easy', 'en']),
});

/**
 * Push notices of whoever a function serves (Push API; RFC 8030): whether this browser has them, on, off.
 *
 * @param path - of the function's own, such as `/signing/notices`.
 */
export function addNoticeRoutes(app: Hono, ports: Ports, path: string, forHolder: ForNoticeHolder): void {
  const asked = ({ actor, holder, tokenHash }: NoticeHolder): Record<string, unknown> => ({
    p_actor: actor,
    p_holder: holder,
    p_sha256_hex: tokenHash,
  });

  app.post(path, (c) =>
    forHolder(c, async (who) => {
      const { endpoint: where } = await readJson(c, askSchema);
      if (ports.push === null) return c.json({ publicKey: null, on: false });
      const on =
        where !== null && (await ports.rpc<boolean>('push_on', { ...asked(who), p_endpoint: where }));
      return c.json({ publicKey: await ports.push.publicKey(), on });
    }),
  );

  app.put(path, (c) =>
    forHolder(c, async (who) => {
      const subscription = await readJson(c, onSchema);
      if (ports.push?.knows(subscription.endpoint) !== true) throw new Refusal('PUSH_SERVICE_UNKNOWN');
      await ports.rpc('push_subscribe', { ...asked(who), p_subscription: subscription });
      return c.json({});
    }),
  );

  app.delete(path, (c) =>
    forHolder(c, async (who) => {
      const { endpoint: where } = await readJson(c, offSchema);
      await ports.rpc('push_unsubscribe', { ...asked(who), p_endpoint: where });
      return c.json({});
    }),
  );
}
