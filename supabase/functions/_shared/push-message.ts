import { concatBytes } from './core.ts';
import { base64Url, plain, utf8 } from './octets.ts';

/** Of one browser: its public key (65 octets, an uncompressed point of P-256) and its secret (16 octets). */
export interface BrowserKeys {
  readonly publicKey: Uint8Array;
  readonly auth: Uint8Array;
}

/** What must be fresh for each message. */
export interface MessageSecrets {
  /** 16 octets. */
  readonly salt: Uint8Array;
  /** ECDH on P-256, extractable. */
  readonly pair: CryptoKeyPair;
}

const P256 = { name: 'ECDH', namedCurve: 'P-256' } as const;
const RECORD_SIZE = 4096;

export const freshSecrets = async (random: (length: number) => Uint8Array): Promise<MessageSecrets> => ({
  salt: random(16),
  pair: await crypto.subtle.generateKey(P256, true, ['deriveBits']),
});

/**
 * Encrypts one push message for one browser, as one record of `aes128gcm`.
 *
 * @param padTo - octets to which the text is filled up, so that its length tells the push service nothing.
 * @returns header (salt, record size, our public key) and ciphertext.
 * @throws DOMException where the browser's key is no point of the curve.
 *
 * Source: RFC 8291 §3, §4; RFC 8188 §2.
 */
export async function encryptMessage(
  text: Uint8Array,
  browser: BrowserKeys,
  { salt, pair }: MessageSecrets,
  padTo = 0,
): Promise<Uint8Array<ArrayBuffer>> {
  const { subtle } = crypto;
  const theirs = await subtle.importKey('raw', plain(browser.publicKey), P256, false, []);
  const ours = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, 256);
  const expand = async (
    input: BufferSource,
    extractSalt: Uint8Array,
    info: Uint8Array,
    length: number,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const key = await subtle.importKey('raw', input, 'HKDF', false, ['deriveBits']);
    const bits = { name: 'HKDF', hash: 'SHA-256', salt: plain(extractSalt), info: plain(info) };
    return new Uint8Array(await subtle.deriveBits(bits, key, length * 8));
  };
  const input = await expand(
    shared,
    browser.auth,
    concatBytes(utf8('WebPush: info\0'), browser.publicKey, ours),
    32,
  );
  const contentKey = await expand(input, salt, utf8('Content-Encoding: aes128gcm\0'), 16);
  const nonce = await expand(input, salt, utf8('Content-Encoding: nonce\0'), 12);
  // RFC 8188 §2: 2 ends the text of the last record, zeros fill it up.
  const record = new Uint8Array(Math.max(text.length, padTo) + 1);
  record.set(text);
  record[text.length] = 2;
  const key = await subtle.importKey('raw', contentKey, 'AES-GCM', false, ['encrypt']);
  const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, record));
  const size = new Uint8Array(5);
  new DataView(size.buffer).setUint32(0, RECORD_SIZE);
  size[4] = ours.length;
  return concatBytes(salt, size, ours, sealed);
}

/** Who sends push messages: the key that browsers subscribed to. */
export interface PushSender {
  /** 65 octets in base64url: what a browser subscribes with, and how the push service knows us. */
  readonly publicKey: string;
  /** ES256; r‖s. */
  sign(octets: Uint8Array): Promise<Uint8Array>;
}

/**
 * The header that says who sends: a token for this push service alone, good for twelve hours.
 *
 * @param contact - `mailto:` or `https:` address where the push service reaches the operator.
 *
 * Source: RFC 8292 §2, §3; RFC 7515.
 */
export async function vapidAuthorization(
  sender: PushSender,
  endpoint: string,
  contact: string,
  now: Date,
): Promise<string> {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now.getTime() / 1000) + 12 * 3600,
    sub: contact,
  };
  const part = (value: object): string => base64Url(utf8(JSON.stringify(value)));
  const input = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  return `vapid t=${input}.${base64Url(await sender.sign(utf8(input)))}, k=${sender.publicKey}`;
}
