import { AwsV4Signer } from 'aws4fetch';
import { Fault, Outage, Refusal } from './refusal.ts';

/** Hands text messages to a provider. */
export interface SmsPort {
  /**
   * @param to - E.164.
   * @param text - one message; the provider divides a longer one.
   * @returns the provider's own id of the message.
   * @throws Outage `SMS_UNAVAILABLE` (try again), Refusal `SMS_UNDELIVERABLE` (never will).
   */
  send(to: string, text: string): Promise<string>;
}

/** Amazon SNS, or what speaks its API. */
export interface SmsSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** The name that phones show in the place of a number, where the network lets it. */
  readonly senderId: string | null;
}

/** SNS' own rule: 1 to 11 letters and digits, a letter among them. */
const SENDER_ID = /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/;

/**
 * Reads the settings of the SMS port.
 *
 * @param env - one variable by name; undefined where it is not set.
 * @returns null where `SHOMEI_SMS_PORT` is absent: then no rules may demand a code by SMS.
 * @throws Fault `CONFIG_MISSING` or `CONFIG_UNREADABLE` with the variable's name.
 */
export function readSmsSettings(env: (name: string) => string | undefined): SmsSettings | null {
  const given = (name: string): string | null => {
    const value = env(name)?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const port = given('SHOMEI_SMS_PORT');
  if (port === null) return null;
  const unreadable = (name: string): Fault => new Fault('CONFIG_UNREADABLE', { context: { name } });
  const need = (name: string): string => {
    const value = given(name);
    if (value === null) throw new Fault('CONFIG_MISSING', { context: { name } });
    return value;
  };
  if (port !== 'sns') throw unreadable('SHOMEI_SMS_PORT');
  const region = need('SHOMEI_SMS_REGION');
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw unreadable('SHOMEI_SMS_REGION');
  const endpoint = given('SHOMEI_SMS_ENDPOINT') ?? `https://sns.${region}.amazonaws.com/`;
  if (!URL.canParse(endpoint)) throw unreadable('SHOMEI_SMS_ENDPOINT');
  const senderId = given('SHOMEI_SMS_SENDER_ID');
  if (senderId !== null && !SENDER_ID.test(senderId)) throw unreadable('SHOMEI_SMS_SENDER_ID');
  return {
    endpoint,
    region,
    accessKeyId: need('SHOMEI_SMS_ACCESS_KEY_ID'),
    secretAccessKey: need('SHOMEI_SMS_SECRET_ACCESS_KEY'),
    sessionToken: given('SHOMEI_SMS_SESSION_TOKEN'),
    senderId,
  };
}

/** A job has a lease: a silent provider must not hold it. */
const TIMEOUT_MS = 15_000;

/** What the number itself is to blame for: sent again, it would fail again. Anything else may pass, or be put right. */
const OF_THE_NUMBER: readonly string[] = [
  'InvalidParameter',
  'InvalidParameterValue',
  'OptedOut',
  'OptedOutException',
];

/**
 * The SMS port over Amazon SNS.
 *
 * @param now - the service's clock, which the request's signature names.
 *
 * Source: Amazon SNS API Reference, Publish (2010-03-31); AWS Signature Version 4.
 */
export function snsSms(settings: SmsSettings, now: () => Date): SmsPort {
  return {
    async send(to, text) {
      const attributes = [
        ['AWS.SNS.SMS.SMSType', 'Transactional'],
        ...(settings.senderId === null ? [] : [['AWS.SNS.SMS.SenderID', settings.senderId]]),
      ];
      const body = new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        PhoneNumber: to,
        Message: text,
      });
      attributes.forEach(([name = '', value = ''], index) => {
        const entry = `MessageAttributes.entry.${String(index + 1)}`;
        body.set(`${entry}.Name`, name);
        body.set(`${entry}.Value.DataType`, 'String');
        body.set(`${entry}.Value.StringValue`, value);
      });
      const answer = await publish(settings, now, body.toString());
      const id = /<MessageId>([A-Za-z0-9-]{1,100})<\/MessageId>/.exec(answer.text)?.[1];
      if (answer.status === 200 && id !== undefined) return id;
      const code = /<Code>([A-Za-z0-9.]{1,60})<\/Code>/.exec(answer.text)?.[1] ?? '';
      if (answer.status === 400 && OF_THE_NUMBER.includes(code))
        throw new Refusal('SMS_UNDELIVERABLE', { word: code });
      throw new Outage('SMS_UNAVAILABLE', null, new Error(`Publish: HTTP ${String(answer.status)} ${code}`));
    },
  };
}

async function publish(
  settings: SmsSettings,
  now: () => Date,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const signer = new AwsV4Signer({
    url: settings.endpoint,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    ...(settings.sessionToken !== null && { sessionToken: settings.sessionToken }),
    service: 'sns',
    region: settings.region,
    datetime: now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, ''),
  });
  try {
    const { headers } = await signer.sign();
    const response = await fetch(settings.endpoint, {
      method: 'POST',
      headers,
      body,
      // A redirect would send the number somewhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: (await response.text()).slice(0, 10_000) };
  } catch (cause) {
    throw new Outage('SMS_UNAVAILABLE', null, cause);
  }
}
