import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newPushBrowser, vapidClaims } from '../../../tests/functions/push-browser.ts';
import { fromBase64Url, toHex } from './core.ts';
import { encryptMessage } from './push-message.ts';
import { readPushSettings, webPush, type PushSettings } from './push.ts';

const octets = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

describe('RFC 8291: a message for one browser', () => {
  it('is the message of Appendix A', async () => {
    // RFC 8291 Appendix A: keys, salt and the message they give.
    const point = octets(
      'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    );
    const coordinate = (from: number): string =>
      Buffer.from(point.subarray(from, from + 32)).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) };
    const p256 = { name: 'ECDH', namedCurve: 'P-256' };
    const message = await encryptMessage(
      new TextEncoder().encode('When I grow up, I want to be a watermelon'),
      {
        publicKey: octets(
          'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        ),
        auth: octets('BTBZMqHH6r4Tts7J_aSIgg'),
      },
      {
        salt: octets('DGv6ra1nlYgDCS1FRnbzlw'),
        pair: {
          publicKey: await crypto.subtle.importKey('jwk', jwk, p256, true, []),
          privateKey: await crypto.subtle.importKey(
            'jwk',
            { ...jwk, d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' },
            p256,
            true,
            ['deriveBits'],
          ),
        },
      },
    );
    expect(toHex(message)).toBe(
      toHex(
        octets(
          'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
        ),
      ),
    );
  });
});

const PKCS8 = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
}).privateKey.toString('base64');
const FROM = 'Shomei <noreply@shomei.example>';
const settings = (more: Record<string, string> = {}): PushSettings | null =>
  readPushSettings((name) => ({ SHOMEI_PUSH_KEY: PKCS8, ...more })[name], FROM);

describe('RFC 8030: handing a message to a push service', () => {
  let origin = '';
  let status = 201;
  let location: string | undefined;
  const came: { path: string; headers: http.IncomingHttpHeaders; body: Buffer }[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      came.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(status, location === undefined ? {} : { location }).end('ignored');
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    came.length = 0;
    status = 201;
    location = undefined;
  });

  const browser = newPushBrowser();
  const port = () => {
    const read = settings({ SHOMEI_PUSH_SERVICES: origin });
    if (read === null) throw new Error('settings');
    return webPush(
      read,
      () => new Date('2026-04-01T00:00:00Z'),
      (length) => crypto.getRandomValues(new Uint8Array(length)),
    );
  };
  const send = (text: string, endpoint = `${origin}/one`, p256dh = browser.p256dh): Promise<boolean> =>
    port().send({ endpoint, p256dh, auth: browser.auth }, new TextEncoder().encode(text), 'topic1');

  it('M16: the browser alone can read it, and the sender proves to be the one it subscribed to', async () => {
    expect(await send('{"topic":"sign"}')).toBe(true);
    const [{ headers, body }] = came as [(typeof came)[0]];
    expect(browser.open(body)).toBe('{"topic":"sign"}');
    expect(() => newPushBrowser().open(body)).toThrow();
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', topic: 'topic1' });
    const { claims, key } = vapidClaims(headers.authorization ?? '');
    expect(claims).toEqual({ aud: origin, exp: 1_775_044_800, sub: 'mailto:noreply@shomei.example' });
    expect(key).toBe(await port().publicKey());
  });

  it('M16: its length says nothing of what it says', async () => {
    await send('a');
    await send('a'.repeat(300));
    expect(new Set(came.map(({ body }) => body.length)).size).toBe(1);
  });

  it.each([404, 410])('RFC 8030 §7.3: %i ends the subscription', async (gone) => {
    status = gone;
    expect(await send('x')).toBe(false);
  });

  it.each([429, 500, 503])('%i is tried again', async (busy) => {
    status = busy;
    await expect(send('x')).rejects.toMatchObject({ code: 'PUSH_UNAVAILABLE' });
  });

  it.each([400, 401, 403, 413])('%i is our fault, and given up', async (refused) => {
    status = refused;
    await expect(send('x')).rejects.toMatchObject({ code: 'PUSH_REFUSED' });
  });

  it('a redirect is not followed: it would lead out of the list', async () => {
    status = 307;
    location = `${origin}/elsewhere`;
    await expect(send('x')).rejects.toMatchObject({ code: 'PUSH_REFUSED' });
    expect(came.map(({ path }) => path)).toEqual(['/one']);
  });

  it('a key that is no point of the curve is nobody, and nothing is sent', async () => {
    const nowhere = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
    expect(await send('x', undefined, nowhere)).toBe(false);
    expect(came).toEqual([]);
  });

  it('an endpoint off the list is asked for nothing, whatever the database holds', async () => {
    expect(await send('x', `${origin.replace('127.0.0.1', 'localhost')}/one`)).toBe(false);
    expect(came).toEqual([]);
  });
});

describe('which push services there are', () => {
  const known = (endpoint: string): boolean => {
    const read = settings();
    if (read === null) throw new Error('settings');
    return webPush(
      read,
      () => new Date(0),
      () => new Uint8Array(),
    ).knows(endpoint);
  };

  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ])('knows %s', (endpoint) => expect(known(endpoint)).toBe(true));

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/abc',
    'https://fcm.googleapis.com.evil.example/abc',
    'https://evilpush.apple.com/abc',
    'https://user@fcm.googleapis.com/abc',
    'https://169.254.169.254/latest',
    'https://localhost/abc',
    'file:///etc/passwd',
    'no address',
  ])('refuses %s', (endpoint) => expect(known(endpoint)).toBe(false));

  it('without a key there are no notices', () => {
    expect(settings({ SHOMEI_PUSH_KEY: ' ' })).toBeNull();
  });

  it.each([
    ['SHOMEI_PUSH_SERVICES', 'ftp://push.example'],
    ['SHOMEI_PUSH_SERVICES', 'https://push.example/path'],
    ['SHOMEI_PUSH_CONTACT', 'the operator'],
    ['SHOMEI_PUSH_KEY', '%%%'],
  ])('names %s where %s is not what it should be', (name, value) => {
    expect(() => settings({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'CONFIG_UNREADABLE', context: { name } }) as Error,
    );
  });

  it('a key of another kind is named when it is first used', async () => {
    const read = settings({ SHOMEI_PUSH_KEY: Buffer.from('no key').toString('base64') });
    if (read === null) throw new Error('settings');
    const port = webPush(
      read,
      () => new Date(0),
      () => new Uint8Array(),
    );
    await expect(port.publicKey()).rejects.toMatchObject({ context: { name: 'SHOMEI_PUSH_KEY' } });
  });
});
