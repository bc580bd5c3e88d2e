import type { RefusalText } from './refusal.ts';
import type { Texts } from './common.ts';
import { SIGN_CONTRACT_KIND_JA } from './sign-contract-kind.ts';

const count = (n: number): string => n.toLocaleString('ja-JP');

/** Words of the contractor's shelf 「ライブラリ」 (M61). */
export const SHELF_JA = {
  title: 'ライブラリ',
  lead: '電子契約で結んだ契約書を、探して保存できます。使うかどうかは自由です。費用はかかりません。',
  duty: '保存義務者は事業者ご自身です。本機能は検索と保存を助けるものです。',
  loading: '読み込んでいます',
  retry: 'もう一度試す',
  back: '一覧へ戻る',
  homeText: '結んだ契約書を、メールアドレスで探して保存できます。',
  door: {
    title: 'メールアドレスで開く',
    text: '署名依頼を受け取ったメールアドレスへ、6桁の確認コードを送ります。パスワードは要りません。',
    email: 'メールアドレス',
    emailWrong: 'メールアドレスを正しく入力してください。例：taro@example.jp',
    shared: 'この端末を、ほかの人と一緒に使っている',
    sharedHint:
      'チェックしないと、この端末では30日間、確認コードなしで開けます。チェックすると、1時間で閉じます。',
    send: '確認コードを送る',
    sent: (email: string): string => `${email} に確認コードを送りました。`,
    sentText:
      '15分以内に入力してください。届かないときは、迷惑メールのフォルダーとアドレスを確かめてください。',
    code: '確認コード',
    codeHint: 'メールに書かれた6桁の数字',
    codeWrong: '6桁の数字を入力してください。',
    open: 'ライブラリを開く',
    again: 'コードを送り直す',
    change: 'メールアドレスを変える',
    purposes: 'メールアドレスと接続元のIPアドレスは、本人の確認と操作の記録のために使います。',
  },
  tabs: { label: '契約の場所', shelf: '契約を探す', kept: 'この端末' },
  list: {
    title: (email: string): string => `${email} で結んだ契約`,
    found: (n: number): string => `${count(n)}件`,
    none: 'このメールアドレスで結んだ契約は、まだありません。',
    noneText:
      '署名したときのメールアドレスと同じか、確かめてください。署名の途中の契約は、締結すると表示されます。',
    noHits: '条件に合う契約はありません。',
    more: 'さらに表示する',
    kept: 'この端末に保存済み',
    left: (days: number): string =>
      days > 0 ? `メールのリンクは、あと${String(days)}日` : 'メールのリンクは、今日まで',
  },
  search: {
    title: '条件で探す',
    from: '取引年月日（いつから）',
    to: '取引年月日（いつまで）',
    min: '取引金額（いくら以上）',
    max: '取引金額（いくら以下）',
    counterparty: '取引先（発注者）',
    text: '契約名・管理番号',
    submit: '探す',
    clear: '条件を消す',
    dateOrder: '「いつから」は「いつまで」より前の日にしてください。',
    amountOrder: '「いくら以上」は「いくら以下」より小さい金額にしてください。',
    order: '並べ方',
    orders: {
      date_desc: '取引年月日の新しい順',
      date_asc: '取引年月日の古い順',
      amount_desc: '取引金額の大きい順',
      amount_asc: '取引金額の小さい順',
    },
  },
  waiting: {
    title: (n: number): string => `署名を待っている契約があります（${count(n)}件）`,
    text: '署名は、届いたメールの「文書を確認する」から行います。この画面では署名できません。メールが見つからないときは、契約の担当課へご連絡ください。',
    deadline: '署名期限',
  },
  contract: {
    counterparty: '取引先（発注者）',
    transactionOn: '取引年月日',
    amount: '取引金額',
    unitPrice: '単価契約（金額の記載なし）',
    number: '管理番号',
    concludedAt: '契約成立日時',
    files: '文書',
    roles: {
      contract: '契約書',
      certificate: '電子契約締結証明書',
      list: '電子契約締結証明書（一覧）',
      attachment: '添付書類',
    },
    back: '契約へ戻る',
    save: 'このファイルを保存する',
  },
  contractKind: SIGN_CONTRACT_KIND_JA,
  pack: {
    one: '一式を保存する',
    all: (n: number): string => `${count(n)}件の一式を保存する`,
    text: '契約書、締結証明書、添付書類と索引簿（CSV）を、取引年月日・取引先・取引金額の名前で保存します。',
    limit: '一度に保存できるのは、20件・100MBまでです。条件で絞るか、契約ごとに保存してください。',
    index: '索引簿（CSV）だけを保存する',
    indexLimit: '索引簿に載るのは、1,000件までです。条件で絞ってください。',
    title: '一式の保存',
    gathering: '集めています',
    of: (done: number, total: number): string => `${String(done)} / ${String(total)}`,
    ready: (n: number): string => `${String(n)}個のファイルがそろいました。`,
    share: '共有・ほかのアプリに保存',
    zip: 'まとめて保存（ZIP）',
    large: 'ファイルが多いか大きいため、ZIPで保存します。',
  },
  keep: {
    title: 'この端末に残す',
    text: '通信がなくても、14日を過ぎても、この端末で開けます。',
    act: 'この端末に残す',
    doing: '残しています',
    done: 'この端末に残しました。',
    doneText: '「ライブラリ」の「この端末」から、いつでも開けます。',
    shared: 'この端末を使う人は、だれでも開けます。ほかの人と一緒に使う端末には、残さないでください。',
    full: 'この端末の空き容量が足りないため、残せませんでした。',
    fullText: 'ほかの契約やファイルを消してから、もう一度お試しください。',
    unavailable: 'このブラウザーには残せませんでした。',
    unavailableText: 'プライベートブラウズを終えるか、ファイルとして保存してください。',
    fragile: 'ブラウザーが自動で消すことがあります。大切な契約書は、ファイルとしても保存してください。',
    drop: 'この端末から消す',
    dropTitle: 'この端末から消しますか',
    dropText: '自治体で保管している契約書と、ファイルとして保存したものは消えません。',
    dropAct: '消す',
    cancel: 'やめる',
    list: 'この端末に残した契約',
    none: 'この端末に残した契約はありません。',
    noneText: '契約を開いて「この端末に残す」を押すと、ここに並びます。',
    space: (used: string, free: string | null): string =>
      free === null ? `使っている容量：${used}` : `使っている容量：${used}（空き：約${free}）`,
    gone: 'この端末のファイルを読めませんでした。もう一度、ライブラリから残してください。',
    see: '残した契約を見る',
  },
  account: {
    title: 'ライブラリの設定',
    until: (at: string): string => `この端末では、${at}まで確認コードなしで開けます。`,
    signOut: 'ライブラリを閉じる',
    close: 'アカウントを削除する',
    closeTitle: 'アカウントを削除しますか',
    closeText:
      'メールアドレスの登録を消し、すべての端末でライブラリを閉じます。契約書は自治体が保管を続け、契約の効力は変わりません。この端末に残した契約も消えません。',
    closeAct: '削除する',
    cancel: 'やめる',
  },
  /** Where this screen says more than the common text of a refusal. */
  refused: {
    RATE_LIMITED: {
      happened: '短い時間に、確認コードの送信や操作が多く行われました。',
      next: '1時間ほど待ってから、もう一度お試しください。',
    },
  },
} as const;

type Catalogue = Texts<Omit<typeof SHELF_JA, 'refused'>>;
/** The words of the shelf, in one language. */
export type ShelfWords = Catalogue & { readonly refused: Readonly<Partial<Record<string, RefusalText>>> };
