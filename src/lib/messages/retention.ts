/** Sentences of the 保存年限 of contracts (M56): on the envelope, in the ledger, and for the municipality. */
export const RETENTION_JA = {
  title: '保存期間',
  lead: '保存年限は10年以上で、延ばすことだけができます。契約を締結した年度の翌年度の4月1日から数えます。',
  afterwards: '満了日を過ぎても、自動では削除しません。',
  years: '保存年限',
  count: (years: number): string => `${String(years)}年`,
  endsOn: '満了日',
  notYet: '締結すると決まります',
  extend: '保存年限を延ばす',
  extendTitle: 'この契約の保存年限を延ばしますか',
  extendText: '延ばした保存年限は、短くできません。操作ログに残ります。',
  newYears: '新しい保存年限（年）',
  newYearsHint: (now: number): string => `今は${String(now)}年です。100年まで延ばせます。`,
  wrong: (now: number): string => `${String(now + 1)}から100までの整数を入力してください。`,
  extended: '保存年限を延ばしました。',
  cancel: '戻る',
  column: '保存期間の満了日',
  municipalityLead:
    'この自治体のすべての契約の保存年限です。契約ごとに、これより長くすることもできます（封筒の画面の「保存期間」）。',
};

export const RETENTION_EN: typeof RETENTION_JA = {
  title: 'Retention',
  lead: 'Contracts are kept for ten years or more, and the term can only be lengthened. It is counted from April 1 after the fiscal year of the conclusion.',
  afterwards: 'Nothing is deleted by itself when it ends.',
  years: 'Term',
  count: (years) => `${String(years)} years`,
  endsOn: 'Last day',
  notYet: 'Set by the conclusion',
  extend: 'Lengthen the term',
  extendTitle: 'Keep this contract for longer?',
  extendText: 'A lengthened term cannot be shortened. This is logged.',
  newYears: 'New term (years)',
  newYearsHint: (now) => `Now ${String(now)} years; up to 100.`,
  wrong: (now) => `Enter a whole number from ${String(now + 1)} to 100.`,
  extended: 'The term was lengthened.',
  cancel: 'Back',
  column: 'Kept until',
  municipalityLead:
    'How long every contract of this municipality is kept. A single one can be kept for longer (on its envelope).',
};
