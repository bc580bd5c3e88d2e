/** Refusals of an upload in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_UPLOAD_JA = {
  UPLOAD_NOT_FOUND: {
    happened: 'アップロードの途中の記録が見つかりません。',
    next: 'ファイルを選び直してください。',
  },
  UPLOAD_NOT_PDF: {
    happened: 'PDFではないファイルです。',
    next: 'ワープロなどの文書は、PDFとして保存してから選んでください。',
  },
  UPLOAD_EMPTY: {
    happened: '中身が空のファイルです。',
    next: 'ファイルを開けることを確認してから、選び直してください。',
  },
  UPLOAD_ENCRYPTED: {
    happened: 'パスワードなどで保護されたPDFです。',
    next: '保護を外して保存したPDFを選んでください。',
  },
  UPLOAD_XFA: {
    happened: '入力フォーム（XFA形式）を含むPDFです。見る環境によって内容が変わるため、使えません。',
    next: '印刷の機能などで、フォームのないPDFとして保存してから選んでください。',
  },
  UPLOAD_JAVASCRIPT: {
    happened: 'プログラム（JavaScript）を含むPDFです。表示が変わるおそれがあるため、使えません。',
    next: '印刷の機能などで、新しいPDFとして保存してから選んでください。',
  },
  UPLOAD_ACTIVE_CONTENT: {
    happened: '別のファイルを開くなどの動作を含むPDFです。',
    next: '印刷の機能などで、新しいPDFとして保存してから選んでください。',
  },
  UPLOAD_SIGNED: {
    happened: 'すでに電子署名があるPDFです。',
    next: '署名する前のPDFを選んでください。',
  },
  UPLOAD_DRAFT_COPY: {
    happened: '「契約書案」の印が入ったPDFです。契約書案には署名できません。',
    next: '印の入っていない元の文書を選んでください。',
  },
  UPLOAD_STAMPED: {
    happened: 'すでに締結証明書IDが印字されたPDFです。',
    next: '印字される前の、もとのPDFを選んでください。',
  },
  UPLOAD_UNSEALABLE: {
    happened: '署名を重ねると、あとの検証に合格しない作りのPDFです。',
    next: '印刷の機能などで、新しいPDFとして保存してから選んでください。',
  },
  UPLOAD_TOO_LARGE: {
    happened: 'ファイルが大きすぎます。',
    next: '50MB以下にしてください。画像の解像度を下げるか、文書を分けると小さくなります。',
  },
  UPLOAD_TOO_MANY_PAGES: {
    happened: 'ページ数が多すぎます。',
    next: '2,000ページ以下に分けてください。',
  },
  UPLOAD_NO_PAGES: {
    happened: 'ページのないPDFです。',
    next: 'ファイルを開けることを確認してから、選び直してください。',
  },
  UPLOAD_TRUNCATED: {
    happened: '途中で切れているPDFです。',
    next: '元の場所からもう一度取り出して、選び直してください。',
  },
  UPLOAD_UNREADABLE: {
    happened: '壊れているため、読み取れないPDFです。',
    next: '作成したソフトで、もう一度PDFとして保存してから選んでください。',
  },
  UPLOAD_DAMAGED_TOO_LARGE: {
    happened: '壊れた箇所のあるPDFで、自動で直すには大きすぎます。',
    next: '作成したソフトで、もう一度PDFとして保存してから選んでください。',
  },
  UPLOAD_BOMB: {
    happened: '開くと極端に大きくなる、異常なPDFです。',
    next: '作成したソフトで、もう一度PDFとして保存してから選んでください。',
  },
  UPLOAD_PART_MISMATCH: {
    happened: '送る途中で、ファイルの一部が変わりました。',
    next: 'もう一度お試しください。続くときは、ファイルを選び直してください。',
  },
  UPLOAD_PART_OUT_OF_RANGE: {
    happened: '送られたファイルの部分が、範囲の外です。',
    next: 'ファイルを選び直してください。',
  },
  UPLOAD_INCOMPLETE: {
    happened: 'ファイルが、まだすべて届いていません。',
    next: '接続を確認して、もう一度お試しください。届いた部分は残っています。',
  },
  UPLOAD_HASH_MISMATCH: {
    happened: '届いたファイルが、選んだファイルと一致しません。',
    next: 'ファイルを選び直してください。',
  },
} as const;

/** Refusals of an upload in English; part of `REFUSAL_EN`. */
export const REFUSAL_UPLOAD_EN = {
  UPLOAD_NOT_FOUND: { happened: 'The unfinished upload was not found.', next: 'Choose the file again.' },
  UPLOAD_NOT_PDF: { happened: 'The file is not a PDF.', next: 'Save the document as PDF and choose that.' },
  UPLOAD_EMPTY: { happened: 'The file is empty.', next: 'Check that it opens, then choose it again.' },
  UPLOAD_ENCRYPTED: {
    happened: 'The PDF is protected.',
    next: 'Save it without protection and choose that.',
  },
  UPLOAD_XFA: {
    happened: 'The PDF holds an XFA form, whose content depends on the viewer.',
    next: 'Print it to a PDF without a form and choose that.',
  },
  UPLOAD_JAVASCRIPT: {
    happened: 'The PDF holds JavaScript, which could change what is shown.',
    next: 'Print it to a new PDF and choose that.',
  },
  UPLOAD_ACTIVE_CONTENT: {
    happened: 'The PDF holds actions, such as opening other files.',
    next: 'Print it to a new PDF and choose that.',
  },
  UPLOAD_SIGNED: {
    happened: 'The PDF is already signed.',
    next: 'Choose the PDF from before the signature.',
  },
  UPLOAD_DRAFT_COPY: {
    happened: 'The PDF is marked as a draft (契約書案), and a draft is never signed.',
    next: 'Choose the original document without the mark.',
  },
  UPLOAD_STAMPED: {
    happened: 'The PDF already bears a certificate ID.',
    next: 'Choose the original PDF without it.',
  },
  UPLOAD_UNSEALABLE: {
    happened: 'The PDF is built so that a second signature would spoil the first.',
    next: 'Print it to a new PDF and choose that.',
  },
  UPLOAD_TOO_LARGE: {
    happened: 'The file is too large.',
    next: 'Keep it within 50 MB: lower the resolution of pictures, or split the document.',
  },
  UPLOAD_TOO_MANY_PAGES: { happened: 'The PDF has too many pages.', next: 'Split it: at most 2,000 pages.' },
  UPLOAD_NO_PAGES: { happened: 'The PDF has no pages.', next: 'Check that it opens, then choose it again.' },
  UPLOAD_TRUNCATED: { happened: 'The PDF is cut off.', next: 'Fetch it again from where it came.' },
  UPLOAD_UNREADABLE: {
    happened: 'The PDF is damaged beyond reading.',
    next: 'Save it as PDF again from the program that made it.',
  },
  UPLOAD_DAMAGED_TOO_LARGE: {
    happened: 'The PDF is damaged and too large to be repaired.',
    next: 'Save it as PDF again from the program that made it.',
  },
  UPLOAD_BOMB: {
    happened: 'The PDF grows abnormally when it is opened.',
    next: 'Save it as PDF again from the program that made it.',
  },
  UPLOAD_PART_MISMATCH: {
    happened: 'A part of the file changed on its way.',
    next: 'Try again, or choose the file again.',
  },
  UPLOAD_PART_OUT_OF_RANGE: { happened: 'A part lies outside the file.', next: 'Choose the file again.' },
  UPLOAD_INCOMPLETE: {
    happened: 'The file has not arrived completely.',
    next: 'Check the connection and try again; what arrived is kept.',
  },
  UPLOAD_HASH_MISMATCH: {
    happened: 'What arrived is not the file you chose.',
    next: 'Choose the file again.',
  },
} as const;
