import { concatBytes, fromBase64Url } from './core.ts';
import { decodeBase64 } from './keys-config.ts';
import { senderAddress } from './sender-address.ts';
import { base64Url } from './octets.ts';
import { p256Secret } from './p256-secret.ts';
import { encryptMessage, freshSecrets, vapidAuthorization, type PushSender } from './push-message.ts';
import { Fault, Outage, Refusal } from './refusal.ts';

/** One browser that asked to be told: where, and how to encrypt for it (base64url). */
export interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Hands messages to browsers' push services. */
export interface PushPort {
  /** What a browser subscribes with, in base64url. */
  publicKey(): Promise<string>;
  /** Whether messages may go to an endpoint. */
  knows(endpoint: string): boolean;
  /**
   * @param topic - a later message of the same topic takes an undelivered one's place; up to 32 characters of base64url.
   * @returns whether the browser is still there.
   * @throws Outage `PUSH_UNAVAILABLE` (try again), Refusal `PUSH_REFUSED` (never will).
   */
  send(to: PushTarget, text: Uint8Array, topic: string): Promise<boolean>;
}

/** Who sends, and which push services a message may go to. */
export interface PushSettings {
  /** PKCS#8 of a P-256 key. */
  readonly pkcs8: Uint8Array;
  /** `mailto:` or `https:`. */
  readonly contact: string;
  /** Origins; a host may begin with `*.`. */
  readonly services: readonly string[];
}

/**
 * The push services of the browsers that there are. An endpoint is what a stranger sends us, so nothing else is ever
 * asked: not the network behind us, and nobody whom a flood of messages would hurt.
 */
const SERVICES = [
  'https://fcm.googleapis.com',
  'https://updates.push.services.mozilla.com',
  'https://*.push.apple.com',
  'https://*.notify.windows.com',
] as const;

/**
 * Reads the settings of push notices.
 *
 * @param env - one variable by name; undefined where it is not set.
 * @param mailFrom - sender of the mails; its address is the contact where none is named.
 * @returns null where `SHOMEI_PUSH_KEY` is absent: then the app offers no notices.
 * @throws Fault `CONFIG_UNREADABLE` with the variable's name.
 */
export function readPushSettings(
  env: (name: string) => string | undefined,
  mailFrom: string,
): PushSettings | null {
  const key = env('SHOMEI_PUSH_KEY')?.trim() ?? '';
  if (key === '') return null;
  const named = env('SHOMEI_PUSH_CONTACT')?.trim() ?? '';
  const contact = named === '' ? `mailto:${senderAddress(mailFrom)}` : named;
  if (!/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(contact)) throw unreadable('SHOMEI_PUSH_CONTACT');
  const services = (env('SHOMEI_PUSH_SERVICES') ?? '').split(/\s+/).filter((origin) => origin !== '');
  for (const origin of services)
    if (!/^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/.test(origin)) throw unreadable('SHOMEI_PUSH_SERVICES');
  return {
    pkcs8: decodeBase64('SHOMEI_PUSH_KEY', key),
    contact,
    services: services.length > 0 ? services : SERVICES,
  };
}

const unreadable = (name: string): Fault => new Fault('CONFIG_UNREADABLE', { context: { name } });

/** A job has a lease: a silent push service must not hold it. */
const TIMEOUT_MS = 10_000;
const DAY_S = 24 * 3600;
/** Every message has this many octets, whatever it says. */
const PADDED = 600;

/**
 * Push over HTTP.
 *
 * @param now - the service's clock, which the sender's token names.
 * @param random - octets from the platform's generator.
 *
 * Source: RFC 8030 §5, RFC 8291, RFC 8292.
 */
export function webPush(
  settings: PushSettings,
  now: () => Date,
  random: (length: number) => Uint8Array,
): PushPort {
  let held: Promise<PushSender> | undefined;
  const sender = (): Promise<PushSender> => (held ??= localSender(settings.pkcs8));
  const knows = (endpoint: string): boolean => isAmong(settings.services, endpoint);
  return {
    publicKey: async () => (await sender()).publicKey,
    knows,
    async send(to, text, topic) {
      // The list may have become shorter since the browser subscribed.
      if (!knows(to.endpoint)) return false;
      const who = await sender();
      const body = await bodyFor(to, text, random);
      if (body === null) return false;
      const authorization = await vapidAuthorization(who, to.endpoint, settings.contact, now());
      const status = await post(to.endpoint, body, { authorization, topic });
      if (status >= 200 && status < 300) return true;
      // RFC 8030 §7.3: the subscription is over.
      if (status === 404 || status === 410) return false;
      if (status === 429 || status >= 500)
        throw new Outage('PUSH_UNAVAILABLE', null, new Error(`HTTP ${String(status)}`));
      throw new Refusal('PUSH_REFUSED', { status });
    },
  };
}

/** Null where the browser's key is none, so that nothing can ever be sent to it. */
async function bodyFor(
  to: PushTarget,
  text: Uint8Array,
  random: (length: number) => Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const publicKey = fromBase64Url(to.p256dh);
  const auth = fromBase64Url(to.auth);
  if (publicKey === undefined || auth === undefined) return null;
  try {
    return await encryptMessage(text, { publicKey, auth }, await freshSecrets(random), PADDED);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return null;
  }
}

async function post(
  endpoint: string,
  body: Uint8Array<ArrayBuffer>,
  { authorization, topic }: { readonly authorization: string; readonly topic: string },
): Promise<number> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body,
      headers: {
        authorization,
        topic,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(DAY_S),
        urgency: 'normal',
      },
      // A redirect would lead out of the list.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch (cause) {
    throw new Outage('PUSH_UNAVAILABLE', null, cause);
  }
}

function isAmong(services: readonly string[], endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  return services.some((service) => {
    const [scheme = '', name = ''] = service.split('//');
    if (scheme !== protocol) return false;
    return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
  });
}

/** The sender over a PKCS#8 secret; throws Fault `CONFIG_UNREADABLE` where it is no P-256 key. */
async function localSender(pkcs8: Uint8Array): Promise<PushSender> {
  const { x, y, sign } = await p256Secret(pkcs8, 'SHOMEI_PUSH_KEY');
  // SEC 1 §2.3.3: an uncompressed point is 04‖x‖y.
  const point = [Uint8Array.of(4), fromBase64Url(x), fromBase64Url(y)].filter((part) => part !== undefined);
  return { publicKey: base64Url(concatBytes(...point)), sign };
}
