import { INQUIRY_MAIL_KINDS, type InquiryMailKind, type InquiryMailValues } from '../_shared/core.ts';
import { cleanValues, renderInquiryText, type RenderedMail } from '../_shared/mail-render.ts';
import { mailInstant } from '../_shared/mail-instant.ts';
import { fillWords, NO_WORDS, type OwnWords } from '../_shared/mail-words.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import type { JobPorts } from './ports.ts';

/** Answer of `inquiry_mail`. */
export interface InquiryMail {
  readonly to: string | null;
  readonly id: string;
  readonly municipalityName: string;
  readonly departmentName: string;
  readonly managementLabel: string | null;
  readonly company: string | null;
  readonly writerName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly body: string;
  readonly language: 'ja' | 'easy' | 'en';
  readonly receivedAt: string;
}

export const isInquiryMail = (kind: string): kind is InquiryMailKind =>
  (INQUIRY_MAIL_KINDS as readonly string[]).includes(kind);

/** One mail about an inquiry: the receipt in the writer's language, the question itself in Japanese. */
export function renderInquiryMail(
  ports: JobPorts,
  kind: InquiryMailKind,
  inquiry: InquiryMail,
  own: OwnWords | null,
): RenderedMail {
  const english = kind === 'inquiry_received' && inquiry.language === 'en';
  const values: InquiryMailValues = {
    municipalityName: inquiry.municipalityName,
    departmentName: inquiry.departmentName,
    receiptNumber: inquiry.id.slice(0, 8).toUpperCase(),
    receivedAt: mailInstant(inquiry.receivedAt, english ? 'en' : 'ja'),
    managementLabel: inquiry.managementLabel ?? '',
    company: inquiry.company ?? '',
    writerName: inquiry.writerName,
    email: inquiry.email,
    phone: inquiry.phone ?? '',
    body: inquiry.body.split('\n'),
  };
  return renderInquiryText(
    kind,
    values,
    `${ports.config.origin}/console/inquiries`,
    testOnlyTrust(ports.config.trustList),
    own === null ? NO_WORDS : fillWords(own, cleanValues({ municipalityName: inquiry.municipalityName })),
    english,
  );
}
