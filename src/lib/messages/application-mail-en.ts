import type { ApplicationMailCatalogue, ApplicationMailValues } from './application-mail.ts';
import { mailRow as row } from './mail-text.ts';

const receiptEn = (m: ApplicationMailValues): string =>
  m.version > 1 ? `${m.receiptNumber} (version ${String(m.version)})` : m.receiptNumber;
const caseEn = (m: ApplicationMailValues) => [
  ...row('Case number', m.caseNumber),
  ...row('Case', m.caseName),
  ...row('Company', m.company),
  ...row('Named party', m.principalName),
];
/** What the office wrote stays as it is. */
const REASON_EN = 'Reason (in the words of the office)';

/** Mails about an application in English, for applicants who read the form in English. */
export const APPLICATION_MAIL_EN: ApplicationMailCatalogue = {
  greeting: (m) => (m.recipient === '' ? 'Dear applicant' : m.recipient),
  kinds: {
    application_code: (m) => ({
      subject: `[${m.municipalityName}] Electronic contracting: your code ${m.code}`,
      paragraphs: ['Enter this code in the application form.', 'Tell it to nobody. Staff never ask for it.'],
      button: null,
      rows: [...row('Code', m.code), ...row('Good until', m.codeUntil)],
      closing: [],
    }),
    application_received: (m) => ({
      subject: `[${m.municipalityName}] Your application has been received (${m.caseName})`,
      paragraphs: [
        'We have received your application for electronic contracting and will tell you the outcome by mail.',
        `Signature requests come from ${m.senderAddress}. Please allow mail from this address.`,
      ],
      button: null,
      rows: [
        ...row('Receipt number', receiptEn(m)),
        ...row('Received', m.receivedAt),
        ...caseEn(m),
        ...row('Mail address', m.email),
        ...row('Attachments', ...m.attachments),
      ],
      closing: ['To ask for a paper contract, or to withdraw your acceptance, contact the office in charge.'],
    }),
    application_received_staff: (m) => ({
      subject: `An application has arrived (${m.caseName})`,
      paragraphs: ['An application for electronic contracting has arrived: accept, return or refuse it.'],
      button: 'Open the case',
      rows: [...caseEn(m), ...row('Received', m.receivedAt), ...row('Attachments', ...m.attachments)],
      closing: [],
    }),
    application_accepted: (m) => ({
      subject: `[${m.municipalityName}] Your application is accepted (${m.caseName})`,
      paragraphs: [
        'Your application is accepted. Once the contract is ready, you will receive a signature request.',
        `It comes from ${m.senderAddress}.`,
      ],
      button: null,
      rows: [...caseEn(m), ...row('Mail address', m.email)],
      closing: [],
    }),
    application_returned: (m) => ({
      subject: `[${m.municipalityName}] Please correct your application (${m.caseName})`,
      paragraphs: [
        'Something in your application needs correcting. Please see the reason and apply again.',
        ...(m.resumable
          ? [
              'The button opens the form with what you gave before, on any device. To send it, you will receive another code by mail.',
            ]
          : []),
      ],
      button: m.resumable ? 'Correct the application' : 'Open the form',
      rows: [...row(REASON_EN, m.reason), ...row('Receipt number', receiptEn(m)), ...caseEn(m)],
      closing: m.resumable
        ? [
            'The link is good for 30 days. It shows what you gave: please do not forward it outside your company.',
          ]
        : [],
    }),
    application_refused: (m) => ({
      subject: `[${m.municipalityName}] The outcome of your application (${m.caseName})`,
      paragraphs: ['We are sorry: the application cannot be accepted. Please contract on paper.'],
      button: null,
      rows: [...row(REASON_EN, m.reason), ...caseEn(m)],
      closing: ['If you have questions, contact the office in charge.'],
    }),
    draft_copy: (m) => ({
      subject: `[${m.municipalityName}] A draft of the contract (${m.caseName})`,
      paragraphs: [
        'Here is a draft of the contract, for preparing the guarantee and other papers.',
        'It is a draft and cannot be signed. You will be asked to sign by another mail once the contract is ready.',
      ],
      button: 'Open the draft',
      rows: [...row('Document', m.documentName), ...row('Open until', m.openUntil), ...caseEn(m)],
      closing: ['The address in this mail is yours alone. Please do not forward it.'],
    }),
    application_change_notice: (m) => ({
      subject: `[${m.municipalityName}] Another application has arrived (${m.caseName})`,
      paragraphs: [
        'Another application for this case has arrived from another mail address. The office will check it.',
        'Nothing changes before it is accepted. If you know nothing of it, contact the office at once.',
      ],
      button: null,
      rows: caseEn(m),
      closing: [],
    }),
    application_superseded: (m) => ({
      subject: `[${m.municipalityName}] A new application has taken the place of yours (${m.caseName})`,
      paragraphs: [
        'A new application for this case is accepted. Signature requests go to its mail address from now on.',
        'Requests that went to this address can no longer be signed. If you know nothing of it, contact the office at once.',
      ],
      button: null,
      rows: caseEn(m),
      closing: [],
    }),
    application_bounced_staff: (m) => ({
      subject: `A mail about an application did not arrive (${m.caseName})`,
      paragraphs: [
        'A mail to an applicant did not arrive. See the case, and reach the applicant by telephone or the like.',
      ],
      button: 'Open the case',
      rows: [...caseEn(m), ...row('Mail address', m.email), ...row('Receipt number', receiptEn(m))],
      closing: [],
    }),
  },
};
