import { expect, test } from 'vitest';
import { CONFIG, fakePorts } from '../../../tests/functions/fake-ports.ts';
import { APPLICATION_MAIL_KINDS } from '../_shared/core.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { renderApplicationMail, type ApplicationMailSubject } from './application-mail.ts';
import type { JobPorts } from './ports.ts';

const ID = 'abcdef01-1111-4111-8111-111111111111';
const APPLICATION: ApplicationMailSubject['application'] = {
  id: ID,
  challengeId: null,
  caseId: '22222222-1111-4111-8111-111111111111',
  caseNumber: '滝試2026-101',
  caseName: '試験小学校屋根改修工事',
  company: 'C',
  principalName: 'P',
  email: 'c@contractor.example',
  toStaff: false,
  source: 'form',
  receiptNumber: '0123ABCD',
  version: 2,
  language: 'ja',
  reason: '会社名を確かめてください\r\nBcc: all@example.org',
  receivedAt: '2026-04-01T00:00:00Z',
  codeUntilAt: null,
  municipalityCode: '032166',
  municipalityName: '滝沢市',
  departmentName: '財務課',
  attachments: ['<img src=x>.pdf'],
  draftCopy: null,
};

async function rendered(
  kind: ApplicationMailSubject['kind'],
  change: Partial<ApplicationMailSubject['application']> = {},
) {
  const ports = fakePorts({ application_link_issue: () => null });
  const subject = {
    kind,
    mailStatus: 'queued',
    to: 'c@contractor.example',
    toName: 'P',
    application: { ...APPLICATION, ...change },
  };
  const mail = await renderApplicationMail(
    { ...ports, config: CONFIG } as unknown as JobPorts,
    subject,
    null,
  );
  return { ...mail, calls: ports.calls };
}

test('M13: a returned application is taken up by the link of its mail, whose hash alone is kept', async () => {
  const { text, calls } = await rendered('application_returned');
  const token = /https:\/\/shomei\.example\/apply\/032166#([A-Za-z0-9_-]{43})\n/.exec(text)?.[1] ?? '';
  expect(calls).toEqual([
    {
      name: 'application_link_issue',
      args: { p_application_id: ID, p_token_sha256_hex: await linkTokenHash(token) },
    },
  ]);
  expect(text).toContain('0123ABCD（第2版）');
});

test('M12, M13: what staff entered for an address that nobody confirmed is shown to nobody there', async () => {
  const { text, calls } = await rendered('application_returned', { source: 'mail' });
  expect(text).toMatch(/https:\/\/shomei\.example\/apply\/032166$/m);
  expect(calls).toEqual([]);
});

test('M16: a mail speaks the language of the form, its instants too', async () => {
  const english = await rendered('application_received', { language: 'en' });
  expect(english.html).toContain('<html lang="en">');
  expect(english.text).toContain('Wed, 2026-04-01 09:00:00 JST');
  const easy = await rendered('application_received', { language: 'easy' });
  expect(easy.subject).toContain('うけとりました');
  expect(easy.text).toContain('2026年4月1日(水) 09:00:00 JST');
});

test.each(
  APPLICATION_MAIL_KINDS.flatMap((kind) => (['ja', 'easy', 'en'] as const).map((l) => [kind, l] as const)),
)('%s in %s lets no value add a header, a line or markup', async (kind, language) => {
  const evil = 'x\r\nBcc: all@example.org\r\n\r\n<img src="https://evil.example/a.png" onerror=alert(1)>';
  const { subject, text, html } = await rendered(kind, {
    language,
    company: evil,
    caseName: evil,
    principalName: evil,
    reason: evil,
    attachments: [evil],
  });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).not.toMatch(/^Bcc:/m);
  expect(html).not.toMatch(/<img|onerror="/);
});

test('M13, M16: whoever is replaced is told nothing of the new applicant', async () => {
  for (const kind of ['application_change_notice', 'application_superseded'] as const) {
    const { text } = await rendered(kind);
    expect(text).not.toContain('https://');
    expect(text).not.toContain('contractor.example');
  }
});
