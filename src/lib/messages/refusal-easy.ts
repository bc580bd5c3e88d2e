import type { RefusalCode } from '../domain/refusal.ts';
import type { RefusalText } from './refusal.ts';

const ASK = 'わからないときは、市（し）の 担当課（たんとうか）に 聞いてください。';
const FILE = { next: 'ちがう ファイルを えらぶか、紙（かみ）の 写真（しゃしん）を とってください。' };

/**
 * What contractors are refused, in やさしい日本語. Codes that only staff or the service meet are left out: their
 * Japanese stands.
 */
export const REFUSAL_EASY: Readonly<Partial<Record<RefusalCode, RefusalText>>> = {
  OFFLINE: {
    happened: 'うまく つながりませんでした。',
    next: '入れたことは のこっています。つながったら、もういちど おしてください。',
  },
  FAULT: { happened: 'サービスに もんだいが ありました。', next: 'すこし まって、もういちど してください。' },
  RATE_LIMITED: {
    happened: 'みじかい時間に たくさん しました。今は できません。',
    next: 'すこし まって、もういちど してください。',
  },
  REQUEST_INVALID: {
    happened: 'おくったことを 読むことが できませんでした。',
    next: 'ページを もういちど ひらいて、やりなおしてください。',
  },
  FIELD_INVALID: {
    happened: '入れたことに、ちがうところが あります。',
    next: '前の画面に もどって、なおしてください。',
  },
  MUNICIPALITY_NOT_FOUND: {
    happened: 'この市の 画面（がめん）が ありません。',
    next: 'はじめの 画面で、市を えらんでください。',
  },
  RULES_NOT_FOUND: { happened: 'この市は、まだ 申請（しんせい）を うけとっていません。', next: ASK },
  CASE_NOT_FOUND: {
    happened: 'この 案件番号（あんけん ばんごう）は ありません。',
    next: `市からの おしらせを 見て、番号を そのまま 入れてください。${ASK}`,
  },
  CASE_ON_PAPER: {
    happened: 'この案件は、紙（かみ）の 契約書で すすめます。',
    next: '電子契約には できません。市の 担当課（たんとうか）に 聞いてください。',
  },
  APPLICATION_FORM_CLOSED: {
    happened: 'この案件は、この画面で 申請できません。',
    next: '市が 言っている ほうほうで 申請してください。',
  },
  APPLICATION_LINK_UNKNOWN: {
    happened: 'この リンクは つかえません。',
    next: 'メールの リンクを、もういちど ひらいてください。だめなときは、はじめから 申請できます。',
  },
  APPLICATION_LINK_CLOSED: {
    happened: 'この リンクは、もう つかえません。',
    next: 'なおした申請を もう うけとったか、30日が すぎました。まだ 申請していないときは、はじめから 申請してください。',
  },
  SIGNER_ADDRESS_REPLACED: {
    happened: 'このメールアドレスは、新しい 申請の メールアドレスに かわりました。',
    next: '新しい メールアドレスに とどく おねがいから 署名（しょめい）してください。おぼえが ないときは、市に 電話してください。',
  },
  EMAIL_NOT_CONFIRMED: {
    happened: 'メールアドレスを たしかめていません。または、たしかめてから 24時間（じかん）が すぎました。',
    next: 'もういちど 確認コードを もらって、入れてください。ほかに 入れたことは のこっています。',
  },
  CODE_WRONG: {
    happened: '数字が ちがいます。',
    next: 'さいごに とどいた メールの 6つの数字を 入れてください。',
  },
  CODE_LOCKED: {
    happened: '数字を なんども まちがえました。この数字は もう つかえません。',
    next: '新しい 数字を おくってください。',
  },
  CODE_EXPIRED: {
    happened: '15分が すぎたか、もう つかった 数字です。',
    next: '新しい 数字を おくってください。',
  },
  DECLARATION_MISSING: {
    happened: 'チェックが ついていません。',
    next: '読んで、チェックを つけてください。',
  },
  ACCEPTANCE_MISSING: {
    happened: '承諾（しょうだく）の チェックが ついていません。',
    next: '読んで、ぜんぶに チェックを つけてください。',
  },
  ACCEPTANCE_TEXT_CHANGED: {
    happened: '承諾（しょうだく）の 文が 新しくなりました。',
    next: 'もういちど 読んで、チェックを つけてください。',
  },
  ATTACHMENT_NOT_FOUND: {
    happened: '書類（しょるい）が 見つかりません。',
    next: '書類を もういちど えらんでください。',
  },
  ATTACHMENT_NOT_WANTED: {
    happened: 'この書類は いりません。',
    next: '案件番号を たしかめて、いる書類だけを えらんでください。',
  },
  ATTACHMENT_MISSING: {
    happened: 'まだ えらんでいない 書類が あります。',
    next: 'その書類を えらんでください。',
  },
  ATTACHMENTS_TOO_MANY: {
    happened: '書類が 多すぎます（20まで）。',
    next: 'いらない書類を はずしてください。',
  },
  PICTURE_UNREADABLE: {
    happened: 'この写真は 読めません。',
    next: 'カメラの 設定（せってい）を「互換性優先（JPEG）」に して とりなおすか、PDFを えらんでください。',
  },
  UPLOAD_TOO_LARGE: { happened: 'ファイルが 大きすぎます。', ...FILE },
  UPLOAD_NOT_PDF: { happened: 'このファイルは PDFでは ありません。', ...FILE },
  UPLOAD_EMPTY: { happened: 'このファイルは からです。', ...FILE },
  UPLOAD_UNREADABLE: { happened: 'このファイルは 読めません。', ...FILE },
  UPLOAD_TRUNCATED: { happened: 'このファイルは とちゅうで 切れています。', ...FILE },
  UPLOAD_INCOMPLETE: {
    happened: 'ファイルを さいごまで おくることが できませんでした。',
    next: 'もういちど おしてください。つづきから おくります。',
  },
  UPLOAD_PART_MISMATCH: {
    happened: 'ファイルが とちゅうで かわりました。',
    next: 'もういちど おしてください。',
  },
  STORAGE_UNAVAILABLE: {
    happened: '今は ファイルを うけとることが できません。',
    next: 'すこし まって、もういちど してください。',
  },
  DOWNLOAD_CLOSED: {
    happened: 'ダウンロードできる 日が すぎました。',
    next: '「再発行（さいはっこう）」を たのむか、市に 電話してください。',
  },
  ALREADY_CONSENTED: {
    happened: 'もう 署名（しょめい）しました。',
    next: 'ページを もういちど ひらいてください。',
  },
  NOT_YOUR_TURN: { happened: 'まだ あなたの番では ありません。', next: '市からの メールを まってください。' },
  CHECKLIST_UNFINISHED: {
    happened: 'まだ していないことが あります。',
    next: '「すること（チェックリスト）」を 見て、ぜんぶ してください。',
  },
  DOCUMENT_CHANGED: {
    happened: '文書（ぶんしょ）が かわりました。',
    next: 'ページを もういちど ひらいて、はじめから 読んでください。',
  },
  ENVELOPE_EXPIRED: {
    happened: '署名できる日が すぎました。',
    next: '市の 担当課（たんとうか）に 電話してください。',
  },
  ENVELOPE_CLOSED: { happened: 'この 署名の おねがいは おわりました。', next: ASK },
  LINK_UNKNOWN: {
    happened: 'このリンクは つかえません。',
    next: 'メールの リンクを、もういちど ひらいてください。',
  },
  LINK_REPLACED: {
    happened: 'このリンクは 古いです。',
    next: '新しい メールが とどいていませんか。新しい メールの リンクを ひらいてください。',
  },
  ACCESS_CODE_WRONG: { happened: 'アクセスコードが ちがいます。', next: `もういちど 入れてください。${ASK}` },
  ACCESS_CODE_LOCKED: {
    happened: 'アクセスコードを なんども まちがえました。今は つかえません。',
    next: '市の 担当課（たんとうか）に 電話してください。',
  },
};
