import { ACCEPTANCE_LAW_JA } from './acceptance.ts';
import { APPLICATION_REFUSAL_JA, CASE_TYPE_JA } from './cases.ts';

/** Sentences of the public application form. */
export const APPLY_JA = {
  places: {
    title: '電子契約の利用申請',
    lead: '契約の相手方の自治体を選んでください。',
    none: '申請を受け付けている自治体はありません。',
    form: 'この画面から申請する',
    external: (name: string) => `${name}で申請する`,
    externalText: (name: string) => `${name}から申請してください。`,
    mail: (address: string) => `必要な書類を、電子メールで ${address} に提出してください。`,
    open: '申請をはじめる',
  },
  /** The municipality's own name of the application, with what it is where that is read in another language. */
  title: (application: string) => application,
  progress: (now: number, all: number) => `${String(now)}／${String(all)}`,
  progressLabel: '手順',
  next: '次へ',
  back: '戻る',
  loading: '読み込んでいます',
  retry: 'もう一度試す',
  kept: '入力した内容は、この端末に自動で保存されます。',
  resumed: '前に入力した内容が、この端末に残っています。続きから入力できます。',
  discard: '消してはじめから入力する',
  /** Above what the municipality wrote itself; empty where the reader reads it anyway. */
  own: '',
  wrong: APPLICATION_REFUSAL_JA as Readonly<Record<keyof typeof APPLICATION_REFUSAL_JA, string>>,
  caseTypes: CASE_TYPE_JA as Readonly<Record<keyof typeof CASE_TYPE_JA, string>>,
  laws: ACCEPTANCE_LAW_JA as Readonly<Record<keyof typeof ACCEPTANCE_LAW_JA, string>>,
  returned: {
    title: '申請に、直していただきたいところがあります',
    reason: '担当課からの理由',
    receipt: (number: string, version: number) => `受付番号 ${number}（前の申請は第${String(version)}版）`,
    lead: '前に送った内容が入っています。印の付いたところを直して、最後に「申請する」を押してください。受付番号は変わりません。',
    code: '送るときに、メールアドレスをもう一度確認します。',
    here: (reason: string) => `直していただきたいところです：${reason}`,
    paper: (name: string, pages: number | null) =>
      pages === null ? `前に送った書類：${name}` : `前に送った書類：${name}（${String(pages)}ページ）`,
    paperKept: '選び直さなければ、この書類をそのまま使います。',
    paperReplaced: '新しく選んだ書類に差し替えます。',
    paperWanted: '新しい書類を選んでください。',
    fresh: 'はじめから申請する',
  },
  terms: {
    heading: 'はじめに',
    lead: 'スマートフォンだけで、10分ほどで申請できます。費用やICカードは必要ありません。',
    needsTitle: '用意するもの',
    needs: [
      '公告や通知に書かれた案件番号',
      '契約を締結する権限のある方のメールアドレス',
      '案件に応じた添付書類（写真又はPDF）',
    ],
    termsTitle: '利用規約',
    purposesTitle: '個人情報の利用目的',
    agree: '利用規約に同意し、個人情報の利用目的を確認しました',
  },
  case: {
    heading: '案件番号を入力してください',
    number: '案件番号',
    hint: '入札公告・指名通知・見積通知などに書かれた番号です。',
    acceptedTitle: 'この案件の申請は、すでに受理されています',
    acceptedText:
      '担当者やメールアドレスを変えるときは、このまま新しい申請をしてください。受理されると、前の申請に置き換わります。',
  },
  applicant: {
    heading: '契約の相手方となる方を入力してください',
    caseTitle: '申請する案件',
    caseType: '種類',
    department: '担当課',
    company: '会社名（商号又は名称）',
    principalTitle: '名義人の役職',
    principalName: '名義人の氏名',
    principalHint: '契約書に記載される代表者又は受任者の氏名です。',
    contactName: '担当者の氏名',
    contactPhone: '担当者の電話番号',
    contactHint: '内容の確認のために、担当課から連絡することがあります。',
    mobile: '携帯電話番号（署名の確認コードを受け取る番号）',
    mobileHint:
      '署名のときに、この番号へSMS（ショートメッセージ）で確認コードを送ります。契約を締結する権限のある方の番号を入力してください。例：090-1234-5678',
    ventureTitle: '共同企業体（JV）の案件です',
    venture:
      '構成員の会社ごとに申請してください。ここには、あなたの会社のことを入力します。添付書類は、代表構成員の申請に付けてください。',
  },
  email: {
    heading: '署名依頼を受け取るメールアドレスを確認します',
    lead: '契約を締結する権限のある方のメールアドレスを、1つだけ登録します。署名依頼はこのアドレスだけに届きます。',
    email: 'メールアドレス',
    again: 'メールアドレス（確認のためもう一度）',
    send: '確認コードを送る',
    sendAgain: '確認コードを送り直す',
    sent: (address: string) =>
      `${address} に確認コードを送りました。届いたメールの6桁の数字を入力してください。`,
    code: '確認コード（6桁）',
    codeHint: '15分間有効です。届かないときは、迷惑メールの設定とアドレスを確かめてください。',
    confirm: '確認する',
    confirmed: 'メールアドレスを確認しました。',
    change: '別のメールアドレスにする',
    codeMissing: '6桁の数字を入力してください。',
  },
  papers: {
    heading: '添付書類を選んでください',
    lead: '紙の書類は、写真に撮ってそのまま送れます。何枚でも1つのPDFにまとめます。',
    camera: '写真を撮る',
    choose: '写真・PDFを選ぶ',
    optional: '任意',
    page: (n: number) => `${String(n)}ページ目`,
    remove: '外す',
    look: '大きく表示して、文字が読めるか確かめる',
    close: '閉じる',
    coarse: '画素が少ないため、文字が読めないおそれがあります。近づいて撮り直してください。',
    reading: '写真を読み取っています',
    location: '写真に含まれる撮影場所などの情報は、送る前に取り除きます。',
    attach: 'この書類を添付してください。',
  },
  accept: {
    heading: '申告と承諾をお願いします',
    declarationTitle: '権限の申告',
    declaration:
      '届け出る名義人及びメールアドレスの使用者は、契約を締結する権限を有し、又は社内規定等により委任されています。',
    declare: '上のとおり申告します',
    /** What the Japanese words that follow mean; empty where they are read as they are. */
    meaning: '',
    acceptanceTitle: '電子契約の承諾',
    acceptanceLead: '次の法律に基づき、書面に代えて電子的な方法で契約することの承諾が必要です。',
    accept: (law: string) => `${law}の承諾をします`,
    none: 'この案件では、法律に基づく承諾は必要ありません。',
  },
  confirm: {
    heading: '内容を確かめて、申請してください',
    case: '案件',
    papers: '添付書類',
    acceptances: '承諾',
    declaration: '権限の申告',
    yes: '申告する',
    submit: '申請する',
    sending: '書類を送っています',
  },
  done: {
    heading: '申請を受け付けました',
    number: '受付番号',
    version: (number: string, version: number) =>
      version > 1 ? `${number}（第${String(version)}版）` : number,
    receivedAt: '受付日時',
    mail: (address: string) => `受付のお知らせを ${address} に送りました。`,
    next: '担当課で内容を確認し、結果をメールでお知らせします。',
    allow: (address: string) =>
      `署名依頼のメールは ${address} から届きます。このアドレスからのメールを受信できるように設定してください。`,
    paper: '紙の契約書を希望するとき、承諾を撤回するときは、担当課へご連絡ください。',
    contact: 'お問い合わせ',
  },
};

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...args: never[]) => string
        ? T[K]
        : Words<T[K]>;
};

/** What a translation of the form has to hold. */
export type ApplyWords = Words<typeof APPLY_JA>;
