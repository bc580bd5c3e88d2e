import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSmsSettings, snsSms } from '../functions/_shared/sms.ts';
import { smsAddress, startSmsGateway, type SmsGateway } from './sms.ts';

let gateway: SmsGateway;
let delivered: { to: string; text?: string | undefined }[] = [];
let fails = false;

beforeAll(async () => {
  gateway = await startSmsGateway({
    send: (message) => {
      if (fails) return Promise.reject(new Error('no inbox'));
      delivered.push(message);
      return Promise.resolve();
    },
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  delivered = [];
  fails = false;
});

const NOW = new Date('2026-04-01T00:00:00Z');
function portWith(change: Record<string, string> = {}) {
  const env: Record<string, string> = { ...gateway.environment, ...change };
  const settings = readSmsSettings((name) => env[name]);
  if (settings === null) throw new Error('no port');
  return snsSms(settings, () => NOW);
}

test('L5: a text message reaches the inbox as it was written', async () => {
  const id = await portWith({ SHOMEI_SMS_SENDER_ID: 'Keiyaku' }).send(
    '+819012345678',
    '確認コードは 012345 & <です>',
  );
  expect(id).toMatch(/-sms$/);
  expect(delivered).toMatchObject([
    { to: smsAddress('+819012345678'), text: '確認コードは 012345 & <です>' },
  ]);
});

test('what is signed with other keys is refused, and tried again until somebody puts it right', async () => {
  const port = portWith({ SHOMEI_SMS_SECRET_ACCESS_KEY: 'other' });
  await expect(port.send('+819012345678', 'x')).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
  expect(delivered).toEqual([]);
});

test('a number that is none is given up', async () => {
  await expect(portWith().send('090', 'x')).rejects.toMatchObject({
    name: 'Refusal',
    code: 'SMS_UNDELIVERABLE',
  });
});

test('a provider in trouble, or away, is tried again', async () => {
  fails = true;
  await expect(portWith().send('+819012345678', 'x')).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
  const away = portWith({ SHOMEI_SMS_ENDPOINT: 'http://127.0.0.1:1/' });
  await expect(away.send('+819012345678', 'x')).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
});

test('settings are read whole or named', () => {
  const read = (env: Record<string, string>) => () => readSmsSettings((name) => env[name]);
  const whole: Record<string, string> = {
    SHOMEI_SMS_PORT: 'sns',
    SHOMEI_SMS_REGION: 'ap-northeast-1',
    SHOMEI_SMS_ACCESS_KEY_ID: 'a',
    SHOMEI_SMS_SECRET_ACCESS_KEY: 'b',
  };
  expect(read({})()).toBeNull();
  expect(read(whole)()).toMatchObject({
    endpoint: 'https://sns.ap-northeast-1.amazonaws.com/',
    senderId: null,
  });
  for (const [name, value] of [
    ['SHOMEI_SMS_PORT', 'pigeon'],
    ['SHOMEI_SMS_REGION', 'x/../y'],
    ['SHOMEI_SMS_SENDER_ID', '署名'],
    ['SHOMEI_SMS_SENDER_ID', '12345'],
    ['SHOMEI_SMS_ENDPOINT', 'nowhere'],
  ] as const) {
    expect(read({ ...whole, [name]: value })).toThrow(
      expect.objectContaining({ code: 'CONFIG_UNREADABLE', context: { name } }),
    );
  }
  expect(read({ ...whole, SHOMEI_SMS_ACCESS_KEY_ID: ' ' })).toThrow(
    expect.objectContaining({ code: 'CONFIG_MISSING' }),
  );
});
