import type { ApplicationMailValues } from './application-mail.ts';
import type { InquiryMailValues } from './inquiry-mail.ts';
import type { MailValues } from './mail-text.ts';

/** What a mail looks like with values in it, for whoever writes its words. Nobody of these exists. */
export const MAIL_EXAMPLE_JA: Omit<MailValues, 'municipalityName'> = {
  title: '市道改良工事請負契約（例）',
  recipient: '株式会社見本建設 代表取締役 見本 太郎',
  company: '株式会社見本建設',
  senderName: '見本 花子',
  senderDepartment: '担当課（例）',
  documents: ['工事請負契約書.pdf'],
  deadline: '2027年1月14日(木) 23:59:59 JST',
  downloadUntil: '2027年1月28日(木) 23:59:59 JST',
  reason: '（理由の例）',
  code: '',
  codeUntil: '',
  votedOn: '2027年3月19日(金)',
  billNumber: '議案第12号',
  corrects: false,
};

export const APPLICATION_MAIL_EXAMPLE_JA: Omit<ApplicationMailValues, 'municipalityName'> = {
  departmentName: '担当課（例）',
  recipient: '株式会社見本建設 見本 太郎',
  caseNumber: '例2027-001',
  caseName: '市道改良工事（例）',
  company: '株式会社見本建設',
  principalName: '見本 太郎',
  email: 'keiyaku@contractor.example',
  receiptNumber: '0123ABCD',
  version: 1,
  resumable: true,
  receivedAt: '2027年1月7日(木) 10:00:00 JST',
  documentName: '工事請負契約書.pdf',
  openUntil: '2027年1月21日(木) 23:59:59 JST',
  attachments: [],
  reason: '（理由の例）',
  code: '',
  codeUntil: '',
  senderAddress: 'noreply@shomei.example',
};

export const INQUIRY_MAIL_EXAMPLE_JA: Omit<InquiryMailValues, 'municipalityName'> = {
  departmentName: '担当課（例）',
  receiptNumber: '0123ABCD',
  receivedAt: '2027年1月7日(木) 10:00:00 JST',
  managementLabel: '',
  company: '',
  writerName: '見本 太郎',
  email: 'keiyaku@contractor.example',
  phone: '',
  body: [],
};

/** The contact of the same mails. */
export const CONTACT_EXAMPLE_JA = {
  departmentName: '担当課（例）',
  contactName: '契約係',
  contactPhone: '000-000-0000',
  contactHours: '平日 9:00–17:00',
  contactEmail: 'keiyaku@city.example',
};
