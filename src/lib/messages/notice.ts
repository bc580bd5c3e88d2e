import type { NoticeTopic } from '../domain/notice.ts';

interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/**
 * What a push notice says, by language and topic. It may stand on a locked screen that others see, so it names neither
 * people nor contracts; what it is about stands in the mail and in the app.
 */
export const NOTICE_TEXTS: Readonly<Record<'ja' | 'easy' | 'en', Readonly<Record<NoticeTopic, NoticeText>>>> =
  {
    ja: {
      sign: { title: '署名のお願いが届きました', body: 'くわしくは、メールをご覧ください。' },
      deadline: {
        title: '署名期限のお知らせ',
        body: '署名がまだの文書があります。くわしくは、メールをご覧ください。',
      },
      concluded: {
        title: '契約が成立しました',
        body: '契約書と契約締結証明書を保存してください。',
      },
      download: { title: '契約書を保存してください', body: 'ダウンロードできる期間に限りがあります。' },
      ended: { title: '電子契約の手続きが終了しました', body: 'くわしくは、メールをご覧ください。' },
      attention: {
        title: '出し直していただきたいものがあります',
        body: 'くわしくは、メールをご覧ください。',
      },
      news: { title: '電子契約のお知らせ', body: 'くわしくは、メールをご覧ください。' },
      staff_sign: { title: '署名を待っている文書があります', body: '電子契約を開いて確認してください。' },
      staff_approve: { title: '承認を待っている文書があります', body: '電子契約を開いて確認してください。' },
      staff: { title: '電子契約のお知らせ', body: '電子契約を開いて確認してください。' },
    },
    easy: {
      sign: { title: '署名（しょめい）の お願いが きました', body: 'メールを 見てください。' },
      deadline: {
        title: '署名の 期限（きげん）の お知らせ',
        body: 'まだ 署名していません。メールを 見てください。',
      },
      concluded: { title: '契約（けいやく）が できました', body: '契約書を スマホに 入れてください。' },
      download: { title: '契約書を スマホに 入れてください', body: '入れられる 日が きまっています。' },
      ended: { title: '電子契約が おわりました', body: 'メールを 見てください。' },
      attention: { title: 'もういちど 出してください', body: 'メールを 見てください。' },
      news: { title: '電子契約の お知らせ', body: 'メールを 見てください。' },
      staff_sign: { title: '署名を まっている 文書が あります', body: '電子契約を ひらいてください。' },
      staff_approve: { title: '承認を まっている 文書が あります', body: '電子契約を ひらいてください。' },
      staff: { title: '電子契約の お知らせ', body: '電子契約を ひらいてください。' },
    },
    en: {
      sign: { title: 'You are asked to sign', body: 'Please see the e-mail.' },
      deadline: { title: 'Deadline to sign', body: 'A document is not signed yet. Please see the e-mail.' },
      concluded: { title: 'The contract is concluded', body: 'Save the contract and its certificate.' },
      download: { title: 'Save your contract', body: 'The download page closes after some days.' },
      ended: { title: 'The electronic procedure has ended', body: 'Please see the e-mail.' },
      attention: { title: 'Something has to be sent again', body: 'Please see the e-mail.' },
      news: { title: 'News of your electronic contract', body: 'Please see the e-mail.' },
      staff_sign: { title: 'A document waits for your signature', body: 'Open the service to see it.' },
      staff_approve: { title: 'A document waits for your approval', body: 'Open the service to see it.' },
      staff: { title: 'News of an electronic contract', body: 'Open the service to see it.' },
    },
  };
