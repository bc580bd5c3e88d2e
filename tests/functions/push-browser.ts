import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from 'node:crypto';

/** One browser's side of a push subscription, by node:crypto alone: nothing of the service's own code is asked. */
export interface PushBrowser {
  /** 65 and 16 octets in base64url. */
  readonly p256dh: string;
  readonly auth: string;
  /** The text of a message (RFC 8291), without its padding. */
  open(body: Uint8Array): string;
}

export function newPushBrowser(ecdh: ECDH = newKey(), auth: Uint8Array = randomBytes(16)): PushBrowser {
  return {
    p256dh: ecdh.getPublicKey('base64url'),
    auth: Buffer.from(auth).toString('base64url'),
    open(body) {
      const octets = Buffer.from(body);
      const [salt, theirs] = [octets.subarray(0, 16), octets.subarray(21, 21 + (octets[20] ?? 0))];
      const sealed = octets.subarray(21 + theirs.length);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs]);
      const input = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, info, 32));
      const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
      const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));
      const decipher = createDecipheriv('aes-128-gcm', key, nonce);
      decipher.setAuthTag(sealed.subarray(-16));
      const record = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      const end = record.lastIndexOf(2);
      if (end < 0 || record.subarray(end + 1).some((octet) => octet !== 0)) throw new Error('padding');
      return record.subarray(0, end).toString('utf8');
    },
  };
}

function newKey(): ECDH {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return ecdh;
}

/** The claims of a `vapid` header whose signature fits the key it names; throws where it does not (RFC 8292). */
export function vapidClaims(authorization: string): {
  readonly claims: Record<string, unknown>;
  readonly key: string;
} {
  const [, token = '', key = ''] = /^vapid t=([^,\s]+), k=(\S+)$/.exec(authorization) ?? [];
  const [header = '', payload = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const fits = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!fits) throw new Error('vapid');
  const json = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  if (json(header)['alg'] !== 'ES256') throw new Error('alg');
  return { claims: json(payload), key };
}
