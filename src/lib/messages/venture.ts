import type { VentureRole } from '../domain/case.ts';
import type { Words } from './words.ts';

export const VENTURE_ROLE_JA = {
  representative: '代表構成員',
  member: '構成員',
} as const satisfies Record<VentureRole, string>;
export const VENTURE_ROLE_EN = {
  representative: 'Representative member',
  member: 'Member',
} as const satisfies Record<VentureRole, string>;

/** Sentences of 共同企業体 on the screens of staff. */
export const VENTURE_JA = {
  title: '受注者',
  on: '受注者は共同企業体（JV）',
  name: '共同企業体の名称',
  nameHint: '契約書のとおりに入力してください。封筒の取引先になります。',
  members: '構成員（署名の順）',
  membersHint: '上から順に署名します。代表構成員を最後にするのが一般的です。2社から10社まで登録できます。',
  company: (number: number): string => `${String(number)}番目の構成員の会社名`,
  representative: '代表構成員',
  unnamed: (number: number): string => `${String(number)}番目の構成員`,
  add: '構成員を追加する',
  up: (company: string): string => `「${company}」の順番を上げる`,
  upShort: '上へ',
  down: (company: string): string => `「${company}」の順番を下げる`,
  downShort: '下へ',
  remove: (company: string): string => `「${company}」を外す`,
  removeShort: '外す',
  twice: '同じ会社名が、ほかの構成員にもあります。',
  notAllowed: 'この公告・通知日の規則では、共同企業体の契約を扱いません。',
  state: { accepted: '申請を受理', received: '申請を審査中', missing: '申請がまだありません' },
  applied: (accepted: number, members: number): string =>
    `構成員${String(members)}社のうち、${String(accepted)}社の申請を受理`,
  each: '構成員ごとに、利用申請と承諾が必要です。全員の申請を受理すると、封筒を送信できます。',
  attachments: '申請に必要な添付書類は、代表構成員の申請に付けます。',
  chooseMember: 'どの構成員の申請ですか',
  chooseMissing: '構成員を選んでください。',
  asMember: '構成員',
  signers: '署名者は、受理した申請のとおりに、この順で決まります。ここでは変えられません。',
  noAddress: '申請を受理すると、名義人とメールアドレスが入ります。',
  counterparty: '取引先は、共同企業体の名称になります。',
  needAll: '封筒を送るには、構成員全員の申請の受理が必要です。',
  recipient: '送付先',
  caseFixed:
    '共同企業体の案件で作成した下書きは、案件を変えられません。別の案件のときは、新しく作成してください。',
};

export const VENTURE_EN: Words<typeof VENTURE_JA> = {
  title: 'Contractor',
  on: 'The contractor is a joint venture (JV)',
  name: 'Name of the joint venture',
  nameHint: 'As it stands in the contract. It becomes the counterparty of the envelope.',
  members: 'Members (in the order of signing)',
  membersHint:
    'They sign from the top. The representative member usually comes last. Two to ten companies can be registered.',
  company: (number: number): string => `Company of member ${String(number)}`,
  representative: 'Representative member',
  unnamed: (number: number): string => `Member ${String(number)}`,
  add: 'Add a member',
  up: (company: string): string => `Move “${company}” up`,
  upShort: 'Up',
  down: (company: string): string => `Move “${company}” down`,
  downShort: 'Down',
  remove: (company: string): string => `Take out “${company}”`,
  removeShort: 'Take out',
  twice: 'Another member has the same company name.',
  notAllowed: 'The rules of this notice date do not cover contracts with joint ventures.',
  state: {
    accepted: 'Application accepted',
    received: 'Application to review',
    missing: 'No application yet',
  },
  applied: (accepted: number, members: number): string =>
    `Applications accepted: ${String(accepted)} of ${String(members)} members`,
  each: 'Each member needs an application and its acceptance. The envelope can be sent once all are accepted.',
  attachments: 'The attachments come with the application of the representative member.',
  chooseMember: 'Which member’s application is it?',
  chooseMissing: 'Choose a member.',
  asMember: 'Member',
  signers: 'The signers follow from the accepted applications, in this order. They cannot be changed here.',
  noAddress: 'Name and address follow once the application is accepted.',
  counterparty: 'The counterparty is the name of the joint venture.',
  needAll: 'An envelope is sent only once the application of every member is accepted.',
  recipient: 'Recipient',
  caseFixed: 'A draft of a joint venture keeps its case. For another case, make a new envelope.',
};
