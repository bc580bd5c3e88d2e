import type { Texts } from './common.ts';

/** Words of the top page: apart, so that no other page loads them. */
export const HOME_JA = {
  home: {
    title: '電子契約サービス',
    lead: 'ご用件を選んでください。',
    contractor: '署名依頼を受け取った方',
    contractorText: '届いたメールの「文書を確認する」を押してください。登録やソフトウェアは要りません。',
    contractorHow: 'メールが見つからないとき',
    contractorHowText:
      '迷惑メールのフォルダーをご確認ください。見つからないときは、契約の担当課へご連絡ください。登録のメールアドレスへ送り直します。',
    contractorShelf: 'ライブラリを開く',
    contractorShelfText: '結んだ契約書を探して保存するには',
    staff: '自治体の職員の方',
    staffText: '封筒の作成、発注者の署名、状況の確認を行います。',
    staffGo: 'ログインへ',
    verify: '契約書を確かめたい方',
    verifyText:
      'PDF の電子署名とタイムスタンプを確かめます。ファイルはこの端末の外へ送られず、通信がなくても使えます。',
    verifyGo: '文書を検証する',
  },
  install: {
    title: 'この端末に入れて使う',
    text: 'アプリとして入れると、通信のない場所でも文書を検証できます。',
    act: 'アプリを入れる',
  },
} as const;

export type HomeWords = Texts<typeof HOME_JA>;
