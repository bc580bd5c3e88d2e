import { expect, test } from 'vitest';
import { utf8 } from '../_shared/octets.ts';
import { failedDeliveries } from './delivery-status.ts';

const ID = '11111111-1111-4111-8111-111111111111';

interface Report {
  readonly type?: string;
  readonly status?: string;
  readonly action?: string;
  readonly recipient?: string;
  readonly messageId?: string;
  readonly returned?: string;
}

function report(given: Report = {}): Uint8Array {
  const type = given.type ?? 'multipart/report; report-type=delivery-status; boundary="b"';
  return utf8(
    [
      'From: MAILER-DAEMON@mx.example',
      'To: noreply@shomei.example',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      `Content-Type: ${type}`,
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'The mail could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: ${given.recipient ?? 'rfc822; C@contractor.example'}`,
      `Action: ${given.action ?? 'failed'}`,
      `Status: ${given.status ?? '5.1.1'}`,
      'Diagnostic-Code: smtp; 550 5.1.1 user',
      ' unknown',
      '',
      '--b',
      `Content-Type: ${given.returned ?? 'message/rfc822'}`,
      '',
      `Message-ID: ${given.messageId ?? `<${ID}@shomei.example>`}`,
      'Subject: request',
      '',
      'body',
      '--b--',
      '',
    ].join('\r\n'),
  );
}

test.each(['message/rfc822', 'text/rfc822-headers'])(
  'M16: a report with %s names the mail, the recipient and the code',
  async (returned) => {
    expect(await failedDeliveries(report({ returned }), 'shomei.example')).toEqual([
      { outboxId: ID, recipient: 'c@contractor.example', status: '5.1.1' },
    ]);
  },
);

test.each([
  ['a delay', { action: 'delayed', status: '4.4.1' }],
  ['a passing failure', { status: '4.2.2' }],
  ['a delivery', { action: 'delivered', status: '2.0.0' }],
  ['another service’s mail', { messageId: `<${ID}@other.example>` }],
  ['a Message-ID that only begins like ours', { messageId: `<${ID}@shomei.example.evil.example>` }],
  ['a Message-ID without an id of ours', { messageId: '<x@shomei.example>' }],
  ['no report at all', { type: 'multipart/mixed; boundary="b"' }],
  ['a recipient that is no address', { recipient: 'x400; nobody' }],
] as const)('M16: says nothing about %s', async (_name, given) => {
  expect(await failedDeliveries(report(given), 'shomei.example')).toEqual([]);
});

test.each([new Uint8Array(0), new Uint8Array(1000).fill(255), utf8('a\r\n'.repeat(10_000))])(
  'M16: octets that are no mail say nothing',
  async (raw) => {
    expect(await failedDeliveries(raw, 'shomei.example')).toEqual([]);
  },
);
