import { SIGN_GUARANTEE_JA } from './sign-guarantee.ts';
import { SIGN_VENTURE_JA } from './sign-venture.ts';
import { SIGN_CONTRACT_KIND_JA } from './sign-contract-kind.ts';

/** Words of the contractor's way through an envelope. */
export const SIGN_JA = {
  loading: '署名依頼を読み込んでいます',
  loadingDocument: '文書を受け取っています',
  retry: 'もう一度試す',
  back: 'もどる',
  cancel: 'やめる',

  landing: {
    title: '署名依頼が届いています',
    sender: '送信者',
    documents: '文書',
    pages: (count: number): string => `${count}ページ`,
    deadline: '署名期限',
    recipient: 'あて先',
    managementLabel: '管理番号',
    begin: '署名をはじめる',
    resume: '続きからはじめる',
    harmless: 'この画面を開いただけでは、署名されません。',
    free: '登録・費用・ソフトウェアは要りません。途中で閉じても、同じメールから続きを行えます。',
    notTurn: '発注者の署名が終わると、署名のお願いをメールでお送りします。そのままお待ちください。',
    notTurnTitle: 'まだ署名の順番ではありません',
  },

  contractKind: SIGN_CONTRACT_KIND_JA,

  guide: {
    title: '使い方ガイド',
    steps: [
      '文書を最後まで確認します。二本の指で広げると拡大できます。文書が複数あるときは、上のタブで切り替えます。',
      '「チェックリスト」の項目を済ませます。済んでいない項目を押すと、その場所へ移ります。',
      'すべて済むと「完了する」を押せます。確認の画面で「署名手続きを完了する」を押すと、手続きは終わりです。',
    ],
    pause: '途中で閉じても、進み具合は残ります。スマートフォンとパソコンのどちらからでも続けられます。',
    hide: '次回以降表示しない',
    close: '閉じる',
  },

  reading: {
    tabs: '文書の切り替え',
    tab: (number: number): string => `文書${number}`,
    counter: (document: number, page: number, total: number): string => `文書${document} (${page}/${total})`,
    unread: '未読',
    read: '確認済み',
    menu: 'その他のメニュー',
    decline: '署名を辞退',
    paper: '紙の契約書を希望する',
    guide: '使い方ガイド',
    draft: '署名前の文書のダウンロード',
    colleagues: '社内の人に見せる',
    checklist: 'チェックリスト',
    remaining: (count: number): string => `残り${count}件`,
    allDone: 'すべて済みました',
    finish: '完了する',
    leave: '中断して閉じる',
    documentFailed: '文書を受け取れませんでした',
    documentFailedText: '通信の状態をご確認のうえ、もう一度お試しください。',
    saved: '進み具合を保存しました',
    unsaved: 'つながり次第、進み具合を保存します（この端末には残っています）。',
  },

  colleagues: {
    title: '社内の人に見せる',
    lead: '署名する前の文書を読むためだけのリンクを作ります。このリンクから署名や辞退はできません。',
    end: 'リンクは、署名が終わるか署名期限が過ぎると使えなくなります。いつでも止められます。',
    name: 'だれに見せるか',
    nameHint: '例：工務部 試験さん（発注者の記録に残ります）',
    nameMissing: 'だれに見せるかを入力してください。',
    make: 'リンクを作る',
    copy: 'リンクをコピー',
    copied: 'コピーしました',
    share: 'リンクを送る',
    stop: '止める',
    stopFor: (name: string): string => `${name}のリンクを止める`,
    made: (at: string): string => `${at}に作成`,
    read: (at: string): string => `最後に読まれた日時 ${at}`,
    unread: 'まだ読まれていません',
    shareTitle: '契約書（署名前）の確認',
  },

  colleague: {
    title: '署名前の文書',
    lead: (company: string): string =>
      `${company}の方が、署名の前に社内で確認するためのページです。ここから署名や辞退はできません。`,
    sender: '発注者',
    deadline: '署名期限',
    download: 'この文書をダウンロード',
  },

  draftCopy: {
    title: '契約書案',
    lead: (company: string): string =>
      `${company}の方に、事前にお送りする契約書案です。この文書に署名することはできません。`,
    sender: '発注者',
    deadline: '公開の期限',
    download: '契約書案をダウンロード',
  },

  checklist: {
    title: 'チェックリスト',
    lead: '済んでいない項目を押すと、その場所へ移ります。',
    done: '済',
    todo: '未',
    openDocument: (number: number, name: string): string => `文書${number}「${name}」を確認する`,
    note: '不可視署名の説明を読む',
    principal: '名義人を確認する',
    operator: '操作する方を選ぶ',
    guarantee: '契約の保証の書類を送る',
  },

  note: {
    title: '不可視署名について',
    text: [
      'この契約では、印影を表示しない「不可視署名」を使います。文書の見た目は変わりません。',
      '不可視署名でも、可視署名と同じように契約を締結でき、証拠性と安全性が保たれます。',
      '署名は、名義人の指示に基づいて、サービス事業者（立会人）の電子証明書で行われます。署名方法は「契約印タイプ（立会人型・メール認証）」です。',
    ],
    confirm: '読みました',
  },

  principal: {
    title: '名義人の確認',
    lead: '署名は、次の名義人の指示によるものとして記録されます。契約書の受注者（乙）の欄と同じかご確認ください。',
    company: '会社名',
    position: '役職',
    name: '名義人',
    email: 'メールアドレス',
    confirm: 'この名義人で正しい',
    wrong: '違うとき',
    wrongText: '署名をせずに、送信者へご連絡ください。正しい内容で送り直します。',
  },

  operator: {
    title: '操作する方',
    lead: 'いま操作している方を選んでください。名義人とは別に記録されます。',
    principal: '名義人本人が操作しています',
    delegate: '名義人から任された者が操作しています',
    delegateHint:
      '社内規定等により、名義人に代わって操作することを委任されている方です。この申告は、氏名とともに締結証明書に記載されます。',
    name: '操作する方の氏名',
    nameMissing: '操作する方の氏名を入力してください。',
    kindMissing: 'どちらかを選んでください。',
    confirm: '決定する',
  },

  finish: {
    title: '署名手続きを完了しますか',
    lead: '次の内容で署名を指示します。完了したあとは、取り消せません。',
    envelope: '封筒',
    documents: '文書',
    principal: '名義人',
    operator: '操作する方',
    self: '名義人本人',
    delegated: (name: string): string => `${name}\n社内規定等により名義人の委任を受けた者として記録します`,
    fingerprint: '文書の識別値（SHA-256）',
    confirm: '署名手続きを完了する',
    sending: '送信しています',
  },

  factor: {
    landingTitle: 'アクセスコードをご用意ください',
    landing:
      '手続きの最後に、担当課から電話・窓口・書面などでお伝えしたアクセスコード（数字8桁）を入力します。お手元にないときは、担当課へご連絡ください。',
    smsLandingTitle: '携帯電話をご用意ください',
    smsLanding: (last4: string): string =>
      `手続きの最後に、下4桁が ${last4} の携帯電話番号へ、SMS（ショートメッセージ）で確認コードを送ります。番号が変わったときは、担当課へご連絡ください。`,
    accessCode: 'アクセスコード',
    accessHint: '担当課から電話・窓口・書面などでお伝えした数字8桁です。メールには書かれていません。',
    mailCode: '確認コード',
    mailHint: '最後に届いたメールの数字6桁です。15分以内に入力してください。',
    mailLead: (email: string): string =>
      `署名の前に、メールアドレス ${email} をもう一度確認します。届いた確認コードを、この画面に入力してください。`,
    smsHint: 'SMSで届いた数字6桁です。15分以内に入力してください。',
    smsLead: (last4: string): string =>
      `署名の前に、下4桁が ${last4} の携帯電話番号へ、SMSで確認コードを送ります。届いた確認コードを、この画面に入力してください。`,
    smsSend: '確認コードをSMSで受け取る',
    smsSent: (last4: string): string =>
      `下4桁が ${last4} の番号へ確認コードを送りました。届くまで数分かかることがあります。届かないときや、番号が変わったときは、担当課へご連絡ください。`,
    smsNoneTitle: '携帯電話番号が登録されていません',
    smsNoneText:
      '署名には、SMSで届く確認コードが必要です。署名はされていません。担当課に連絡して携帯電話番号を登録してもらい、この画面を開き直してください。',
    send: '確認コードをメールで受け取る',
    sendAgain: '確認コードを送り直す',
    sent: (email: string): string => `${email} へ確認コードを送りました。届くまで数分かかることがあります。`,
    missing: 'コードを入力してください。',
    wrong: (left: number): string => `コードが違います。あと${left}回入力できます。署名はされていません。`,
    expired: 'このコードは使えません。新しい確認コードを受け取って、入力してください。',
    lockedTitle: 'アクセスコードが使えなくなりました',
    lockedText:
      'アクセスコードを5回間違えました。署名はされていません。担当課に連絡し、新しいアクセスコードを受け取ってから、この画面を開き直してください。',
  },

  paper: {
    title: '紙の契約書で契約しますか',
    lead: '電子契約の承諾を撤回し、紙の契約書での手続きに切り替えます。署名依頼のURLは使えなくなります。元に戻すことはできません。',
    stamp: '紙の契約書では収入印紙が必要になる場合があります。',
    after: 'すでに署名していても、契約が締結されるまでは切り替えられます。',
    confirm: '紙の契約書を希望する',
    withdraw: '承諾を撤回して、紙の契約書にする',
  },
  declining: {
    title: '署名を辞退',
    lead: '辞退すると、この署名依頼は終わり、契約は締結されません。取り消すことはできません。',
    paper: '紙の契約書を希望するときは、辞退ではなく、メニューの「紙の契約書を希望する」を選んでください。',
    reason: '辞退の理由',
    reasonMissing: '理由を入力してください。',
    confirm: '辞退する',
  },

  guarantee: SIGN_GUARANTEE_JA,

  paperStill: {
    title: '紙で提出するもの',
    lead: '次の書類は、紙で提出してください。',
    original: '保証証書・保証証券の原本',
    to: (place: string): string => `${place}へ提出`,
    due: '未提出',
    received: (on: string): string => `受領（${on}）`,
  },

  status: {
    title: '署名の状況',
    done: '署名手続きが完了しました。契約の締結は、全員の署名とタイムスタンプの付与が終わった時点です。',
    doneTitle: '手続きが終わりました',
    stepsLabel: '締結までの流れ',
    steps: [
      '署名の指示の受け付け',
      'あなたの署名の付与',
      '発注者の署名',
      'タイムスタンプの付与と証明書の作成',
      '契約の締結',
    ],
    stepWords: { done: '済', now: '進行中', next: 'これから' },
    sealing: '署名処理中',
    waitingTimestamp: 'タイムスタンプ付与待ち',
    waitingRevocation: '失効情報待ち',
    waitingCounterparty: '発注者の署名待ち',
    concluding: '締結の処理中',
    waitingText: {
      sealing: '署名を付けています。数分かかることがあります。画面を閉じても続きます。',
      timestamp: '時刻認証局からの応答を待っています。届き次第、自動で進みます。',
      revocation: '証明書の失効情報を待っています。届き次第、自動で進みます。',
      counterparty: '発注者（自治体）の署名をお待ちください。終わるとメールでお知らせします。',
      concluding: 'タイムスタンプを付け、電子契約締結証明書を作っています。',
    },
    after: 'この画面は、メールの「文書を確認する」からいつでも開けます。',
  },

  download: {
    title: '署名完了文書ダウンロード画面',
    concluded: '締結済',
    lead: 'すべての手続が完了しました。文書をダウンロードして保管してください。',
    concludedAt: '契約成立日時',
    period: 'ダウンロード有効期間',
    periodText: (until: string): string => `14日間（${until}まで）`,
    left: (days: number): string => (days > 0 ? `あと${days}日` : '本日まで'),
    contract: '契約書',
    certificate: '電子契約締結証明書',
    sheet: '電子契約締結証明書（一覧）',
    sheetText: 'この封筒の文書すべてを1つにまとめた証明書です。',
    save: 'ダウンロード',
    saveNamed: (name: string): string => `${name}をダウンロード`,
    all: 'まとめてダウンロード（ZIP）',
    share: '共有・ほかのアプリに保存',
    shareReady: '準備ができました。押すと共有できます',
    verify: '文書を検証する',
    verifyText: '署名が有効かどうかを、この端末だけで確かめられます。',
    shelf: 'ライブラリを開く',
    shelfText: '14日を過ぎても、結んだ契約書をメールアドレスで探して保存できます。使うかどうかは自由です。',
    closedShelf: '署名したメールアドレスで「ライブラリ」を開くと、期間が終わったあとも文書を保存できます。',
    closedTitle: 'ダウンロードの期間が終わりました',
    closedText: '文書は自治体で保管されています。必要なときは再発行を依頼してください。',
    reissue: '再発行を依頼する',
    reissueAsked: '再発行を依頼しました',
    reissueAskedText: '担当者が確認して、新しいダウンロードのご案内をメールでお送りします。',
  },

  venture: SIGN_VENTURE_JA,

  closed: {
    memberDeclined: {
      title: 'ほかの構成員が署名を辞退しました',
      text: 'この署名依頼は終わりました。契約は締結されていません。今後の手続きは、送信者からの案内をお待ちください。',
    },
    declined: {
      title: '署名を辞退しました',
      text: 'この署名依頼は終わりました。契約は締結されていません。送信者に辞退の理由をお伝えしました。',
    },
    withdrawn: {
      title: 'この署名依頼は取り下げられました',
      text: '送信者が依頼を取り下げました。署名は要りません。改めてメールが届いたときは、新しいメールから開いてください。',
    },
    expired: {
      title: '署名期限が過ぎました',
      text: 'この署名依頼は期限を過ぎたため、署名できません。契約を進めるには、送信者へ再送をご依頼ください。',
    },
    switched_to_paper: {
      title: '紙での契約に切り替わりました',
      text: 'この契約は紙で締結します。手続きは、送信者からの案内をお待ちください。',
    },
    reason: '理由',
    contact: '連絡先',
    deadline: '署名期限',
  },

  contact: {
    title: '問い合わせ先',
    phone: '電話',
    hours: '受付時間',
    email: 'メール',
    ask: 'フォームで問い合わせる',
  },

  link: {
    unknownTitle: 'この署名URLは使えません',
    unknownText:
      'アドレスが途中で切れているか、すでに使われなくなったものです。メールの「文書を確認する」をもう一度押してください。',
    unknownMore: '変わらないときは、契約の担当課へご連絡ください。登録のメールアドレスへ送り直します。',
    replacedTitle: '新しいメールが届いています',
    replacedText: 'この署名URLは古くなりました。同じ封筒名の、いちばん新しいメールから開いてください。',
    replacedMore: '新しいメールが見つからないときは、迷惑メールのフォルダーをご確認ください。',
    noneTitle: '署名依頼のメールから開いてください',
    noneText: '届いたメールの「文書を確認する」を押すと、署名依頼が表示されます。',
    chooseTitle: 'どの署名依頼を開きますか',
    chooseText: 'この端末で開いたことのある署名依頼です。',
    chooseUntitled: '（封筒名なし）',
    chooseSeen: (at: string): string => `前回 ${at}`,
    forget: 'この端末の一覧から消す',
    others: 'ほかの署名依頼を見る',
    limitedTitle: 'しばらく時間をおいてください',
    limitedText: '短い間に何度も開かれました。5分ほどたってから、もう一度お試しください。',
    offlineTitle: '通信できませんでした',
    offlineText: '電波のよい場所で、もう一度お試しください。済ませた内容は、この端末に残っています。',
    faultTitle: '表示できませんでした',
    faultText: 'しばらくたってから、もう一度お試しください。変わらないときは、契約の担当課へご連絡ください。',
  },

  offlineBar: '通信がつながっていません。読んだ内容はこの端末に残り、つながると続きから進められます。',
  /** What the screen says of a refused act; other codes have their own sentence in the list of refusals. */
  refusedTitle: '手続きを進められませんでした',
} as const;

type Texts<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : T extends readonly unknown[]
      ? readonly string[]
      : { readonly [K in keyof T]: Texts<T[K]> };

/** The words of the contractor's screens, in one language. */
export type SignWords = Texts<typeof SIGN_JA>;
