/** Words of 契約区分 on the contractor's screens, where it is 仮契約 or 変更契約 (L14). Dates are texts of the reader's calendar. */
export const SIGN_CONTRACT_KIND_JA = {
  label: '契約区分',
  provisional: '仮契約',
  provisionalText: '議会の議決を得たときに本契約となります。',
  change: '変更契約',
  original: 'もとの契約',
  originalNumber: (label: string): string => `管理番号 ${label}`,
  originalOn: (on: string): string => `契約締結日 ${on}`,
  awaitingTitle: '議会の議決を待っています',
  awaiting:
    'この契約は仮契約です。議会の議決を得たときに本契約となります。結果が出たら、メールでお知らせします。',
  passedTitle: '本契約となりました',
  passed: (on: string): string => `${on}に議会で可決され、この日に本契約となりました。`,
  rejectedTitle: '本契約となりませんでした',
  rejected: (on: string): string =>
    `${on}に議会で否決されたため、本契約となりませんでした。今後のことは、担当課からご案内します。`,
  bill: '議案番号',
};

/** The same in やさしい日本語. */
export const SIGN_CONTRACT_KIND_EASY: typeof SIGN_CONTRACT_KIND_JA = {
  label: '契約の種類（契約区分）',
  provisional: '仮契約（かりけいやく）',
  provisionalText: '議会（ぎかい）が「よい」と 決めたとき、本契約（ほんけいやく）に なります。',
  change: '変更契約（へんこうけいやく）。前の契約を 変えます。',
  original: '前の契約',
  originalNumber: (label) => `番号（管理番号） ${label}`,
  originalOn: (on) => `契約した日（契約締結日） ${on}`,
  awaitingTitle: '議会（ぎかい）が 決めるのを まっています',
  awaiting:
    'これは 仮契約（かりけいやく）です。議会が「よい」と 決めたとき、本契約（ほんけいやく）に なります。決まったら、メールで おしらせします。',
  passedTitle: '本契約（ほんけいやく）に なりました',
  passed: (on) => `${on}に 議会（ぎかい）が「よい」と 決めました。この日に 本契約に なりました。`,
  rejectedTitle: '本契約（ほんけいやく）に なりませんでした',
  rejected: (on) =>
    `${on}に 議会（ぎかい）が「だめ」と 決めました。本契約に なりませんでした。これからのことは、市（し）が おしらせします。`,
  bill: '議案の番号（議案番号）',
};

export const SIGN_CONTRACT_KIND_EN: typeof SIGN_CONTRACT_KIND_JA = {
  label: 'Kind of contract',
  provisional: 'Provisional contract',
  provisionalText: 'It becomes final once the council of the municipality has passed it.',
  change: 'Change of an earlier contract',
  original: 'Earlier contract',
  originalNumber: (label) => `Number ${label}`,
  originalOn: (on) => `Contract date ${on}`,
  awaitingTitle: 'Waiting for the council',
  awaiting:
    'This contract is provisional. It becomes final once the council of the municipality has passed it. We will write to you when the council has decided.',
  passedTitle: 'The contract is final',
  passed: (on) => `The council passed it on ${on}. It is final from that day.`,
  rejectedTitle: 'The contract did not become final',
  rejected: (on) =>
    `The council rejected it on ${on}, so it did not become final. The office in charge will tell you what happens next.`,
  bill: 'Bill',
};
