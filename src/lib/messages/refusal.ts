import type { RefusalCode } from '../domain/refusal.ts';
import { REFUSAL_APPLICATION_EN, REFUSAL_APPLICATION_JA } from './refusal-application.ts';
import { REFUSAL_COUNCIL_EN, REFUSAL_COUNCIL_JA } from './refusal-council.ts';
import { REFUSAL_GUARANTEE_EN, REFUSAL_GUARANTEE_JA } from './refusal-guarantee.ts';
import { REFUSAL_PASSKEY_EN, REFUSAL_PASSKEY_JA } from './refusal-passkey.ts';
import { REFUSAL_SHELF_EN, REFUSAL_SHELF_JA } from './refusal-shelf.ts';
import { REFUSAL_PIPELINE_EN, REFUSAL_PIPELINE_JA } from './refusal-pipeline.ts';
import { REFUSAL_STAFF_EN, REFUSAL_STAFF_JA } from './refusal-staff.ts';
import { REFUSAL_UPLOAD_EN, REFUSAL_UPLOAD_JA } from './refusal-upload.ts';

/** What happened, and what the person can do next. Values of the refusal's context stand in no sentence. */
export interface RefusalText {
  readonly happened: string;
  readonly next: string;
}

/** Every refusal in Japanese. */
export const REFUSAL_JA = {
  ...REFUSAL_UPLOAD_JA,
  ...REFUSAL_APPLICATION_JA,
  ...REFUSAL_GUARANTEE_JA,
  ...REFUSAL_COUNCIL_JA,
  ...REFUSAL_SHELF_JA,
  ...REFUSAL_PASSKEY_JA,
  ...REFUSAL_PIPELINE_JA,
  ...REFUSAL_STAFF_JA,
  ACTOR_INVALID: {
    happened: '操作した人を確認できませんでした。',
    next: 'ページを読み込み直してください。職員の方は、ログインし直してください。',
  },
  SIGN_IN_REQUIRED: {
    happened: 'ログインしていないか、ログインの有効時間が過ぎました。',
    next: 'もう一度ログインしてください。入力した内容は、この画面に残っています。',
  },
  SIGN_IN_FAILED: {
    happened: 'メールアドレス又はパスワードが違います。',
    next: '入力を確認して、もう一度お試しください。分からないときは、管理者に連絡してください。',
  },
  SECOND_FACTOR_REQUIRED: {
    happened: 'この操作には、二段階目の認証が必要です。',
    next: '認証アプリに表示された6桁の数字を入力してください。',
  },
  SECOND_FACTOR_STALE: {
    happened: '署名の直前の認証から5分が過ぎました。',
    next: '認証アプリに表示された6桁の数字を、もう一度入力してください。',
  },
  SECOND_FACTOR_WRONG: {
    happened: '認証コードが違います。',
    next: '認証アプリに今表示されている6桁の数字を入力してください。同じ数字は2回使えません。',
  },
  ROLE_MISSING: {
    happened: 'この操作をする権限がありません。',
    next: '権限のある職員に依頼するか、管理者に連絡してください。',
  },
  RATE_LIMITED: {
    happened: '短い時間に操作が多く行われたため、受付を一時的に止めています。',
    next: '1分ほど待ってから、もう一度お試しください。',
  },
  REQUEST_INVALID: {
    happened: '送られた内容を読み取れませんでした。',
    next: 'ページを読み込み直して、もう一度お試しください。',
  },
  ROUTE_NOT_FOUND: {
    happened: 'この操作は見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  FIELD_INVALID: {
    happened: '入力した内容に、使えないものがあります。',
    next: '印の付いた項目を直して、もう一度保存してください。',
  },
  FIELD_UNKNOWN: {
    happened: '知らない項目が送られました。',
    next: 'ページを読み込み直して、もう一度お試しください。',
  },
  REASON_MISSING: {
    happened: '理由が入力されていません。',
    next: '理由を入力してください。相手方にも伝わります。',
  },
  REASON_TOO_LONG: {
    happened: '理由が長すぎます。',
    next: '1,000文字以内にしてください。',
  },
  OPERATOR_INVALID: {
    happened: '操作する方についての入力が足りません。',
    next: '操作する方の氏名、又は権限の根拠を入力してください。',
  },
  ENVELOPE_NOT_FOUND: {
    happened: '封筒が見つかりません。',
    next: '一覧から選び直してください。担当課の異なる封筒は表示されません。',
  },
  ENVELOPE_NOT_DRAFT: {
    happened: 'この封筒は送信済みのため、内容を変えられません。',
    next: '直す必要があるときは、取り下げてから、新しい封筒を作成してください。',
  },
  ENVELOPE_INCOMPLETE: {
    happened: '送信に必要な項目が入力されていません。',
    next: '印の付いた項目を入力してから、送信してください。',
  },
  ENVELOPE_CLOSED: {
    happened: 'この封筒の手続きは終わっています。',
    next: '続ける必要があるときは、送信者に連絡してください。',
  },
  ENVELOPE_EXPIRED: {
    happened: '署名期限が過ぎました。',
    next: '契約の手続きを続けるには、送信者に連絡して、新しい依頼を受け取ってください。',
  },
  EVENT_NOT_ALLOWED: {
    happened: '封筒の今の状態では、この操作はできません。',
    next: 'ページを読み込み直して、状態を確認してください。',
  },
  DEPARTMENT_NOT_FOUND: {
    happened: '担当課が見つかりません。',
    next: '担当課を選び直してください。',
  },
  SIGNER_NOT_FOUND: {
    happened: '選んだ名義人が見つかりません。',
    next: '自治体側の名義人を選び直してください。',
  },
  PARTY_NOT_FOUND: {
    happened: '署名者が見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  SEALING_IN_PROGRESS: {
    happened: '署名の処理中のため、今はこの操作はできません。',
    next: '署名の処理が終わってから、もう一度お試しください。',
  },
  NOT_CONCLUDED: {
    happened: '契約の締結が、まだ終わっていません。',
    next: '全員の署名とタイムスタンプの付与が終わると、お知らせのメールが届きます。',
  },
  DOCUMENT_NOT_FOUND: {
    happened: '文書が見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  DOCUMENT_NOT_STAMPED: {
    happened: '締結証明書IDを記入していない文書があります。',
    next: 'もう一度「送信する」を押してください。',
  },
  DOCUMENT_CHANGED: {
    happened: '表示した文書が、最新のものではありません。署名はされていません。',
    next: 'ページを読み込み直して文書を確認し、もう一度「完了する」を押してください。',
  },
  DOCUMENTS_TOO_MANY: {
    happened: '1つの封筒に入れられる文書は10個までです。',
    next: '不要な文書を外すか、封筒を分けてください。',
  },
  DOCUMENT_NAME_INVALID: {
    happened: 'ファイルの名前を使えません。',
    next: '200文字以内で、改行などを含まない名前に変えてから選び直してください。',
  },
  LINK_UNKNOWN: {
    happened: 'このリンクは使えません。',
    next: 'メールの「文書を確認する」から開き直してください。それでも開けないときは、送信者に連絡してください。',
  },
  LINK_REPLACED: {
    happened: 'このリンクは、新しいリンクに替わりました。',
    next: '最後に届いたメールの「文書を確認する」から開いてください。',
  },
  LINK_NOT_OPENED: {
    happened: '署名の手続きが、まだ始まっていません。',
    next: '「署名をはじめる」を押してください。',
  },
  NOT_YOUR_TURN: {
    happened: '署名の順番が、まだ来ていません。',
    next: '順番が来ると、メールでお知らせします。',
  },
  ALREADY_CONSENTED: {
    happened: '署名の手続きは、すでに完了しています。',
    next: 'このまま、お知らせのメールをお待ちください。',
  },
  CHECKLIST_UNFINISHED: {
    happened: '確認が終わっていない項目があります。署名はされていません。',
    next: 'チェックリストの残りの項目を確認してください。',
  },
  FACTOR_MISSING: {
    happened: '署名に必要なコードが入力されていません。署名はされていません。',
    next: '画面の案内に沿って、コードを入力してください。',
  },
  ACCESS_CODE_WRONG: {
    happened: 'アクセスコードが違います。署名はされていません。',
    next: '担当課からお伝えしたアクセスコード（数字8桁）を確かめて、もう一度入力してください。',
  },
  ACCESS_CODE_LOCKED: {
    happened: 'アクセスコードを5回間違えたため、このコードは使えなくなりました。署名はされていません。',
    next: '担当課に電話などで連絡し、新しいアクセスコードを受け取ってください。',
  },
  DOWNLOAD_CLOSED: {
    happened: 'ダウンロードの有効期間が過ぎました。',
    next: '「再発行を依頼する」を押すと、送信者に依頼が届きます。',
  },
  READING_ENDED: {
    happened: 'このリンクで文書を読める期間は終わりました。',
    next: '必要なときは、リンクを送った方に確認してください。',
  },
  READING_LINKS_FULL: {
    happened: '社内で読むためのリンクは、同時に10個までです。',
    next: '使わないリンクを止めてから、もう一度作ってください。',
  },
  APPEND_ONLY: {
    happened: '記録は、後から変えられません。',
    next: '訂正が必要なときは、新しい記録を加えてください。',
  },
  DELETE_REFUSED: {
    happened: '記録は、保存期間の間は削除できません。',
    next: '不要な封筒は、取り下げてください。',
  },
  STORAGE_FULL: {
    happened: '保存場所の空きが足りないため、保存できませんでした。',
    next: '管理者に連絡してください。すでに保存された文書は失われていません。',
  },
  STORAGE_UNAVAILABLE: {
    happened: '保存場所につながりません。',
    next: 'しばらく待ってから、もう一度お試しください。保存済みの内容は失われていません。',
  },
  STORAGE_CORRUPT: {
    happened: '保存した文書が、記録したハッシュ値と一致しません。',
    next: '管理者に連絡してください。文書は変更せず、そのまま残しています。',
  },
  OFFLINE: {
    happened: '通信できませんでした。',
    next: '電波の届く場所で、もう一度お試しください。入力した内容は残っています。',
  },
  FAULT: {
    happened: 'システムの問題で、処理できませんでした。',
    next: 'しばらく待ってから、もう一度お試しください。続くときは、表示された番号を添えて連絡してください。',
  },
} satisfies Record<RefusalCode, RefusalText>;

/** Every refusal in English. */
export const REFUSAL_EN = {
  ...REFUSAL_UPLOAD_EN,
  ...REFUSAL_APPLICATION_EN,
  ...REFUSAL_GUARANTEE_EN,
  ...REFUSAL_COUNCIL_EN,
  ...REFUSAL_SHELF_EN,
  ...REFUSAL_PASSKEY_EN,
  ...REFUSAL_PIPELINE_EN,
  ...REFUSAL_STAFF_EN,
  ACTOR_INVALID: { happened: 'We could not tell who acted.', next: 'Reload the page; staff sign in again.' },
  SIGN_IN_REQUIRED: {
    happened: 'You are not signed in, or your session has ended.',
    next: 'Sign in again. What you typed is still here.',
  },
  SIGN_IN_FAILED: {
    happened: 'The mail address or the password is wrong.',
    next: 'Check what you typed and try again, or ask your administrator.',
  },
  SECOND_FACTOR_REQUIRED: {
    happened: 'This needs your second factor.',
    next: 'Enter the six digits that your authenticator shows.',
  },
  SECOND_FACTOR_STALE: {
    happened: 'More than five minutes have passed since your last code.',
    next: 'Enter the six digits that your authenticator shows now.',
  },
  SECOND_FACTOR_WRONG: {
    happened: 'The code is wrong.',
    next: 'Enter the six digits shown now. A code works only once.',
  },
  ROLE_MISSING: {
    happened: 'You do not have the role for this.',
    next: 'Ask a colleague who has it, or your administrator.',
  },
  RATE_LIMITED: { happened: 'Too many tries in a short time.', next: 'Wait a minute, then try again.' },
  REQUEST_INVALID: { happened: 'We could not read what was sent.', next: 'Reload the page and try again.' },
  ROUTE_NOT_FOUND: { happened: 'There is no such operation.', next: 'Reload the page.' },
  FIELD_INVALID: {
    happened: 'Something you entered cannot be used.',
    next: 'Correct the marked fields and save again.',
  },
  FIELD_UNKNOWN: { happened: 'An unknown field was sent.', next: 'Reload the page and try again.' },
  REASON_MISSING: {
    happened: 'The reason is missing.',
    next: 'Enter a reason; the other party will read it.',
  },
  REASON_TOO_LONG: { happened: 'The reason is too long.', next: 'Keep it within 1,000 characters.' },
  OPERATOR_INVALID: {
    happened: 'Something about the operating person is missing.',
    next: 'Enter the name of the operating person, or the ground of the authority.',
  },
  ENVELOPE_NOT_FOUND: {
    happened: 'The envelope was not found.',
    next: 'Choose it from the list; other departments are not shown.',
  },
  ENVELOPE_NOT_DRAFT: {
    happened: 'The envelope was sent and cannot be changed.',
    next: 'Withdraw it and create a new one.',
  },
  ENVELOPE_INCOMPLETE: {
    happened: 'Fields that sending needs are empty.',
    next: 'Fill in the marked fields, then send.',
  },
  ENVELOPE_CLOSED: { happened: 'This envelope has ended.', next: 'Ask the sender if it has to go on.' },
  ENVELOPE_EXPIRED: { happened: 'The deadline has passed.', next: 'Ask the sender for a new request.' },
  EVENT_NOT_ALLOWED: {
    happened: 'The envelope is not in a state for this.',
    next: 'Reload the page and look at its status.',
  },
  DEPARTMENT_NOT_FOUND: { happened: 'The department was not found.', next: 'Choose another department.' },
  SIGNER_NOT_FOUND: { happened: 'The chosen signatory was not found.', next: 'Choose another signatory.' },
  PARTY_NOT_FOUND: { happened: 'The party was not found.', next: 'Reload the page.' },
  SEALING_IN_PROGRESS: {
    happened: 'A signature is being made, so this is not possible now.',
    next: 'Try again once the signature is finished.',
  },
  NOT_CONCLUDED: {
    happened: 'The contract is not concluded yet.',
    next: 'A mail tells you once everybody has signed and the time-stamps are there.',
  },
  DOCUMENT_NOT_FOUND: { happened: 'The document was not found.', next: 'Reload the page.' },
  DOCUMENT_NOT_STAMPED: {
    happened: 'A document does not bear its certificate ID yet.',
    next: 'Press send again.',
  },
  DOCUMENT_CHANGED: {
    happened: 'The document shown is not the newest one. Nothing was signed.',
    next: 'Reload the page, read the document, and complete again.',
  },
  DOCUMENTS_TOO_MANY: {
    happened: 'An envelope holds at most ten documents.',
    next: 'Remove some, or make a second envelope.',
  },
  DOCUMENT_NAME_INVALID: {
    happened: 'The file name cannot be used.',
    next: 'Rename it to at most 200 plain characters and choose it again.',
  },
  LINK_UNKNOWN: {
    happened: 'This link does not work.',
    next: 'Open it again from the mail, or ask the sender.',
  },
  LINK_REPLACED: {
    happened: 'This link was replaced by a newer one.',
    next: 'Use the link in the newest mail.',
  },
  LINK_NOT_OPENED: { happened: 'Signing has not begun.', next: 'Press the button that begins it.' },
  NOT_YOUR_TURN: { happened: 'It is not your turn yet.', next: 'A mail will tell you.' },
  ALREADY_CONSENTED: { happened: 'You have already completed.', next: 'Wait for the mail.' },
  CHECKLIST_UNFINISHED: {
    happened: 'Some items are not confirmed yet. Nothing was signed.',
    next: 'Confirm the rest of the checklist.',
  },
  FACTOR_MISSING: {
    happened: 'The code that signing needs was not entered. Nothing was signed.',
    next: 'Enter the code as the screen asks.',
  },
  ACCESS_CODE_WRONG: {
    happened: 'The access code is wrong. Nothing was signed.',
    next: 'Check the eight digits that the office gave you and enter them again.',
  },
  ACCESS_CODE_LOCKED: {
    happened: 'The access code was entered wrongly five times and is no longer good. Nothing was signed.',
    next: 'Call the office in charge and ask for a new access code.',
  },
  DOWNLOAD_CLOSED: {
    happened: 'The download period is over.',
    next: 'Ask for the documents again; the sender is told.',
  },
  READING_ENDED: {
    happened: 'The documents can no longer be read by this link.',
    next: 'Ask the person who sent it to you.',
  },
  READING_LINKS_FULL: {
    happened: 'There may be ten reading links at a time.',
    next: 'End one that is not used.',
  },
  APPEND_ONLY: { happened: 'Records cannot be changed.', next: 'Add a new record to correct one.' },
  DELETE_REFUSED: {
    happened: 'Records cannot be deleted in the retention period.',
    next: 'Withdraw the envelope instead.',
  },
  STORAGE_FULL: {
    happened: 'There is no space left to store this.',
    next: 'Tell your administrator. Nothing stored before is lost.',
  },
  STORAGE_UNAVAILABLE: {
    happened: 'The storage does not answer.',
    next: 'Try again in a while. Nothing stored before is lost.',
  },
  STORAGE_CORRUPT: {
    happened: 'A stored document does not match its recorded hash.',
    next: 'Tell your administrator. The document is kept as it is.',
  },
  OFFLINE: {
    happened: 'We could not reach the service.',
    next: 'Try again where you have a good connection. What you typed is still here.',
  },
  FAULT: {
    happened: 'Something went wrong on our side.',
    next: 'Try again in a while. If it goes on, tell us the number shown.',
  },
} satisfies Record<RefusalCode, RefusalText>;
