import { emailCode } from '../_shared/email-code.ts';
import {
  APPLICATION_MAIL_KINDS,
  type ApplicationMailKind,
  type ApplicationMailValues,
} from '../_shared/core.ts';
import { linkToken, linkTokenHash } from '../_shared/link.ts';
import {
  cleanValues,
  renderApplicationText,
  type MailLanguage,
  type RenderedMail,
} from '../_shared/mail-render.ts';
import { mailInstant } from '../_shared/mail-instant.ts';
import { fillWords, NO_WORDS, type OwnWords } from '../_shared/mail-words.ts';
import { senderAddress } from '../_shared/sender-address.ts';
import { Fault } from '../_shared/refusal.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import type { JobPorts } from './ports.ts';

/** Answer of `mail_subject` for a mail about an application, or about an address being confirmed. */
export interface ApplicationMailSubject {
  readonly kind: ApplicationMailKind;
  readonly mailStatus: string;
  readonly to: string | null;
  readonly toName: string | null;
  readonly application: {
    readonly id: string | null;
    readonly challengeId: string | null;
    readonly caseId: string | null;
    readonly caseNumber: string | null;
    readonly caseName: string | null;
    readonly company: string | null;
    readonly principalName: string | null;
    readonly email: string | null;
    readonly toStaff: boolean;
    /** How the application came; null for an address being confirmed. */
    readonly source: string | null;
    readonly receiptNumber: string | null;
    readonly version: number | null;
    readonly language: MailLanguage;
    readonly reason: string | null;
    readonly receivedAt: string | null;
    readonly codeUntilAt: string | null;
    readonly municipalityCode: string;
    readonly municipalityName: string;
    readonly departmentName: string | null;
    readonly attachments: readonly string[];
    /** 契約書案 that the mail brings; null in every other one. */
    readonly draftCopy: {
      readonly id: string;
      readonly documentName: string;
      readonly expiresAt: string;
    } | null;
  };
}

/** One mail about an application. The code it may carry is derived here, at the last moment, and kept nowhere. */
export async function renderApplicationMail(
  ports: JobPorts,
  subject: ApplicationMailSubject,
  own: OwnWords | null,
): Promise<RenderedMail> {
  const { application, kind } = subject;
  if (!APPLICATION_MAIL_KINDS.includes(kind)) throw new Fault('MAIL_KIND', { context: { kind } });
  const { linkKey, mailFrom } = ports.config;
  const instant = (iso: string | null): string =>
    iso === null ? '' : mailInstant(iso, application.language);
  const resumable = kind === 'application_returned' && application.source === 'form';
  const values: ApplicationMailValues = cleanValues({
    municipalityName: application.municipalityName,
    departmentName: application.departmentName ?? '',
    recipient: [application.toStaff ? application.departmentName : application.company, subject.toName]
      .filter((part) => part !== null && part !== '')
      .join(' '),
    caseNumber: application.caseNumber ?? '',
    caseName: application.caseName ?? '',
    company: application.company ?? '',
    principalName: application.principalName ?? '',
    email: application.email ?? '',
    receiptNumber: application.receiptNumber ?? '',
    version: application.version ?? 1,
    resumable,
    receivedAt: instant(application.receivedAt),
    attachments: application.attachments,
    reason: application.reason ?? '',
    code: application.challengeId === null ? '' : await emailCode(linkKey, application.challengeId),
    codeUntil: instant(application.codeUntilAt),
    senderAddress: senderAddress(mailFrom),
    documentName: application.draftCopy?.documentName ?? '',
    openUntil: instant(application.draftCopy?.expiresAt ?? null),
  });
  const url = resumable ? await returnLink(ports, application) : await addressOf(ports, application);
  const { municipalityName, caseName, caseNumber, company } = values;
  return renderApplicationText(
    kind,
    values,
    url,
    testOnlyTrust(ports.config.trustList),
    own === null ? NO_WORDS : fillWords(own, { municipalityName, caseName, caseNumber, company }),
    application.language,
  );
}

/**
 * The link by which a returned application is taken up on any device. Only where the address was confirmed by its
 * owner: what staff entered from a paper may name a stranger's, who shall not read it.
 */
async function returnLink(
  ports: JobPorts,
  { id, municipalityCode }: ApplicationMailSubject['application'],
): Promise<string> {
  const { origin, linkKey } = ports.config;
  const token = await linkToken(linkKey, `application:${id ?? ''}`, 0);
  await ports.rpc('application_link_issue', {
    p_application_id: id,
    p_token_sha256_hex: await linkTokenHash(token),
  });
  return `${origin}/apply/${municipalityCode}#${token}`;
}

/** Where the button leads: the 契約書案 by its own link, the case in the console, or the form. */
async function addressOf(
  ports: JobPorts,
  { toStaff, caseId, draftCopy, municipalityCode }: ApplicationMailSubject['application'],
): Promise<string> {
  const { origin, linkKey } = ports.config;
  if (draftCopy !== null) return `${origin}/d#${await linkToken(linkKey, draftCopy.id, 0)}`;
  return toStaff ? `${origin}/console/cases/${caseId ?? ''}` : `${origin}/apply/${municipalityCode}`;
}
