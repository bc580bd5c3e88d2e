import type { ApplicationFieldRefusal, ApplicationSource, ApplicationStatus } from '../domain/application.ts';
import type { CaseField, ContractKind, ScopeReason, StatutorySheet } from '../domain/case.ts';
import type { CaseFlag, CaseType } from '../domain/rules.ts';

export const CASE_TYPE_JA = {
  construction: '建設工事',
  construction_service: '建設関連業務委託',
  service: '業務委託',
  goods: '物品の購入・借入れ',
  other: 'その他',
} as const satisfies Record<CaseType, string>;

export const CASE_FLAG_JA = {
  recycling: '建設リサイクル法の対象建設工事',
  architect: '建築士法第22条の3の3の対象（設計・工事監理）',
  guarantee: '契約の保証を必要とする',
} as const satisfies Record<CaseFlag, string>;

export const CONTRACT_KIND_JA = {
  final: '本契約',
  provisional: '仮契約（議会の議決待ち）',
  change: '変更契約',
} as const satisfies Record<ContractKind, string>;

export const SHEET_JA = {
  recycling: '建設リサイクル法第13条の書面',
  architect: '建築士法第22条の3の3の書面',
} as const satisfies Record<StatutorySheet, string>;

export const APPLICATION_STATUS_JA = {
  received: '審査待ち',
  accepted: '受理',
  returned: '差戻し',
  refused: '却下',
  superseded: '再申請により終了',
  withdrawn: '承諾の撤回により終了',
} as const satisfies Record<ApplicationStatus, string>;

export const APPLICATION_SOURCE_JA = {
  form: '申請フォーム',
  mail: 'メール',
  external: '外部の申請システム',
  csv: 'CSVの読込み',
} as const satisfies Record<ApplicationSource, string>;

export const SCOPE_JA = {
  notMarked: '公告・通知に「電子契約の対象」である旨の記載がありません。',
  beforeStart: '公告・通知日が、電子契約の開始日（令和8年2月1日など、規則に定めた日）より前です。',
  notElectronicBidding: 'この公告・通知日の規則では、電子入札により執行する案件だけが対象です。',
  department: 'この担当部署は、電子契約の対象ではありません。',
} as const satisfies Record<ScopeReason, string>;

export const CASE_FIELD_JA = {
  departmentId: '担当部署',
  caseNumber: '案件番号',
  name: '案件名',
  noticeOn: '公告・通知日',
  caseType: '案件の種類',
  flags: '当てはまるもの',
  electronic: '電子契約の対象',
  electronicBidding: '電子入札により執行する',
  contractKind: '契約区分',
  originalEnvelopeId: '元の契約',
  originalReference: '元の契約の名称・番号',
  amountJpy: '予定する契約金額（税込）',
  venture: '共同企業体（JV）',
} as const satisfies Record<CaseField, string>;

export const APPLICATION_REFUSAL_JA = {
  REQUIRED: '入力してください。',
  TOO_LONG: '長すぎます。短くしてください。',
  CONTROL_CHARACTER: '改行などの使えない文字が入っています。入力し直してください。',
  NOT_AN_EMAIL: 'メールアドレスの形を確かめてください（例：name@example.jp）。',
  NOT_A_PHONE: '電話番号を、数字とハイフンで入力してください。',
  NOT_A_MOBILE: '070・080・090で始まる携帯電話番号を、数字で入力してください（例：090-1234-5678）。',
  NOT_A_DATE: '日付を正しく入力してください。',
  DIFFERENT: '2つのメールアドレスが違います。もう一度入力してください。',
} as const satisfies Record<ApplicationFieldRefusal, string>;

/** Sentences of the screens about cases and applications. */
export const CASES_JA = {
  one: '案件',
  list: {
    title: '案件の一覧',
    caption: '案件の一覧（新しい順）',
    none: '案件はまだありません。「新しい案件」から登録してください。',
    noneFound: '条件に合う案件はありません。',
    search: '案件番号・案件名・会社名で探す',
    waitingOnly: '審査待ちの申請がある案件だけを表示する',
    newCase: '新しい案件',
    importCsv: '申請をCSVで読み込む',
    columns: { name: '案件', caseType: '種類', noticeOn: '公告・通知日', application: '利用申請' },
    noApplication: '申請なし',
    paper: '紙の契約',
  },
  form: {
    newTitle: '新しい案件',
    editTitle: '案件の編集',
    lead: '公告・通知日によって、適用する規則（添付書類、対象の範囲など）が決まります。',
    basics: '案件',
    contract: '契約',
    caseNumberHint: '公告・通知に記載した番号です。申請する事業者が、この番号を入力します。',
    noticeHint: '入札公告・指名通知・見積通知などの日付です。',
    electronicText: '公告・通知に「電子契約の対象」である旨を記載した',
    bidding: '電子入札により執行する',
    flagsNone: 'どれも当てはまらないときは、選ばずに進んでください。',
    originalHint: 'このサービスで締結した契約から選ぶか、紙の契約の名称・番号を入力してください。',
    originalNone: '選ばない（紙の契約など）',
    amountHint: '分かるときに入力してください。封筒の契約金額に引き継がれます。',
    rules: '適用される規則',
    rulesLater: '公告・通知日を入力すると、ここに表示されます。',
    rulesOf: (version: number, effectiveOn: string) =>
      `第${String(version)}版（${effectiveOn}以降の公告・通知）`,
    noRules: 'この公告・通知日に使える規則がありません。管理者に確認してください。',
    demands: '申請に必要な添付書類',
    noDemands: '添付書類は必要ありません。',
    laws: '承諾が必要な法律',
    noLaws: '法律に基づく承諾は必要ありません。',
    outOfScope: '電子契約の対象外の案件です',
    outOfScopeText: 'このまま登録できますが、責任者が理由を記録するまで、署名依頼は送信できません。',
    save: '案件を登録する',
    saveEdit: '変更を保存する',
    cancel: 'やめる',
    missing: '次の項目を確かめてください',
    required: '入力してください。',
  },
  case: {
    facts: '案件の内容',
    edit: '編集する',
    back: '案件の一覧へ戻る',
    rules: '規則',
    original: '元の契約',
    notice: '公告・通知に記載する文',
    copy: '文をコピーする',
    copied: 'コピーしました。',
    formAddress: '申請フォームのURL',
    overrideTitle: '電子契約の対象外の案件です',
    overrideLead:
      '電子契約で進めるには、承認者又は管理者が理由を記録してください。記録は操作ログに残ります。',
    overrideReason: '電子契約で進める理由',
    override: '電子契約で進めることを記録する',
    overridden: '対象外の案件ですが、責任者の判断により電子契約で進めます。',
    onPaper: 'この案件は紙の契約書で進めます',
    applications: '電子契約の利用申請',
    noApplications: '申請はまだ届いていません。',
    enter: '届いた申請を入力する',
    envelopes: '封筒',
    noEnvelopes: '封筒はまだありません。',
    newEnvelope: 'この案件の封筒を作成する',
    needAccepted: '封筒を送るには、申請の受理が必要です。',
    paperTitle: '紙の契約に切り替える',
    paperText:
      '承諾の撤回や、紙の契約書の希望があったときに使います。送信中の署名依頼は使えなくなり、受注者に知らせます。電子契約には戻せません。',
    paperReason: '切り替える理由',
  },
  application: {
    receivedOn: '受付日',
    source: '受付の方法',
    company: '会社名',
    principal: '名義人',
    email: 'メールアドレス',
    emailConfirmed: '確認コードで確認済み',
    contact: '連絡先',
    mobile: 'SMS認証の携帯電話番号',
    mobileShown: (last4: string) => `下4桁 ${last4}（ほかの桁は表示されません）`,
    mobileNone: '未登録（登録するまで、封筒を送信できません）',
    mobileSave: '携帯電話番号を登録する',
    mobileChange: '携帯電話番号を変更する',
    mobileText:
      '署名の確認コードを、この番号へSMSで送ります。番号は、契約を締結する権限のある方に、電話などで確かめてから入力してください。登録は操作ログに残ります。',
    mobileField: '携帯電話番号',
    mobileAction: '登録する',
    mobileDone: '携帯電話番号を登録しました。',
    externalNumber: '受付番号（外部の申請システム）',
    declared: '権限の申告',
    declaredYes: '「契約を締結する権限を有し、又は社内規定等により委任されています」',
    declaredNo: '申告の記録がありません',
    attachments: '添付書類',
    noAttachments: '添付書類はありません。',
    missing: '足りない書類',
    acceptances: '電子契約の承諾',
    noAcceptances: '承諾の記録はありません。',
    acceptedAt: '承諾した日時',
    text: '承諾の文面',
    download: 'ダウンロード',
    accept: '受理する',
    return: '差し戻す',
    refuse: '却下する',
    acceptTitle: 'この申請を受理しますか',
    acceptText:
      '受理すると、署名依頼はこのメールアドレスだけに送れるようになります。申請者に受理のメールが届きます。',
    returnTitle: '申請を差し戻す',
    refuseTitle: '申請を却下する',
    refuseText: '理由を書いたメールが申請者に届きます。紙の契約書での手続きになります。',
    reason: '理由',
    reasonMissing: '理由を入力してください。',
    cancel: '戻る',
    reviewReason: '審査の理由',
    accepted: '申請を受理しました。',
    returned: '申請を差し戻しました。',
    refused: '申請を却下しました。',
    addAttachment: '書類を追加する',
  },
  enter: {
    title: '届いた申請の入力',
    lead: 'メールや外部の申請システムで届いた内容を、原本のとおりに入力してください。',
    source: '届いた方法',
    original: '申請の原本（PDF）',
    originalHint: '届いた申請書のPDFです。メールで届いたときは必ず添付してください。',
    receivedOn: '受付日',
    principalTitle: '役職',
    principalName: '名義人',
    contactName: '担当者の氏名',
    contactPhone: '電話番号',
    mobileHint: '名義人が署名のときに確認コードを受け取る番号です。例：090-1234-5678',
    declared: '原本に「契約を締結する権限を有し、又は社内規定等により委任されています」の申告がある',
    laws: '原本に承諾の記載がある法律',
    lawsHint: '承諾の記載がないと、署名依頼を送信できません。',
    acceptedOn: '承諾の日付',
    acceptedHint: '原本に日付があるときに入力してください。空欄のときは受付日になります。',
    choose: 'PDFを選ぶ',
    chosen: '選んだファイル',
    save: '申請を登録する',
    saved: '申請を登録しました。内容を確かめて、受理してください。',
    originalMissing: '原本のPDFを選んでください。',
  },
  csv: {
    title: '申請をCSVで読み込む',
    lead: '外部の申請システムから書き出したCSVを読み込みます。UTF-8とシフトJISのどちらも使えます。1回に1,000件までです。',
    columns: '見出しの名前',
    columnsText:
      '案件番号・受付日・会社名・名義人・メールアドレスは必ず必要です。受付番号・役職・担当者・電話番号・携帯電話番号・申告・承諾日も読み込みます。携帯電話番号は、SMSで本人確認をする案件では必ず必要です。ほかの列は読み飛ばします。',
    drop: 'CSVファイルを選ぶ',
    choose: 'CSVを選ぶ',
    found: (count: number) => `${String(count)}件の申請が見つかりました。`,
    save: 'この内容で登録する',
    saved: (count: number) =>
      `${String(count)}件の申請を登録しました。案件ごとに内容を確かめて、受理してください。`,
    unreadable: 'このファイルはCSVとして読み取れません。書き出した形式と見出しを確かめてください。',
    faults: '直す行',
    line: '行',
    field: '項目',
    reason: '理由',
    caseUnknown: 'この案件番号の案件が登録されていません。',
    onPaper: '紙の契約に切り替えた案件です。',
    mobile: 'この案件では、SMSを受け取れる携帯電話番号が必要です。',
    wrong: '内容を確かめてください。',
  },
  choice: {
    label: '案件',
    hint: '受理した利用申請がある案件を選ぶと、受注者の名義人とメールアドレスが入ります。',
    noApplication: '申請なし',
    notAccepted: 'この案件には、受理した利用申請がありません。受理するまで送信できません。',
    open: '案件と申請を確認する',
    sheet: 'この文書の種類',
    noSheet: '契約書など',
  },
};

/** What a translation of these screens has to hold. */
export type CasesWords = Words<typeof CASES_JA>;

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: never[]) => string
      ? T[K]
      : Words<T[K]>;
};
