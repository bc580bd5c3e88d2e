import { expect, test } from 'vitest';
import {
  fillText,
  paragraphsOf,
  TEXT_RULES,
  unknownPlaceholder,
  type TextField,
} from './municipality-text.ts';

test('M87: values are put in once: one that looks like a placeholder stays as it is', () => {
  expect(fillText('{title}／{company}', { title: '{company}', company: '{title}' })).toBe(
    '{company}／{title}',
  );
});

test('M87: a line of which every value is empty is left out', () => {
  const signature = '{municipalityName} {departmentName}\n電話 {contactPhone}\nお気軽にどうぞ';
  expect(fillText(signature, { municipalityName: '盛岡市' })).toBe('盛岡市\nお気軽にどうぞ');
});

test('M87: an empty line divides paragraphs, a single one does not', () => {
  expect(paragraphsOf('一\n二\n\n\n三')).toEqual(['一\n二', '三']);
});

test.each<[TextField, string, string | undefined]>([
  ['mail.sign_request.paragraph', '{title}と{deadline}', undefined],
  ['mail.sign_request.paragraph', '{caseName}', '{caseName}'],
  ['mail.application_received.paragraph', '{caseName}', undefined],
  ['faq.q1', '{title', '{title'],
  ['faq.q1', 'a}', '}'],
  ['notice.sign', '{}', '{}'],
])('M87: %s of %s holds the unknown placeholder %s', (field, body, unknown) => {
  expect(unknownPlaceholder(field, body)).toBe(unknown);
});

test('M87: no text of a mail may hold a link', () => {
  const fields = Object.keys(TEXT_RULES) as TextField[];
  expect(fields.filter((field) => field.startsWith('mail.') && TEXT_RULES[field].links)).toEqual([]);
});
