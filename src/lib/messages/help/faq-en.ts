import { faqTopic, type FaqFacts, type OwnAnswers } from './faq.ts';
import type { HelpTopic } from './topic.ts';

/** The service's own answers in English; what a municipality wrote stays in the language it wrote. */
export function faqEn(facts: FaqFacts, own: OwnAnswers = {}): HelpTopic {
  const paper = facts.paper.map(({ name, to }) => `${name} → ${to}`).join('; ');
  return faqTopic(
    `Questions and answers (${facts.municipalityName})`,
    'The sixteen questions asked at the briefing',
    [
      {
        id: 'q1',
        asks: 'Q1 Can several computers and phones be used?',
        answers: [
          'Yes, as many as you like. Wherever the link in the mail opens, you go on where you stopped.',
        ],
      },
      {
        id: 'q2',
        asks: 'Q2 Does the electronic books act apply?',
        answers: [
          'The data of a contract are transaction information and must be kept as the act says. See the page on it.',
        ],
      },
      {
        id: 'q3',
        asks: 'Q3 Is an ordinary notebook enough?',
        answers: ['Yes: a computer, tablet or phone with internet access.'],
      },
      {
        id: 'q4',
        asks: 'Q4 Is a cloud service safe enough?',
        answers: ['Transport and files are encrypted, and what is done is recorded. See the security guide.'],
      },
      {
        id: 'q5',
        asks: 'Q5 Where do notices go?',
        answers: [
          `To the address registered in the application (${facts.applicationName}), from ${facts.senderAddress}.`,
          'Press “Receive notices” after signing or applying, or in the library, and news also shows on the screen of that device. E-mail comes with or without it.',
        ],
      },
      { id: 'q6', asks: 'Q6 Which service is used?', answers: [`${facts.municipalityName} uses Shomei.`] },
      {
        id: 'q7',
        asks: 'Q7 What devices, software and costs are there?',
        answers: [
          'Mail and internet access; nothing is installed and nothing is charged. See the recommended environment.',
        ],
      },
      {
        id: 'q8',
        asks: 'Q8 May somebody else than the person named in the contract operate?',
        answers: [
          'It is best that the person named does. Otherwise whoever is delegated by the company’s rules may.',
          'The signature is in the name of the person named; the operator’s name is recorded apart.',
        ],
      },
      {
        id: 'q9',
        asks: 'Q9 Can several addresses be registered?',
        answers: [
          'One: that of the person with authority. For colleagues there are the copy before signing and the read-only link.',
        ],
      },
      {
        id: 'q10',
        asks: 'Q10 Is the guarantee attached, and is the original due?',
        answers: [
          'Attach the PDF of the guarantee when signing.',
          `The original is due too, to: ${facts.originalsTo}`,
          facts.electronicGuarantee
            ? 'Electronic guarantees can be used.'
            : 'Electronic guarantees cannot be used.',
        ],
      },
      {
        id: 'q11',
        asks: 'Q11 What about a deposit in cash?',
        answers: [
          'You get a payment slip (PDF) with the contract. Print it, pay, and attach the receipt when signing.',
        ],
      },
      {
        id: 'q12',
        asks: 'Q12 Do other notices stay on paper?',
        answers: [paper === '' ? 'Ask the department.' : `Yes: ${paper}`],
      },
      {
        id: 'q13',
        asks: 'Q13 Must one sign on the date of the contract?',
        answers: [
          'No. There are several days; the deadline is in the mail and on the screen. Please sign soon.',
        ],
      },
      {
        id: 'q14',
        asks: 'Q14 Can the contractor choose paper?',
        answers: [
          'Yes: press 「紙の契約書を希望する」 or tell the department. A revenue stamp may be needed then.',
        ],
      },
      { id: 'q15', asks: 'Q15 Is an IC card needed?', answers: ['No.'] },
      {
        id: 'q16',
        asks: 'Q16 Can a draft contract be had beforehand, for the guarantee?',
        answers: [`Yes, tell the department: ${facts.contact}`],
      },
    ],
    own,
    'The municipality answers this in its own words, in Japanese.',
  );
}
