import { mailRow, type MailText } from './mail-text.ts';
import type { ShelfMailText } from './shelf-mail.ts';

export type PasskeyMailKind = 'passkey_added' | 'passkey_removed';

/** What a mail about a passkey of the library speaks of; nothing is escaped yet. */
export interface PasskeyMailValues {
  /** As whoever registered it named the device. */
  readonly name: string;
  /** When it was registered or removed, in words of the reader's language. */
  readonly at: string;
}

type Words = Readonly<Record<PasskeyMailKind, (values: PasskeyMailValues) => ShelfMailText>>;

const mail = (
  text: Omit<MailText, 'button'> & Pick<ShelfMailText, 'greeting' | 'footer'>,
): ShelfMailText => ({
  ...text,
  button: null,
});

const JA = {
  greeting: 'ご担当者 様',
  footer: ['このメールは、電子契約サービスから自動で送信しています。'],
};
const EASY = {
  greeting: 'こんにちは',
  footer: ['この メールは 電子契約サービスから 自動で おくっています。'],
};
const EN = {
  greeting: 'Dear user',
  footer: ['This mail was sent automatically by the electronic contract service.'],
};

/**
 * The mails that tell the owner of an address of a passkey, in the language that the library was opened in. They lead
 * nowhere: who acts on one opens the library by the way that is known.
 */
export const PASSKEY_MAIL: Readonly<Record<'ja' | 'easy' | 'en', Words>> = {
  ja: {
    passkey_added: (m) =>
      mail({
        ...JA,
        subject: '【ライブラリ】パスキーが登録されました',
        paragraphs: [
          'ライブラリに、署名のときの本人確認に使うパスキーが登録されました。ご自身で登録した場合は、何もする必要はありません。',
        ],
        rows: [...mailRow('パスキーの名前', m.name), ...mailRow('登録した日時', m.at)],
        closing: [
          'お心当たりのない場合は、ほかの方がこのメールを読めるおそれがあります。ライブラリをメールアドレスで開き、「パスキー（署名のときの本人確認）」からこのパスキーを削除してください。削除したパスキーでは署名できません。',
          'あわせて、メールのパスワードを変更し、署名依頼が届いている場合は自治体の担当課へ電話で連絡してください。',
        ],
      }),
    passkey_removed: (m) =>
      mail({
        ...JA,
        subject: '【ライブラリ】パスキーが削除されました',
        paragraphs: [
          'ライブラリから、署名のときの本人確認に使うパスキーが削除されました。このパスキーでは署名できません。ご自身で削除した場合は、何もする必要はありません。',
        ],
        rows: [...mailRow('パスキーの名前', m.name), ...mailRow('削除した日時', m.at)],
        closing: [
          'お心当たりのない場合は、ほかの方がこのメールを読めるおそれがあります。ライブラリをメールアドレスで開き、「パスキー（署名のときの本人確認）」に、覚えのないパスキーがないか確かめてください。あれば削除し、ご自身の端末を登録し直してください。',
          'あわせて、メールのパスワードを変更し、署名依頼が届いている場合は自治体の担当課へ電話で連絡してください。',
        ],
      }),
  },
  easy: {
    passkey_added: (m) =>
      mail({
        ...EASY,
        subject: '【ライブラリ】パスキーを 登録しました',
        paragraphs: [
          'ライブラリに パスキーを 登録（とうろく）しました。パスキーは 署名の ときに 使います。',
          'あなたが 登録した ときは、なにも しなくて いいです。',
        ],
        rows: [...mailRow('パスキーの 名前', m.name), ...mailRow('登録した とき', m.at)],
        closing: [
          'あなたが 登録していない ときは、ほかの人が あなたの メールを 読んでいる かもしれません。ライブラリを ひらいて、「パスキー（署名の ときに 使います）」で この パスキーを けしてください。けした パスキーでは 署名できません。',
          'メールの パスワードも かえてください。署名の メールが きている ときは、市の人に 電話してください。',
        ],
      }),
    passkey_removed: (m) =>
      mail({
        ...EASY,
        subject: '【ライブラリ】パスキーを けしました',
        paragraphs: [
          'ライブラリの パスキーを けしました。この パスキーでは もう 署名できません。',
          'あなたが けした ときは、なにも しなくて いいです。',
        ],
        rows: [...mailRow('パスキーの 名前', m.name), ...mailRow('けした とき', m.at)],
        closing: [
          'あなたが けしていない ときは、ほかの人が あなたの メールを 読んでいる かもしれません。ライブラリを ひらいて、「パスキー（署名の ときに 使います）」を 見てください。しらない パスキーが あったら けしてください。あなたの スマホを もう一度 登録（とうろく）してください。',
          'メールの パスワードも かえてください。署名の メールが きている ときは、市の人に 電話してください。',
        ],
      }),
  },
  en: {
    passkey_added: (m) =>
      mail({
        ...EN,
        subject: '[Library] A passkey was registered',
        paragraphs: [
          'A passkey to sign with was registered in your library. If it was you, there is nothing to do.',
        ],
        rows: [...mailRow('Name of the passkey', m.name), ...mailRow('Registered', m.at)],
        closing: [
          'If it was not you, somebody else may be able to read your mail. Open the library with your address and remove this passkey under “Passkeys (to sign with)”. A removed passkey signs nothing.',
          'Change the password of your mail as well, and if a request to sign has come, call the office in charge.',
        ],
      }),
    passkey_removed: (m) =>
      mail({
        ...EN,
        subject: '[Library] A passkey was removed',
        paragraphs: [
          'A passkey to sign with was removed from your library; it signs nothing any more. If it was you, there is nothing to do.',
        ],
        rows: [...mailRow('Name of the passkey', m.name), ...mailRow('Removed', m.at)],
        closing: [
          'If it was not you, somebody else may be able to read your mail. Open the library with your address, look under “Passkeys (to sign with)” for passkeys that you do not know, remove them, and register your own device again.',
          'Change the password of your mail as well, and if a request to sign has come, call the office in charge.',
        ],
      }),
  },
};
