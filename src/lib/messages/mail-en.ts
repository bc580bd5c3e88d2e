import { mailRow, senderOf, type MailCatalogue, type MailRow, type MailValues } from './mail-text.ts';

const rowsEn = (m: MailValues): MailRow[] => [
  ...mailRow('Envelope', m.title),
  ...mailRow('Documents', ...m.documents),
  ...mailRow('Sender', senderOf(m)),
];
/** What the council decided, as rows. */
const voteRowsEn = (m: MailValues): MailRow[] => [
  ...rowsEn(m),
  ...mailRow('Day of the vote', m.votedOn),
  ...mailRow('Bill', m.billNumber),
];
const correctionEn = (m: MailValues): string[] =>
  m.corrects ? ['This corrects our earlier mail about the vote of the council.'] : [];
const keepSecretEn = 'The address in this mail is yours alone. Please do not forward it.';

/** English beside it. */
export const MAIL_EN = {
  lang: 'en',
  testOnly: 'For testing (proves no contract)',
  urlHint: 'If the button does not work, paste this address into your browser.',
  footer: (municipalityName) => [
    `Sent automatically by the electronic contract service of ${municipalityName}. Replies are not read.`,
    'If you did not expect this mail, delete it and tell the office in charge.',
  ],
  greeting: (m) => m.recipient,
  kinds: {
    sign_request: (m) => ({
      subject: `[${m.municipalityName}] asks you to sign ${m.title}`,
      paragraphs: [
        `${m.municipalityName} asks you to sign a contract electronically.`,
        'Please review the documents and sign before the deadline. No registration and no software is needed.',
      ],
      button: 'Review the documents',
      rows: [...rowsEn(m), ...mailRow('Deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    completed_contractor: (m) => ({
      subject: `Signing is complete (${m.title})`,
      paragraphs: ['Everything is complete. Please download the signed documents.'],
      button: 'Download',
      rows: [...rowsEn(m), ...mailRow('Download open for', `14 days (until ${m.downloadUntil})`)],
      closing: ['After that, the same page lets you ask for them again.', keepSecretEn],
    }),
    completed_staff: (m) => ({
      subject: `Signing is complete (${m.title})`,
      paragraphs: ['Everything is complete. Contract and certificate are in the console at any time.'],
      button: 'Download',
      rows: [
        ...rowsEn(m),
        ...mailRow('Counterparty', m.company),
        ...mailRow('Their download is open for', `14 days (until ${m.downloadUntil})`),
      ],
      closing: [],
    }),
    declined_staff: (m) => ({
      subject: `Declined to sign (${m.title})`,
      paragraphs: [
        `${m.company} declined to sign. This envelope has ended; nothing was concluded.`,
        'Check the reason and, if needed, create a new envelope.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Reason', m.reason)],
      closing: [],
    }),
    withdrawn_contractor: (m) => ({
      subject: `The request to sign was withdrawn (${m.title})`,
      paragraphs: [
        `${m.municipalityName} withdrew this request. There is nothing for you to do.`,
        'The address that you were sent no longer works. Please ask the office in charge if in doubt.',
      ],
      button: null,
      rows: [...rowsEn(m), ...mailRow('Reason', m.reason)],
      closing: [],
    }),
    reissued: (m) => ({
      subject: `Signed documents issued again (${m.title})`,
      paragraphs: ['The signed documents can be downloaded again.'],
      button: 'Download',
      rows: [...rowsEn(m), ...mailRow('Download open for', `14 days (until ${m.downloadUntil})`)],
      closing: [keepSecretEn],
    }),
    reissue_requested_staff: (m) => ({
      subject: `Asked to issue documents again (${m.title})`,
      paragraphs: [
        `${m.company} asks for the signed documents again.`,
        'One tap on the page of the envelope opens their download for 14 more days.',
      ],
      button: 'Open the envelope',
      rows: rowsEn(m),
      closing: [],
    }),
    expired_staff: (m) => ({
      subject: `The deadline has passed (${m.title})`,
      paragraphs: [
        'Nobody signed before the deadline, so this envelope has ended. Nothing was concluded.',
        'To go on, create an envelope with a new deadline.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company), ...mailRow('Deadline', m.deadline)],
      closing: [],
    }),
    approval_requested_staff: (m) => ({
      subject: `Your approval is asked for (${m.title})`,
      paragraphs: ['You are asked to approve this envelope. Please open and review its documents.'],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company), ...mailRow('Deadline', m.deadline)],
      closing: [],
    }),
    returned_staff: (m) => ({
      subject: `An envelope was returned (${m.title})`,
      paragraphs: ['The envelope that you put forward was returned. Correct it and ask again.'],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Reason', m.reason)],
      closing: [],
    }),
    signature_requested_staff: (m) => ({
      subject: `The municipality’s signature is due (${m.title})`,
      paragraphs: ['It is the municipality’s turn to sign. Please open and review the documents, then sign.'],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company)],
      closing: [],
    }),
    member_invited: (m) => ({
      subject: `Invitation to the electronic contract service of ${m.municipalityName}`,
      paragraphs: [
        `You are invited as a member of staff of ${m.municipalityName}. Register a password and an authenticator app.`,
      ],
      button: 'Register',
      rows: [...mailRow('Invited by', m.senderName), ...mailRow('Register before', m.deadline)],
      closing: [keepSecretEn],
    }),
    reminder_contractor: (m) => ({
      subject: `The deadline is near (${m.title})`,
      paragraphs: [
        `You have not signed yet what ${m.municipalityName} asks you to sign. Please do so before the deadline.`,
        'If you have signed meanwhile, delete this mail.',
      ],
      button: 'Review the documents',
      rows: [...rowsEn(m), ...mailRow('Deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    deadline_extended_contractor: (m) => ({
      subject: `The deadline was extended (${m.title})`,
      paragraphs: [`${m.municipalityName} extended the deadline of this request.`],
      button: 'Review the documents',
      rows: [...rowsEn(m), ...mailRow('New deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    mail_bounced_staff: (m) => ({
      subject: `The request did not arrive (${m.title})`,
      paragraphs: [
        'The contractor’s mail server did not accept the mail. They may not know of the request.',
        'Check the address on the page of the envelope and correct it, or call them.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company)],
      closing: [],
    }),
    download_reminder_contractor: (m) => ({
      subject: `The download closes soon (${m.title})`,
      paragraphs: [
        'You have not downloaded the concluded documents yet. Please press “Download” in time and keep them.',
        'After that the library still has them, opened by the address of this mail; it is on the home page of the service.',
      ],
      button: 'Download',
      rows: [...rowsEn(m), ...mailRow('Download open until', m.downloadUntil)],
      closing: [keepSecretEn],
    }),
    paper_contractor: (m) => ({
      subject: `Your contract goes on on paper (${m.title})`,
      paragraphs: [
        'This contract goes on on paper. The address of the signature request no longer works; nothing was concluded electronically.',
        'A paper contract may need a revenue stamp (収入印紙). The office in charge will tell you what comes next.',
      ],
      button: null,
      rows: [...rowsEn(m), ...mailRow('Reason', m.reason)],
      closing: [],
    }),
    paper_staff: (m) => ({
      subject: `Switched to paper (${m.title})`,
      paragraphs: [
        `The contract with ${m.company} goes on on paper. This envelope has ended; nothing was concluded electronically.`,
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company), ...mailRow('Reason', m.reason)],
      closing: [],
    }),
    guarantee_submitted_staff: (m) => ({
      subject: `Guarantee of the contract received (${m.title})`,
      paragraphs: [
        `${m.company} gave the guarantee of the contract. Check it on the page of the envelope, and accept it or ask for another.`,
        'The municipality cannot sign before it is accepted.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company)],
      closing: [],
    }),
    guarantee_returned_contractor: (m) => ({
      subject: `Please replace the guarantee of the contract (${m.title})`,
      paragraphs: [
        `${m.municipalityName} has checked the guarantee that you sent and asks you to replace it for the reason below.`,
        'Only the new paper is needed; you do not sign again.',
      ],
      button: 'Replace the paper',
      rows: [...rowsEn(m), ...mailRow('Reason', m.reason)],
      closing: [keepSecretEn],
    }),
    signing_code: (m) => ({
      subject: `[${m.municipalityName}] Code for signing: ${m.code}`,
      paragraphs: [
        'Enter this code on the page where you sign.',
        'If you did not ask for it, do not enter it, and tell the office. Give the code to nobody: staff never ask for it.',
      ],
      button: null,
      rows: [
        ...mailRow('Code', m.code),
        ...mailRow('Good until', m.codeUntil),
        ...mailRow('Envelope', m.title),
      ],
      closing: [],
    }),
    access_code_locked_staff: (m) => ({
      subject: `The access code is locked (${m.title})`,
      paragraphs: [
        'The access code was entered wrongly five times on the contractor’s page and is locked. Nothing was signed.',
        'Call the contractor, make sure whom you speak to, and issue a new code on the page of the envelope. If they know nothing of it, check the address.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...mailRow('Counterparty', m.company)],
      closing: [],
    }),
    payment_slip_contractor: (m) => ({
      subject: `The payment slip can be downloaded (${m.title})`,
      paragraphs: [
        `${m.municipalityName} has provided the slip for paying the guarantee of the contract in cash. Download it with the button below.`,
        'If you pay in cash: pay with the slip, then attach the receipt on the same page and sign. If you had a slip before, use the new one. If you choose another kind of guarantee, you do not need it.',
      ],
      button: 'See the payment slip',
      rows: [...rowsEn(m), ...mailRow('Deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    guarantee_accepted_contractor: (m) => ({
      subject: `The guarantee of the contract is accepted (${m.title})`,
      paragraphs: [
        `${m.municipalityName} has checked and accepted the guarantee that you sent. Nothing needs to be sent again on this page.`,
        'If you have not signed yet, please do so before the deadline. If you have, we will write to you when the contract is concluded.',
      ],
      button: 'See how it stands',
      rows: [...rowsEn(m), ...mailRow('Deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    council_passed_contractor: (m) => ({
      subject: `Your contract is final (${m.title})`,
      paragraphs: [
        ...correctionEn(m),
        `The council of ${m.municipalityName} has passed this provisional contract. By its own terms it became the final contract on the day of the vote (${m.votedOn}).`,
        'Nothing needs to be signed again. Keep the signed contract and its certificate of conclusion as they are.',
      ],
      button: 'See how it stands',
      rows: voteRowsEn(m),
      closing: [keepSecretEn],
    }),
    council_rejected_contractor: (m) => ({
      subject: `Your contract did not become final (${m.title})`,
      paragraphs: [
        ...correctionEn(m),
        `The council of ${m.municipalityName} has rejected this provisional contract. It did not become a final contract.`,
        'The office in charge will tell you what happens next. Please ask it if anything is unclear.',
      ],
      button: 'See how it stands',
      rows: voteRowsEn(m),
      closing: [keepSecretEn],
    }),
    venture_ended_contractor: (m) => ({
      subject: `The signature request has ended (${m.title})`,
      paragraphs: [
        'This request ended before all members of the joint venture had signed. No contract was concluded.',
        'Your signature is not used for a contract. Please wait for the office in charge.',
      ],
      button: null,
      rows: rowsEn(m),
      closing: [],
    }),
  },
} as const satisfies MailCatalogue;
