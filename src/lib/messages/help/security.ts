import type { HelpTopic } from './topic.ts';

/** セキュリティガイド (M77): only what this software does; certificates of organisations are never claimed (M69). */
export const SECURITY_JA: HelpTopic = {
  id: 'security',
  title: 'セキュリティガイド',
  summary: '契約を守る仕組みと、利用する方にお願いすること',
  sections: [
    {
      id: 'contract',
      title: '契約書の内容を守る',
      paragraphs: [],
      items: [
        '同意の画面に表示した文書のSHA-256を計算し、そのとおりの文書にだけ電子署名を付けます。1ビットでも違う文書には署名されません。',
        '署名鍵の操作は、当事者の同意と文書のひと組につき1回です。職員も運用者も、同意なしに署名を付けることはできません。',
        '電子署名には、時刻認証局のタイムスタンプを付けます。サーバーの時計で代わりにすることはありません。',
        '締結した文書は、検証に必要な情報と文書タイムスタンプを含む形式（PAdES B-LTA）で保存し、期限の前にタイムスタンプを更新します。',
      ],
    },
    {
      id: 'storage',
      title: '保存と通信を守る',
      paragraphs: [],
      items: [
        '保存するファイルは、1つずつ別の鍵で暗号化します。1つの鍵で、ほかのファイルは開けません。',
        '通信は暗号化（TLS）します。画面は、このサービス以外のどこにも通信しません。',
        '署名鍵は、専用の装置又は署名サービスの中に置き、取り出せない設定で使うことができます。',
        '自治体ごと、部署ごとに見える範囲をデータベースが制限します。ほかの自治体の契約は、検索にも出ません。',
      ],
    },
    {
      id: 'people',
      title: '使う人を確かめる',
      paragraphs: [],
      items: [
        '職員のログインには、パスワードと認証アプリの6桁の数字が必要です。署名の前には、もう一度入力します。',
        '署名のリンクは推測できない長い文字列で、期限があり、送り直すと前のリンクは使えなくなります。',
        '自治体の規則により、署名の最後にアクセスコードを求めます。コードは職員が電話・窓口・書面で伝え、メールには書きません。5回間違えると使えなくなります。同じメールアドレスに送る確認コードは「メール認証（再確認）」と記録し、二要素認証とは呼びません。',
        'だれが、いつ、どこから、何を見て、何をしたかを操作ログに残します。操作ログは書き換えられず、毎日タイムスタンプを付けます。',
      ],
    },
    {
      id: 'verification',
      title: 'あとから確かめる',
      paragraphs: [
        '「文書の検証」は、選んだファイルをどこにも送らずに、その端末の中で調べます。サービスがなくなっても、保存したPDFと電子契約締結証明書で確かめられます。',
      ],
    },
    {
      id: 'requests',
      title: '利用する方へのお願い',
      paragraphs: [],
      items: [
        '署名のお願いのメールは、ほかの人に転送しないでください。社内で確認するときは、署名前の文書のダウンロードか、閲覧用のリンクを使ってください。',
        '差出人のアドレスと、リンクの先のアドレスを確かめてください。心当たりのないメールは開かず、担当課に連絡してください。',
        '端末とブラウザーを最新の状態にして、画面のロックを設定してください。',
      ],
    },
    {
      id: 'claims',
      title: '表示しないもの',
      paragraphs: [
        'このソフトウェアは、ISMAP、ISO/IEC 27001、SOC 2、WebTrust などの認証を受けたことを意味しません。運用する組織が認証を受けている場合は、その組織の案内を見てください。',
      ],
    },
  ],
};

export const SECURITY_EN: HelpTopic = {
  id: 'security',
  title: 'Security guide',
  summary: 'How contracts are protected, and what we ask of you',
  sections: [
    {
      id: 'contract',
      title: 'What the contract says',
      paragraphs: [],
      items: [
        'The SHA-256 of the document shown at the consent is computed, and only that document is signed. A file that differs by one bit is not.',
        'One consent to one document means one operation of the signing key. Neither staff nor operators can sign without a consent.',
        'Each signature bears a time-stamp of a time-stamp authority. The server’s clock never stands in.',
        'Concluded documents carry what is needed to verify them and a document time-stamp (PAdES B-LTA), which is renewed before it ends.',
      ],
    },
    {
      id: 'storage',
      title: 'Storage and transport',
      paragraphs: [],
      items: [
        'Every stored file is encrypted with a key of its own; that key opens no other file.',
        'Transport is encrypted (TLS). The pages talk to nobody but this service.',
        'The signing key can stay in a device or a signing service from which it cannot be taken.',
        'The database limits what is seen by municipality and department. Another municipality’s contracts do not even show in a search.',
      ],
    },
    {
      id: 'people',
      title: 'Who acts',
      paragraphs: [],
      items: [
        'Staff sign in with a password and a six-digit code, which is asked for again before signing.',
        'A link is long, cannot be guessed, ends, and is replaced when it is sent again.',
        'Where the rules of the municipality say so, an access code is asked for at the end. Staff hand it over by telephone, in person or on paper, never by mail; five wrong attempts lock it. A code mailed to the same address is recorded as confirming that address once more, never as a second factor.',
        'The operation log keeps who saw and did what, when and from where. It cannot be rewritten, and is time-stamped daily.',
      ],
    },
    {
      id: 'verification',
      title: 'Checking later',
      paragraphs: [
        'Verification examines the files on your device and sends them nowhere. It works with the PDF and the certificate of conclusion even when the service is gone.',
      ],
    },
    {
      id: 'requests',
      title: 'What we ask of you',
      paragraphs: [],
      items: [
        'Do not forward the request to sign. To consult colleagues, use the copy before signing or the read-only link.',
        'Check the sender’s address and where the link leads. Do not open a mail that you did not expect; tell the department.',
        'Keep device and browser up to date, and the screen locked.',
      ],
    },
    {
      id: 'claims',
      title: 'What is not claimed',
      paragraphs: [
        'This software does not mean that ISMAP, ISO/IEC 27001, SOC 2 or WebTrust was obtained. Where the operating organisation holds one, it says so itself.',
      ],
    },
  ],
};
