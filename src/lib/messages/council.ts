import type { ContractStanding, StandingColumnWords } from '../domain/contract-standing.ts';

/** Words of 契約区分 and the council's vote 議会の議決 on the screens of staff. */
export const COUNCIL_JA = {
  title: '議会の議決',
  lead: 'この契約は仮契約です。議会の議決の結果を記録してください。記録すると、受注者にメールでお知らせします。',
  waiting: 'この契約は仮契約です。起案者が、議会の議決の結果を記録します。',
  outcome: '結果',
  passed: '可決',
  passedHint: '可決された日に本契約となったことを、受注者にお知らせします。',
  rejected: '否決',
  rejectedHint: '本契約とならなかったことを、受注者にお知らせします。',
  votedOn: '議決日',
  billNumber: '議案番号',
  billHint: '例：議案第12号',
  record: '結果を記録する',
  recorded: '議会の議決の結果を記録しました。受注者にメールでお知らせします。',
  recordedAt: '記録した日時',
  correct: '記録を訂正する',
  correctLead: '訂正すると、受注者にもう一度メールでお知らせします。訂正前の記録も残ります。',
  correctNow: '訂正を記録する',
  unchanged: '前の記録と同じ内容です。変わったところを入力してください。',
  cancel: 'やめる',
  earlier: '訂正前の記録',
  errors: {
    outcome: '可決・否決のどちらかを選んでください。',
    votedOn: '議決日を入力してください。',
    range: (from: string): string =>
      `議決日は、契約が成立した日（${from}）から今日までの日付を入力してください。`,
    billNumber: '議案番号は50文字以内で入力してください。',
  },
  /** Beside the status of an envelope. @param on - 議決日, in words; empty where there is none. */
  badge: (standing: Exclude<ContractStanding, 'final'>, on: string): string =>
    ({
      provisional: '仮契約',
      awaiting: '仮契約（議会の議決待ち）',
      passed: `本契約（${on}に可決）`,
      rejected: `仮契約（${on}に否決）`,
      change: '変更契約',
    })[standing],
  /** The list of its own on 「待っているもの」. */
  desk: '議会の議決を待つ仮契約',
  deskLead: '議決があったら、封筒を開いて結果を記録してください。',
  columns: {
    kind: '契約区分',
    votedOn: '議決日',
    standings: {
      final: '本契約',
      provisional: '仮契約',
      awaiting: '仮契約（議会の議決待ち）',
      passed: '本契約（議会で可決）',
      rejected: '仮契約（議会で否決）',
      change: '変更契約',
    },
  } satisfies StandingColumnWords,
};

export const COUNCIL_EN: typeof COUNCIL_JA = {
  title: 'Vote of the council',
  lead: 'This contract is provisional. Record what the council decided; the contractor is told by mail.',
  waiting: 'This contract is provisional. The drafter records what the council decides.',
  outcome: 'Outcome',
  passed: 'Passed',
  passedHint: 'The contractor is told that the contract is final from the day of the vote.',
  rejected: 'Rejected',
  rejectedHint: 'The contractor is told that the contract did not become final.',
  votedOn: 'Day of the vote',
  billNumber: 'Bill',
  billHint: 'For example: Bill 12',
  record: 'Record the outcome',
  recorded: 'The vote of the council is recorded. The contractor is told by mail.',
  recordedAt: 'Recorded',
  correct: 'Correct the record',
  correctLead: 'The contractor is told again by mail. The record before is kept.',
  correctNow: 'Record the correction',
  unchanged: 'This is what is recorded already. Change what is wrong.',
  cancel: 'Cancel',
  earlier: 'Records before',
  errors: {
    outcome: 'Choose passed or rejected.',
    votedOn: 'Give the day of the vote.',
    range: (from) => `Give a day from the conclusion of the contract (${from}) to today.`,
    billNumber: 'Give at most 50 characters.',
  },
  badge: (standing, on) =>
    ({
      provisional: 'Provisional',
      awaiting: 'Provisional (waiting for the council)',
      passed: `Final (passed ${on})`,
      rejected: `Provisional (rejected ${on})`,
      change: 'Change',
    })[standing],
  desk: 'Provisional contracts waiting for the council',
  deskLead: 'Once the council has decided, open the envelope and record it.',
  columns: {
    kind: 'Kind of contract',
    votedOn: 'Day of the vote',
    standings: {
      final: 'Final',
      provisional: 'Provisional',
      awaiting: 'Provisional (waiting for the council)',
      passed: 'Final (passed by the council)',
      rejected: 'Provisional (rejected by the council)',
      change: 'Change',
    },
  },
};
