/** Refusals around the vote of the council 議会の議決 in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_COUNCIL_JA = {
  VOTE_NOT_AWAITED: {
    happened: 'この契約は仮契約ではないため、議会の議決を記録できません。',
    next: '案件の契約区分を確かめてください。',
  },
  VOTE_DATE_INVALID: {
    happened: '議決日として記録できない日付です。',
    next: '議決日は、契約が成立した日から今日までの日付を入力してください。',
  },
} as const;

/** The same in English. */
export const REFUSAL_COUNCIL_EN = {
  VOTE_NOT_AWAITED: {
    happened: 'This is no provisional contract, so there is no vote of the council to record.',
    next: 'Check the kind of contract of its case.',
  },
  VOTE_DATE_INVALID: {
    happened: 'The day of the vote cannot be recorded.',
    next: 'Give a day from the conclusion of the contract to today.',
  },
} as const;
