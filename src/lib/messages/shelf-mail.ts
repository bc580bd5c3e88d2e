import { mailRow, type MailText } from './mail-text.ts';

/** What the mail with a shelf's code speaks of; nothing is escaped yet. */
export interface ShelfMailValues {
  /** Six digits. */
  readonly code: string;
  /** The last instant, in words of the reader's language. */
  readonly codeUntil: string;
}

/** One mail in words, with what stands around it. */
export interface ShelfMailText extends MailText {
  readonly greeting: string;
  readonly footer: readonly string[];
}

/**
 * The mail that opens the shelf, in the language that the screen spoke. It says the same whether anything is known of
 * the address or not, and names no contract: whoever types another's address learns and sends nothing by it.
 */
export const SHELF_MAIL: Readonly<Record<'ja' | 'easy' | 'en', (values: ShelfMailValues) => ShelfMailText>> =
  {
    ja: (m) => ({
      subject: `【ライブラリ】確認コード ${m.code}`,
      greeting: 'ご担当者 様',
      paragraphs: [
        '「ライブラリ」を開くための確認コードです。画面に入力してください。',
        'このコードを、ほかの人に伝えないでください。職員がコードをお尋ねすることはありません。',
      ],
      button: null,
      rows: [...mailRow('確認コード', m.code), ...mailRow('有効期限', m.codeUntil)],
      closing: [
        'お心当たりのない場合は、ほかの方がメールアドレスを誤って入力したおそれがあります。このメールを削除してください。コードを入力しなければ、何も起こりません。',
      ],
      footer: ['このメールは、電子契約サービスから自動で送信しています。'],
    }),
    easy: (m) => ({
      subject: `【ライブラリ】確認コード ${m.code}`,
      greeting: 'こんにちは',
      paragraphs: [
        '「ライブラリ」を ひらく ための 確認コード（6けたの 数字）です。画面に 入れてください。',
        'この 数字を ほかの人に おしえないでください。役所の人は この 数字を ききません。',
      ],
      button: null,
      rows: [...mailRow('確認コード', m.code), ...mailRow('いつまで', m.codeUntil)],
      closing: [
        'あなたが たのんでいない ときは、この メールを けしてください。数字を 入れなければ、なにも おこりません。',
      ],
      footer: ['この メールは 電子契約サービスから 自動で おくっています。'],
    }),
    en: (m) => ({
      subject: `[Library] Your code ${m.code}`,
      greeting: 'Dear user',
      paragraphs: [
        'This is the code that opens your library. Enter it on the screen.',
        'Tell it to nobody. Staff never ask for it.',
      ],
      button: null,
      rows: [...mailRow('Code', m.code), ...mailRow('Good until', m.codeUntil)],
      closing: [
        'If you did not ask for it, somebody may have mistyped an address: please delete this mail. Nothing happens unless the code is entered.',
      ],
      footer: ['This mail was sent automatically by the electronic contract service.'],
    }),
  };
