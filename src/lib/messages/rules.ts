import type { ApplicationChannel, GuaranteeKind, SignerFactor } from '../domain/rules.ts';

export const CHANNEL_JA = {
  form: 'このサービスの申請フォーム',
  mail: '電子メール（職員が入力）',
  external: '外部の申請システム（職員が入力）',
  csv: 'CSVの読込み',
} as const satisfies Record<ApplicationChannel, string>;

export const GUARANTEE_KIND_JA = {
  security: '保証証書・保証証券',
  cash: '現金の納付',
  exempt: '免除',
  electronic: '電子保証',
} as const satisfies Record<GuaranteeKind, string>;

/** What the contractor's signer enters beside the mailed link (L5). A mailed code is never called a second factor. */
export const SIGNER_FACTOR_JA = {
  none: { label: '求めない', hint: '署名依頼のメールのリンクだけで署名します。' },
  mail_code: {
    label: 'メール認証（再確認）',
    hint: '同じメールアドレスに送る確認コードを入力します。二要素認証ではありません。',
  },
  access_code: {
    label: 'アクセスコード（二要素認証）',
    hint: '職員が電話・窓口・書面で伝えるコードを入力します。発行しないと送信できません。',
  },
  sms_code: {
    label: 'SMS認証（二要素認証）',
    hint: '利用申請で登録した携帯電話番号に、確認コードをSMSで送ります。番号がないと送信できません。',
  },
  passkey: {
    label: 'パスキー認証（二要素認証）',
    hint: '受注者がライブラリで前もって登録したパスキー（指紋・顔・画面ロック）で署名します。登録がないと送信できません。',
  },
} as const satisfies Record<SignerFactor, { label: string; hint: string }>;

/** Sentences of the screen about a municipality's rules. */
export const RULES_JA = {
  title: '電子契約の規則',
  lead: '案件の公告・通知日によって、どの版の規則を使うかが決まります。公開した版は変えられません。変えるときは、新しい版を公開してください。',
  versions: '公開した版',
  version: (version: number) => `第${String(version)}版`,
  from: '公告・通知日がこの日以降の案件',
  inUse: '今日の公告・通知に使う版',
  begin: 'この版をもとに新しい版を作る',
  adminOnly: '新しい版の公開は、管理者だけができます。',
  nextTitle: '新しい版',
  effectiveOn: '適用開始日',
  effectiveHint: '公告・通知日がこの日以降の案件に使います。登録済みの案件は、これまでの版のままです。',
  note: '変更の説明',
  scope: '対象の範囲',
  electronicFrom: '電子契約を始める公告・通知日',
  biddingOnly: '電子入札により執行する案件に限る',
  departmentsShort: '対象の部署',
  departments: '対象の部署（1行に1つ。空欄のときはすべて）',
  application: '利用申請',
  applicationName: '申請の名称',
  channels: '受付の方法',
  externalName: '外部の申請システムの名称',
  externalUrl: '外部の申請システムのURL',
  mailAddress: '申請を受け付けるメールアドレス',
  demands: '申請に必要な添付書類',
  demandName: '書類の名称',
  demandTypes: '案件の種類（選ばないときはすべて）',
  demandFlag: '条件',
  demandAlways: '条件なし',
  demandRequired: '必ず添付する',
  addDemand: '書類を追加する',
  removeDemand: 'この書類を外す',
  guarantee: '契約の保証',
  kinds: '選べる保証（電子保証は、選んだときだけ使えます）',
  guaranteeTypes:
    '必ず保証が必要な案件の種類（選ばないときは、案件ごとに「契約の保証が必要」と登録したものだけ）',
  guaranteeAlways: '必ず必要：',
  originalsTo: '原本の提出先',
  paper: '紙のまま提出するもの',
  paperText: '署名の完了画面で、受注者にお知らせします。',
  paperName: '書類の名称',
  paperTo: '提出先',
  signing: '署名',
  signerFactor: '受注者が署名するときの認証',
  passkeyInstead: 'パスキーを前もって登録している受注者は、コードの代わりにパスキーで署名できる',
  jointVenture: '共同企業体（JV）の契約を扱う',
  jointVentureYes: '扱う（構成員が順に署名）',
  jointVentureNo: '扱わない（受注者は1社）',
  sealWithinDays: '契約締結日から最後の署名までの目安（日）',
  texts: '文面',
  terms: '利用規約（段落は空行で区切る）',
  purposes: '個人情報の利用目的（段落は空行で区切る）',
  method: '承諾に示す電子的な方法',
  fileFormat: '承諾に示すファイルの形式',
  notice: '公告・通知に記載する文',
  contact: 'お問い合わせ先',
  publish: 'この内容で公開する',
  cancel: 'やめる',
  published: (version: number) => `第${String(version)}版を公開しました。`,
  faulty: '直すところ',
  wrongLine: (max: number) =>
    `1文字以上、${String(max)}文字までで入力してください。改行などの記号は使えません。`,
  wrongText: '入力してください（8,000文字まで）。',
  wrongDate: '日付を選んでください。',
  wrongChannels: '受付の方法を1つ以上選んでください。',
  wrongUrl: 'https:// で始まるURLを入力してください。',
  wrongMail: 'メールアドレスの形を確かめてください（例：keiyaku@city.example）。',
  wrongDepartments: '1行に1つ、100文字までで入力してください。',
  wrongDays: '0から365までの整数を入力してください。',
  days: (days: number) => `${String(days)}日`,
  everyDepartment: 'すべて',
  none: '規則はまだありません。',
  first: '最初の版を作る',
  firstLead: '一般的な内容を入れた案から始めます。公開するまでは、何も適用されません。',
  show: '内容を見る',
};

type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...args: never[]) => string ? T[K] : string;
};
export type RulesWords = Words<typeof RULES_JA>;
