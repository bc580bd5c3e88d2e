import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsV4Signer } from 'aws4fetch';
import type { Inbox } from './inbox.ts';

/** Where the embedded stack's text messages go: what speaks Amazon SNS' Publish, and delivers into the inbox. */
export type SmsGateway = Readonly<{
  /** The functions' settings of their SMS port (docs/interfaces.md §6). */
  environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}>;

const REGION = 'ap-northeast-1';
const MAX_BYTES = 16 * 1024;

/** Whom the inbox shows a text message to: a number is no address. */
export const smsAddress = (number: string): string => `${number}@sms.shomei.example`;

/**
 * Starts the gateway on a free port of 127.0.0.1, with keys of its own: it takes what is signed with them and nothing
 * else, so the functions' own adapter is what is tried.
 */
export async function startSmsGateway(inbox: Pick<Inbox, 'send'>): Promise<SmsGateway> {
  const keys = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  let url = '';
  const answer = async (request: http.IncomingMessage): Promise<{ status: number; body: string }> => {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > MAX_BYTES) return fault(413, 'RequestEntityTooLarge');
      parts.push(part);
    }
    const body = Buffer.concat(parts).toString('utf8');
    const expected = await new AwsV4Signer({
      url,
      method: 'POST',
      headers: { 'content-type': String(request.headers['content-type']) },
      body,
      ...keys,
      service: 'sns',
      region: REGION,
      datetime: String(request.headers['x-amz-date']),
    }).sign();
    if (request.headers.authorization !== expected.headers.get('authorization'))
      return fault(403, 'SignatureDoesNotMatch');
    const fields = new URLSearchParams(body);
    const number = fields.get('PhoneNumber') ?? '';
    const text = fields.get('Message') ?? '';
    if (fields.get('Action') !== 'Publish' || !/^\+[1-9]\d{7,14}$/.test(number) || text === '')
      return fault(400, 'InvalidParameter');
    await inbox.send({ from: smsAddress('sms'), to: smsAddress(number), subject: `SMS ${number}`, text });
    const id = `${randomBytes(4).toString('hex')}-sms`;
    return {
      status: 200,
      body: `<PublishResponse><PublishResult><MessageId>${id}</MessageId></PublishResult></PublishResponse>`,
    };
  };
  const server = http.createServer((request, response) => {
    answer(request)
      .then(({ status, body }) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body))
      .catch(() => response.writeHead(503).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  return {
    environment: {
      SHOMEI_SMS_PORT: 'sns',
      SHOMEI_SMS_ENDPOINT: url,
      SHOMEI_SMS_REGION: REGION,
      SHOMEI_SMS_ACCESS_KEY_ID: keys.accessKeyId,
      SHOMEI_SMS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const fault = (status: number, code: string): { status: number; body: string } => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`,
});
