import { expect, test } from 'vitest';
import { HELP_EN, HELP_JA } from '../help.ts';
import { HOME_EASY } from '../home-easy.ts';
import { MAIL_EN } from '../mail-en.ts';
import { MAIL_EXAMPLE_JA } from '../mail-example.ts';
import { MAIL_JA } from '../mail.ts';
import { SIGN_EASY } from '../sign-easy.ts';
import { SIGN_EN } from '../sign-en.ts';
import { REFUSAL_CODES } from '../../domain/refusal.ts';
import { ERRORS_JA } from './errors.ts';
import { HELP_EASY, HELP_TOPICS_EASY } from '../help-easy.ts';
import { faqEasy } from './faq-easy.ts';
import { faqEn } from './faq-en.ts';
import { faqJa, type FaqFacts } from './faq.ts';
import { HELP_TOPICS_EN, HELP_TOPICS_JA } from './index.ts';
import { MANUAL_EASY } from './manual-easy.ts';
import { MANUAL_EN } from './manual.ts';
import type { HelpTopic } from './topic.ts';

const FACTS: FaqFacts = {
  municipalityName: '甲市',
  applicationName: '電子契約利用申請',
  originalsTo: '担当課',
  electronicGuarantee: false,
  paper: [{ name: '工程表', to: '担当課' }],
  contact: '契約検査課',
  senderAddress: 'noreply@shomei.example',
};

const shape = ({ id, sections }: HelpTopic) => ({
  id,
  sections: sections.map((section) => ({
    id: section.id,
    paragraphs: section.paragraphs.length,
    items: section.items?.length ?? 0,
    rows: section.table?.rows.length ?? 0,
  })),
});

test('every topic says as much in English as in Japanese', () => {
  expect(HELP_TOPICS_EN.map(shape)).toEqual(HELP_TOPICS_JA.map(shape));
  expect(shape(faqEn(FACTS))).toEqual(shape(faqJa(FACTS)));
  expect(shape({ ...HELP_EN, id: '', summary: '' })).toEqual(shape({ ...HELP_JA, id: '', summary: '' }));
});

/** Refusals that contractors never meet are left out of the easy catalogue. */
const beyondErrors = (topics: readonly HelpTopic[]) => topics.filter(({ id }) => id !== ERRORS_JA.id);

/** What a topic says in its own language: without what it hands on in ordinary Japanese, under a note. */
const ownTexts = ({ sections }: HelpTopic) =>
  sections
    .filter(({ note }) => note === undefined)
    .flatMap(({ title, paragraphs, items = [], table }) => [
      title,
      ...paragraphs,
      ...items,
      ...(table?.rows.flat() ?? []),
    ]);

test('M6: every topic says as much in やさしい日本語 as in ordinary Japanese', () => {
  expect(beyondErrors(HELP_TOPICS_EASY).map(shape)).toEqual(beyondErrors(HELP_TOPICS_JA).map(shape));
});

test('M6: what contractors read is in やさしい日本語, what staff read says that it is not', () => {
  const plain = HELP_TOPICS_EASY.flatMap(({ id, sections }) =>
    sections.filter(({ note }) => note !== undefined).map((section) => `${id}/${section.id}`),
  );
  expect(plain).toEqual(['manual/staff', 'manual/search', 'operators/mail']);
});

test('M6: easy sentences are short and spare honorifics and the words of statutes', () => {
  const written = HELP_TOPICS_EASY.filter(({ id }) => id !== 'operators').flatMap(ownTexts);
  // Readings in brackets and the spaces between words are there to help, and are not counted.
  const sentences = written
    .map((text) => text.replace(/（[^）]*）|[ 、]/gu, ''))
    .flatMap((text) => text.split(/[。：]/u));
  expect(sentences.filter((sentence) => [...sentence].length > 40)).toEqual([]);
  expect(
    written.filter((text) => /ございます|いたし|いただ|又は|及び|並びに|における|に係る/u.test(text)),
  ).toEqual([]);
});

test.each([
  ['en', MANUAL_EN, /“([^”]+)”/gu, [SIGN_EN, MAIL_EN]],
  ['easy', MANUAL_EASY, /「([^」]+)」/gu, [SIGN_EASY, MAIL_JA, HOME_EASY]],
] as const)(
  'M59: the manual names buttons as the screens and mails of its language do (%s)',
  (_, manual, quoted, sources) => {
    const texts = JSON.stringify(sources, (_key, value: unknown) =>
      typeof value === 'function'
        ? (value as (values: typeof MAIL_EXAMPLE_JA) => unknown)(MAIL_EXAMPLE_JA)
        : value,
    );
    const named = ownTexts(manual).flatMap((text) =>
      [...text.matchAll(quoted)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((name) => !texts.includes(name))).toEqual([]);
  },
);

test('M79: the sixteen questions are answered in やさしい日本語 too, and what a municipality wrote stays as it is, marked', () => {
  const ids = ({ sections }: HelpTopic) => sections.map(({ id }) => id);
  expect(ids(faqEasy(FACTS))).toEqual(ids(faqJa(FACTS)));
  expect(HELP_EASY.sections.map(({ id }) => id)).toEqual(HELP_JA.sections.map(({ id }) => id));
  for (const faq of [faqEn, faqEasy]) {
    const [first, second] = faq(FACTS, { q1: ['市の答え'] }).sections;
    expect(first).toMatchObject({ paragraphs: ['市の答え'], lang: 'ja', note: expect.any(String) as string });
    expect(second?.lang).toBeUndefined();
  }
});

test('M10, M78: paper and electronic contracts are compared, after the three points', () => {
  const compare = HELP_TOPICS_JA.find(({ id }) => id === 'compare');
  expect(compare?.sections.find(({ id }) => id === 'points')?.items).toHaveLength(3);
  expect(compare?.sections.find(({ id }) => id === 'table')?.table?.rows.map(([row]) => row)).toEqual(
    expect.arrayContaining(['形式', '押印', '送付', '保管', '収入印紙', '証拠になるもの']),
  );
});

test('M53, M54: the four measures are listed, ① only with accredited time-stamps', () => {
  const tax = HELP_TOPICS_JA.find(({ id }) => id === 'tax');
  const measures = tax?.sections.find(({ id }) => id === 'measures')?.items ?? [];
  expect(measures.map((line) => line.slice(0, 1))).toEqual(['①', '②', '③', '④']);
  expect(tax?.sections.find(({ id }) => id === 'measure-one')?.paragraphs.join('')).toContain(
    '総務大臣が認定した',
  );
});

test('M74: the error catalogue holds every refusal exactly once', () => {
  const codes = ERRORS_JA.sections.flatMap(({ table }) => table?.rows.map((row) => row[2]) ?? []);
  expect([...codes].sort()).toEqual([...REFUSAL_CODES].sort());
});

test('M76: the recommended environment is on the first page', () => {
  expect(HELP_JA.sections.map(({ id }) => id)).toContain('environment');
});

test('M59, L21: system overview and operation manual are at hand', () => {
  expect(HELP_TOPICS_JA.map(({ id }) => id)).toEqual(expect.arrayContaining(['system', 'manual']));
});

test('M77, M69: the security guide claims no certification', () => {
  const guide = HELP_TOPICS_JA.find(({ id }) => id === 'security');
  const claims = guide?.sections.filter(({ id }) => id !== 'claims');
  expect(JSON.stringify(claims)).not.toMatch(/ISMAP|SOC|ISO|WebTrust|AATL/);
});

test('M18: the answers name the one sender address', () => {
  expect(JSON.stringify(faqJa(FACTS))).toContain(FACTS.senderAddress);
});

test('M79: sixteen answers, with what this municipality wants', () => {
  const { sections } = faqJa(FACTS);
  expect(sections.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, n) => `q${n + 1}`));
  expect(sections[9]?.paragraphs.join('')).toContain('担当課');
  expect(sections[9]?.paragraphs).toContain('電子保証は利用できません。');
  expect(faqJa({ ...FACTS, electronicGuarantee: true }).sections[9]?.paragraphs).toContain(
    '電子保証を利用できます。',
  );
});
