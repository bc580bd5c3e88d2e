import type { RefusalText } from './refusal.ts';

/** Refusals of what members of staff and administrators do with each other. */
export const REFUSAL_STAFF_JA = {
  SAME_PERSON: {
    happened: '起案に関わった方は、同じ封筒の承認や署名ができません。',
    next: '承認・署名の役割がある、別の職員に依頼してください。',
  },
  ACCESS_CODE_DEMANDED: {
    happened: 'この案件の規則では、アクセスコードの入力が必要なため、取り消すことはできません。',
    next: '使えなくなったときや、伝え直すときは、新しいアクセスコードを発行してください。',
  },
  RETENTION_SHORTER: {
    happened: '保存年限は、短くすることができません。',
    next: '画面を読み込み直して、今の保存年限より長い年数を入力してください。',
  },
  APPROVAL_REQUIRED: {
    happened: 'この自治体では、送信の前に承認（決裁）が必要です。',
    next: '「承認を依頼する」を押してください。承認されると送信されます。',
  },
  MEMBER_NOT_FOUND: {
    happened: '職員が見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  MEMBER_EXISTS: {
    happened: 'このメールアドレスの職員は、すでに登録されています。',
    next: '職員の一覧から選んで、役割を変更してください。',
  },
  LAST_ADMIN: {
    happened: '管理の役割をもつ職員がいなくなるため、変更できません。',
    next: '先に、別の職員に管理の役割を付けてください。',
  },
  INVITATION_UNKNOWN: {
    happened: 'この招待のリンクは使えません。',
    next: 'メールのリンクが途中で切れていないか確かめてください。分からないときは、管理者に連絡してください。',
  },
  INVITATION_CLOSED: {
    happened: 'この招待は期限が過ぎたか、取り消されたか、すでに使われています。',
    next: '登録済みの方は、職員ログインから入ってください。まだの方は、管理者にもう一度招待を依頼してください。',
  },
  PASSWORD_WEAK: {
    happened: 'パスワードが短すぎるか、推測されやすいものです。',
    next: '12文字以上で、ほかで使っていないものにしてください。',
  },
  DEPARTMENT_EXISTS: {
    happened: 'この名称の担当課は、すでにあります。',
    next: '別の名称にしてください。廃止した担当課は「再開する」を使えます。',
  },
  DEPARTMENT_CLOSED: {
    happened: 'この担当課は廃止されています。',
    next: '別の担当課を選んでください。すでにある封筒は、そのまま続けられます。',
  },
  TEXT_PLACEHOLDER_UNKNOWN: {
    happened: '文面に、使えない差し込み項目（波かっこ）があります。',
    next: '「差し込む項目」の一覧から選んでください。波かっこそのものは書けません。',
  },
  TEXT_LINK_REFUSED: {
    happened: 'メールの文面に、URLやホスト名は書けません。',
    next: 'リンクは、サービスが付ける署名用のものだけです。ページの名前で案内してください。',
  },
  SIGNING_LINK_IN_TEXT: {
    happened: '署名用のURLが書かれています。',
    next: 'URLを知っている人は署名できます。URLを消して、管理番号で知らせてください。',
  },
  INQUIRY_NOT_FOUND: {
    happened: '問い合わせが見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  INQUIRY_ANSWERED: {
    happened: 'この問い合わせは、すでに回答済みになっています。',
    next: 'ページを読み込み直して、だれが回答したかを確かめてください。',
  },
  RESET_NOT_FOUND: {
    happened: '認証アプリの解除の申請が見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  RESET_CLOSED: {
    happened: 'この申請は、期限が過ぎたか、すでに終わっています。',
    next: '必要なときは、もう一度申請してください。',
  },
  DEADLINE_NOT_LATER: {
    happened: '新しい署名期限が、今の期限より後の日付ではありません。',
    next: '今の署名期限より後で、今日以降の日付を選んでください。',
  },
  EMAIL_UNCHANGED: {
    happened: 'メールアドレスが変わっていません。',
    next: '正しいメールアドレスを入力してください。同じ宛先に送り直すときは「署名依頼を再送する」を使ってください。',
  },
  LEDGER_EMPTY: {
    happened: '条件に合う、締結が完了した契約がありません。',
    next: '日付・金額・取引先の条件を減らして、もう一度お試しください。',
  },
  LEDGER_TOO_MANY: {
    happened: '1回でダウンロードできる件数（1,000件）を超えています。',
    next: '取引年月日の範囲を短くして、何回かに分けてください。',
  },
  PERIOD_INVALID: {
    happened: '期間の指定が正しくありません。',
    next: '「から」と「まで」の両方に日付を入れ、「まで」を後の日付にしてください。',
  },
  CHECK_NOT_FOUND: {
    happened: '一括検証の記録が見つかりません。',
    next: 'ページを読み込み直してください。',
  },
  BATCH_NOT_FOUND: {
    happened: 'この一括送信は見つかりません。',
    next: '一括送信の画面を開き直してください。ほかの職員の一括送信は表示されません。',
  },
  BATCH_INCOMPLETE: {
    happened: '一括送信の内容が、まだすべて登録されていません。',
    next: 'CSVを選び直して、もう一度確定してください。封筒は作られていません。',
  },
  BATCH_FILES_DIFFER: {
    happened: '下書きの文書が、確定したときのファイルと違います。送信していません。',
    next: '下書きを開いて文書を確かめ、1件ずつ送信してください。',
  },
  BATCH_FILE_CHANGED: {
    happened: 'ファイルの中身が、確定したときと違います。',
    next: '確定したときのファイルを選ぶか、この行を新しいCSVで作り直してください。',
  },
  CASE_HAS_ENVELOPE: {
    happened: 'この案件には、手続き中、又は締結が終わった封筒がすでにあります。',
    next: '同じ契約を二重に送らないよう、案件の画面で確かめてください。',
  },
  TEMPLATE_NOT_FOUND: {
    happened: 'テンプレートが見つからないか、使用が止められています。',
    next: '別のテンプレートを選ぶか、使わずに作成してください。',
  },
  TEMPLATE_NAME_TAKEN: {
    happened: 'この名前のテンプレートは、すでにあります。',
    next: '別の名前にしてください。',
  },
  TEMPLATES_FULL: {
    happened: '使用中のテンプレートは、100件までです。',
    next: '使わないテンプレートの「使用をやめる」を押してください。',
  },
  TEMPLATE_DOCUMENTS_MISSING: {
    happened: 'テンプレートで必要とされている文書がそろっていません。',
    next: '足りない文書を加えてください。文書名に、テンプレートの言葉が含まれている必要があります。',
  },
  SEARCH_NAME_TAKEN: {
    happened: 'この名前の条件は、すでに保存されています。',
    next: '別の名前にしてください。',
  },
  SEARCHES_FULL: {
    happened: '保存できる条件は、1つの一覧につき30件までです。',
    next: '使わない条件を「条件を整理する」から削除してください。',
  },
} as const satisfies Record<string, RefusalText>;

export const REFUSAL_STAFF_EN = {
  SAME_PERSON: {
    happened: 'Who had a hand in the draft neither approves nor signs it.',
    next: 'Ask a colleague who has the role.',
  },
  ACCESS_CODE_DEMANDED: {
    happened: 'The rules of this case demand an access code, so it cannot be taken back.',
    next: 'Issue a new one where the present one is locked or lost.',
  },
  RETENTION_SHORTER: {
    happened: 'A term of retention is never shortened.',
    next: 'Reload, and enter more years than now.',
  },
  APPROVAL_REQUIRED: {
    happened: 'This municipality sends nothing without an approval.',
    next: 'Ask for the approval; once approved, it is sent.',
  },
  MEMBER_NOT_FOUND: { happened: 'There is no such member.', next: 'Reload the page.' },
  MEMBER_EXISTS: {
    happened: 'This address belongs to a member already.',
    next: 'Change the roles in the list.',
  },
  LAST_ADMIN: {
    happened: 'The municipality would be without an administrator.',
    next: 'Give the role to somebody else first.',
  },
  INVITATION_UNKNOWN: {
    happened: 'This invitation cannot be used.',
    next: 'Check whether the address in the mail was cut off, or ask your administrator.',
  },
  INVITATION_CLOSED: {
    happened: 'This invitation has expired, was cancelled or was used.',
    next: 'Sign in if you have registered; else ask your administrator for another.',
  },
  PASSWORD_WEAK: {
    happened: 'The password is too short or too easy to guess.',
    next: 'Use 12 characters or more that you use nowhere else.',
  },
  DEPARTMENT_EXISTS: {
    happened: 'There is a department of this name already.',
    next: 'Choose another name, or reopen the closed one.',
  },
  DEPARTMENT_CLOSED: {
    happened: 'This department is closed.',
    next: 'Choose another one. Envelopes that it has go on.',
  },
  TEXT_PLACEHOLDER_UNKNOWN: {
    happened: 'The text holds something in braces that is no placeholder of this field.',
    next: 'Choose from the list of placeholders.',
  },
  TEXT_LINK_REFUSED: {
    happened: 'The text of a mail may hold no address of a page.',
    next: 'The only link in a mail is the service’s own. Name the page instead.',
  },
  SIGNING_LINK_IN_TEXT: {
    happened: 'This holds the address of a signature request.',
    next: 'Whoever knows it can sign. Remove it, and name the management number.',
  },
  INQUIRY_NOT_FOUND: { happened: 'There is no such inquiry.', next: 'Reload the page.' },
  INQUIRY_ANSWERED: {
    happened: 'This inquiry is marked as answered already.',
    next: 'Reload the page to see by whom.',
  },
  RESET_NOT_FOUND: { happened: 'There is no such request.', next: 'Reload the page.' },
  RESET_CLOSED: { happened: 'This request has expired or has ended.', next: 'Ask again if needed.' },
  DEADLINE_NOT_LATER: {
    happened: 'The new deadline is not later than the present one.',
    next: 'Choose a later date, today or after.',
  },
  EMAIL_UNCHANGED: {
    happened: 'The address has not changed.',
    next: 'Enter the right one; to send to the same address again, resend.',
  },
  LEDGER_EMPTY: { happened: 'No concluded contract fits.', next: 'Take fewer criteria.' },
  LEDGER_TOO_MANY: {
    happened: 'More than 1,000 contracts fit; that is too many for one download.',
    next: 'Shorten the period and download in several goes.',
  },
  PERIOD_INVALID: { happened: 'The period is not valid.', next: 'Give both dates, the later one last.' },
  CHECK_NOT_FOUND: { happened: 'There is no such check.', next: 'Reload the page.' },
  BATCH_NOT_FOUND: {
    happened: 'There is no such batch.',
    next: 'Open bulk sending again. Batches of colleagues are not shown.',
  },
  BATCH_INCOMPLETE: {
    happened: 'Not every row of the batch has been kept yet.',
    next: 'Choose the CSV and confirm again. Nothing was made.',
  },
  BATCH_FILES_DIFFER: {
    happened: 'The draft’s documents are not the files that were confirmed. It was not sent.',
    next: 'Open the draft, look at its documents and send it by itself.',
  },
  BATCH_FILE_CHANGED: {
    happened: 'The file is not what it was when you confirmed.',
    next: 'Choose that file, or make the row anew with another CSV.',
  },
  CASE_HAS_ENVELOPE: {
    happened: 'The case has an envelope that is under way or was concluded.',
    next: 'Look at the case, so that no contract is sent twice.',
  },
  TEMPLATE_NOT_FOUND: {
    happened: 'There is no such template, or it is not in use.',
    next: 'Choose another one, or none.',
  },
  TEMPLATE_NAME_TAKEN: {
    happened: 'There is a template of this name already.',
    next: 'Choose another name.',
  },
  TEMPLATES_FULL: {
    happened: 'There are 100 templates in use, which is the limit.',
    next: 'Stop using one first.',
  },
  TEMPLATE_DOCUMENTS_MISSING: {
    happened: 'Documents that the template needs are missing.',
    next: 'Add them; a document’s name must hold the template’s word.',
  },
  SEARCH_NAME_TAKEN: {
    happened: 'A search of this name is kept already.',
    next: 'Choose another name.',
  },
  SEARCHES_FULL: {
    happened: 'A list keeps 30 searches at most.',
    next: 'Delete one that is not used.',
  },
} as const satisfies Record<keyof typeof REFUSAL_STAFF_JA, RefusalText>;
