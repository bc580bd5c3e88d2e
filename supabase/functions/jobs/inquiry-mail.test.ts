import { expect, test } from 'vitest';
import { CONFIG } from '../../../tests/functions/fake-ports.ts';
import { renderInquiryMail, type InquiryMail } from './inquiry-mail.ts';
import type { JobPorts } from './ports.ts';

const PORTS = { config: CONFIG } as JobPorts;
const INQUIRY: InquiryMail = {
  to: 'x@example.org',
  id: 'abcdef01-1111-4111-8111-111111111111',
  municipalityName: '盛岡市',
  departmentName: '財政部契約検査課',
  managementLabel: '令和8年度-0000015',
  company: null,
  writerName: '試験 太郎',
  email: 'asker@contractor.example',
  phone: null,
  body: '一行目\n<img src=x>\r\nBcc: all@example.org',
  language: 'ja',
  receivedAt: '2026-04-01T00:00:00Z',
};
const OWN = {
  subject: null,
  paragraph: '返事は3開庁日以内にします。',
  signature: null,
  contact: {
    departmentName: '財政部契約検査課',
    contactName: null,
    contactPhone: '019-000-0000',
    contactHours: null,
    contactEmail: null,
  },
};

test('M75: a receipt repeats nothing that the writer typed, and says whom to call', () => {
  const { subject, text, html } = renderInquiryMail(PORTS, 'inquiry_received', INQUIRY, OWN);
  expect(subject).toBe('【盛岡市】お問い合わせを受け付けました（受付番号 ABCDEF01）');
  expect(text).toContain('返事は3開庁日以内にします。');
  expect(text).toContain('電話 019-000-0000');
  for (const typed of ['一行目', '試験 太郎', 'asker@', '0000015', 'Bcc'])
    expect(text + html).not.toContain(typed);
});

test('M75: a receipt speaks the language of the form', () => {
  const { subject, html } = renderInquiryMail(PORTS, 'inquiry_received', { ...INQUIRY, language: 'en' }, OWN);
  expect(subject).toContain('We have received your question');
  expect(html).toContain('<html lang="en">');
});

test('M75: the department gets the question line by line, escaped, and no link but to its list', () => {
  const { text, html } = renderInquiryMail(PORTS, 'inquiry_received_staff', INQUIRY, null);
  expect(text).toContain('内容：一行目\n　　<img src=x>\n　　Bcc: all@example.org');
  expect(html).not.toContain('<img');
  expect(new Set(html.match(/href="[^"]*"/g))).toEqual(
    new Set(['href="https://shomei.example/console/inquiries"']),
  );
});
