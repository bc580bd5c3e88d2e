/** Refusals around rules, cases and applications in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_APPLICATION_JA = {
  MUNICIPALITY_NOT_FOUND: {
    happened: 'この自治体の画面が見つかりません。',
    next: 'URLを確かめるか、自治体の一覧から選び直してください。',
  },
  RULES_NOT_FOUND: {
    happened: 'この公告・通知日に使える電子契約の規則がありません。',
    next: '公告・通知日を確かめてください。規則は、管理者が「規則」の画面で追加できます。',
  },
  RULES_INVALID: {
    happened: '規則の内容に、正しくないところがあります。',
    next: '印の付いた項目を直して、もう一度公開してください。',
  },
  CASE_NOT_FOUND: {
    happened: 'この案件番号の案件が見つかりません。',
    next: '公告や通知に書かれた案件番号を、そのまま入力してください。見つからないときは、担当課へお問い合わせください。',
  },
  CASE_NUMBER_TAKEN: {
    happened: 'この案件番号は、すでに登録されています。',
    next: '案件の一覧から開くか、別の案件番号にしてください。',
  },
  CASE_IN_USE: {
    happened: 'この案件の封筒をすでに送信しているため、案件の内容は変えられません。',
    next: '内容を変えるときは、封筒を取り下げて、新しい案件を登録してください。',
  },
  CASE_ON_PAPER: {
    happened: 'この案件は、紙の契約書で進めることになっています。',
    next: '電子契約に戻すことはできません。担当課の案内に沿って、紙で手続きしてください。',
  },
  VENTURE_NOT_ALLOWED: {
    happened: 'この公告・通知日の規則では、共同企業体（JV）の契約を扱いません。',
    next: '公告・通知日を確かめてください。扱うときは、管理者が「規則」の画面で設定します。',
  },
  VENTURE_IN_USE: {
    happened: '受理した申請、又は作成した封筒があるため、共同企業体の構成は変えられません。',
    next: '封筒の下書きは、取り下げてから変えてください。受理した構成員を変えるときは、新しい案件を登録してください。',
  },
  VENTURE_DRAFT: {
    happened: '共同企業体の案件で作成した封筒は、案件や署名者を変えられません。',
    next: '別の案件の封筒にするときは、この封筒を取り下げて、新しく作成してください。',
  },
  MEMBER_ADDRESS_TAKEN: {
    happened: 'このメールアドレスは、同じ共同企業体のほかの構成員の申請に使われています。',
    next: '構成員ごとに、別のメールアドレスで申請してください。',
  },
  APPLICATION_NOT_FOUND: {
    happened: 'この申請が見つかりません。',
    next: '案件の画面を読み込み直してください。',
  },
  APPLICATION_FORM_CLOSED: {
    happened: 'この案件は、この画面からの申請を受け付けていません。',
    next: '自治体が案内している方法で申請してください。',
  },
  APPLICATION_ACCEPTED_ALREADY: {
    happened: 'この案件の申請は、すでに受理されています。',
    next: '内容を変えたいときは、担当課へお問い合わせください。',
  },
  APPLICATION_DECIDED: {
    happened: 'この申請の審査は、すでに終わっています。',
    next: '案件の画面を読み込み直して、結果を確かめてください。',
  },
  MOBILE_MISSING: {
    happened: '確認コードを送る携帯電話番号が登録されていません。署名はされていません。',
    next: '担当課に連絡し、携帯電話番号を登録してもらってください。',
  },
  SMS_NOT_CONFIGURED: {
    happened: 'このサービスには、SMSを送る設定がありません。規則は公開されていません。',
    next: 'ほかの認証の方法を選ぶか、サービスの運営者にSMSの設定を依頼してください。',
  },
  APPLICATION_LINK_UNKNOWN: {
    happened: 'この申請のリンクを確認できません。',
    next: 'メールのリンクを、もう一度そのまま開いてください。開けないときは、はじめから申請できます。',
  },
  APPLICATION_LINK_CLOSED: {
    happened: 'この申請のリンクは、使えなくなりました。',
    next: '直した申請を受け付けたか、30日が過ぎています。まだ申請していないときは、はじめから申請してください。',
  },
  SIGNER_ADDRESS_REPLACED: {
    happened: 'この署名依頼が届いたメールアドレスは、新しい利用申請のものに変わりました。',
    next: '新しいメールアドレスに届く署名依頼から署名してください。お心当たりのない変更のときは、担当課へご連絡ください。',
  },
  EMAIL_NOT_CONFIRMED: {
    happened: 'メールアドレスの確認が済んでいないか、確認してから24時間が過ぎました。',
    next: 'もう一度、確認コードを受け取って入力してください。入力した内容は残っています。',
  },
  CODE_WRONG: {
    happened: '確認コードが違います。',
    next: '最後に届いた6桁の数字を入力してください。',
  },
  CODE_LOCKED: {
    happened: '確認コードを続けて間違えたため、このコードは使えなくなりました。',
    next: '新しい確認コードを送り直してください。',
  },
  CODE_EXPIRED: {
    happened: '確認コードの有効時間（15分）が過ぎたか、すでに使われています。',
    next: '新しい確認コードを送り直してください。',
  },
  DECLARATION_MISSING: {
    happened: '利用規約への同意、又は権限の申告がありません。',
    next: '内容を読み、チェックを付けてください。',
  },
  ACCEPTANCE_MISSING: {
    happened: '電子契約で契約することの承諾がありません。',
    next: '承諾の内容を読み、すべてにチェックを付けてください。',
  },
  ACCEPTANCE_TEXT_CHANGED: {
    happened: '承諾の文面が新しくなりました。',
    next: 'もう一度内容を読んで、承諾してください。',
  },
  ATTACHMENT_NOT_FOUND: {
    happened: 'この添付書類が見つかりません。',
    next: '添付書類を選び直してください。',
  },
  ATTACHMENT_NOT_WANTED: {
    happened: 'この案件では必要のない書類です。',
    next: '案件番号を確かめて、求められている書類だけを添付してください。',
  },
  ATTACHMENT_MISSING: {
    happened: '必要な添付書類がそろっていません。',
    next: '足りない書類を添付してから、もう一度送信してください。',
  },
  ATTACHMENTS_TOO_MANY: {
    happened: '添付書類が多すぎます（20件まで）。',
    next: '使わない書類を除いてください。',
  },
  PICTURE_UNREADABLE: {
    happened: 'この写真は、お使いのブラウザーでは読み取れない形式です。',
    next: 'カメラの設定を「互換性優先」（JPEG）にして撮り直すか、JPEG又はPDFで選んでください。',
  },
  IMPORT_FAULTY: {
    happened: '読み込めない行があるため、1件も登録していません。',
    next: '下の一覧の行を直して、もう一度読み込んでください。',
  },
} as const;

/** The same in English. */
export const REFUSAL_APPLICATION_EN = {
  MUNICIPALITY_NOT_FOUND: {
    happened: 'There is no such municipality here.',
    next: 'Check the address, or choose from the list of municipalities.',
  },
  RULES_NOT_FOUND: {
    happened: 'No rules of electronic contracting hold for this date of notice.',
    next: 'Check the date of notice. An administrator can add rules.',
  },
  RULES_INVALID: {
    happened: 'Something in the rules is not right.',
    next: 'Correct the marked item and publish again.',
  },
  CASE_NOT_FOUND: {
    happened: 'There is no case of this number.',
    next: 'Enter the case number exactly as printed in the notice, or ask the office in charge.',
  },
  CASE_NUMBER_TAKEN: {
    happened: 'This case number is registered already.',
    next: 'Open it from the list, or choose another number.',
  },
  CASE_IN_USE: {
    happened: 'An envelope of this case has been sent, so the case cannot be changed.',
    next: 'To change it, withdraw the envelope and register a new case.',
  },
  CASE_ON_PAPER: {
    happened: 'This case goes on with a contract on paper.',
    next: 'It cannot return to electronic contracting. Please follow the office in charge.',
  },
  VENTURE_NOT_ALLOWED: {
    happened: 'The rules of this notice date do not cover contracts with joint ventures.',
    next: 'Check the notice date. An administrator can allow them under “Rules”.',
  },
  VENTURE_IN_USE: {
    happened: 'The joint venture cannot change: an application is accepted, or an envelope was made.',
    next: 'Withdraw the draft first. To change a member whose application is accepted, register a new case.',
  },
  VENTURE_DRAFT: {
    happened: 'An envelope of a joint venture keeps its case and its signers.',
    next: 'To use another case, withdraw this envelope and make a new one.',
  },
  MEMBER_ADDRESS_TAKEN: {
    happened: 'Another member of this joint venture applied with this e-mail address.',
    next: 'Each member applies with an address of its own.',
  },
  APPLICATION_NOT_FOUND: {
    happened: 'There is no such application.',
    next: 'Reload the page of the case.',
  },
  APPLICATION_FORM_CLOSED: {
    happened: 'Applications for this case are not taken here.',
    next: 'Apply in the way that the municipality has announced.',
  },
  APPLICATION_ACCEPTED_ALREADY: {
    happened: 'An application for this case has been accepted already.',
    next: 'To change something, ask the office in charge.',
  },
  APPLICATION_DECIDED: {
    happened: 'This application has been decided on already.',
    next: 'Reload the page of the case to see the outcome.',
  },
  MOBILE_MISSING: {
    happened: 'There is no mobile number that the code could go to. Nothing was signed.',
    next: 'Call the office in charge and have your mobile number registered.',
  },
  SMS_NOT_CONFIGURED: {
    happened: 'This service is not set up to send SMS. The rules were not published.',
    next: 'Choose another way, or ask whoever runs the service to set SMS up.',
  },
  APPLICATION_LINK_UNKNOWN: {
    happened: 'This link to an application is not known.',
    next: 'Open the link in the mail once more, unchanged. If that does not help, you can apply from the beginning.',
  },
  APPLICATION_LINK_CLOSED: {
    happened: 'This link to an application is no longer good.',
    next: 'Either the corrected application has arrived, or 30 days are over. If you have not applied yet, apply from the beginning.',
  },
  SIGNER_ADDRESS_REPLACED: {
    happened: 'The mail address of this request has been replaced by that of a new application.',
    next: 'Sign by the request that goes to the new address. If you know of no change, contact the office in charge.',
  },
  EMAIL_NOT_CONFIRMED: {
    happened: 'The mail address is not confirmed, or was confirmed more than 24 hours ago.',
    next: 'Ask for a new code and enter it. What you typed is kept.',
  },
  CODE_WRONG: {
    happened: 'The code is wrong.',
    next: 'Enter the six digits that arrived last.',
  },
  CODE_LOCKED: {
    happened: 'The code was entered wrongly too often and is no longer good.',
    next: 'Ask for a new code.',
  },
  CODE_EXPIRED: {
    happened: 'The code has expired (15 minutes) or was used already.',
    next: 'Ask for a new code.',
  },
  DECLARATION_MISSING: {
    happened: 'The terms were not agreed to, or the declaration is missing.',
    next: 'Read them and tick the boxes.',
  },
  ACCEPTANCE_MISSING: {
    happened: 'The electronic method has not been accepted.',
    next: 'Read what is accepted and tick every box.',
  },
  ACCEPTANCE_TEXT_CHANGED: {
    happened: 'The wording of the acceptance has changed.',
    next: 'Read it again and accept it.',
  },
  ATTACHMENT_NOT_FOUND: { happened: 'There is no such attachment.', next: 'Choose the file again.' },
  ATTACHMENT_NOT_WANTED: {
    happened: 'This case does not ask for this paper.',
    next: 'Check the case number and attach only what is asked for.',
  },
  ATTACHMENT_MISSING: {
    happened: 'A paper that is needed is missing.',
    next: 'Attach what is missing and send again.',
  },
  ATTACHMENTS_TOO_MANY: {
    happened: 'There are too many attachments (at most 20).',
    next: 'Take out what is not needed.',
  },
  PICTURE_UNREADABLE: {
    happened: 'Your browser cannot read pictures of this format.',
    next: 'Set the camera to JPEG ("most compatible") and take it again, or choose a JPEG or a PDF.',
  },
  IMPORT_FAULTY: {
    happened: 'Some rows cannot be read, so nothing was entered.',
    next: 'Correct the rows listed below and read the file again.',
  },
} as const;
