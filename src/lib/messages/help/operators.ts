import type { HelpTopic } from './topic.ts';

/** For the municipality's own network and mail administrators. */
export const OPERATORS_JA: HelpTopic = {
  id: 'operators',
  title: '情報システム担当の方へ',
  summary: 'メールの到達、LGWAN端末、許可するアドレス',
  sections: [
    {
      id: 'mail',
      title: 'メールを確実に届ける',
      paragraphs: [
        '送信に使うドメインのDNSに、次の3つを設定してください。設定がないと、事業者の側で迷惑メールになります。',
      ],
      items: [
        'SPF（RFC 7208）：送信する中継サーバーを、送信元ドメインのTXTレコードに書きます。',
        'DKIM（RFC 6376）：中継サーバーで署名し、公開鍵をDNSに書きます。',
        'DMARC（RFC 7489）：まず p=none で報告を受け取り、問題がないことを確かめてから p=quarantine 又は p=reject に上げます。',
        '宛先に届かなかったときの通知（DSN、RFC 3464）を受け取れるアドレスから送ります。',
      ],
    },
    {
      id: 'lgwan',
      title: 'LGWAN接続系の端末で使う',
      paragraphs: [],
      items: [
        'メール無害化の装置は、メールのボタンやリンクを取り除くことがあります。署名のお願いには、アドレスを文字でも書いています。職員へのお知らせは、ログイン後の画面でも確かめられます。',
        'URLを検査する装置がリンクを開いても、署名も開封も記録されません。',
        'ファイル無害化は、PDFを作り直して電子署名を壊します。締結した文書は、無害化を通さない経路で受け取るか、インターネット接続系で検証してください。',
        '必要な通信は、このサービスのアドレスへのHTTPSだけです。ほかのサイトへの通信はありません。',
      ],
    },
    {
      id: 'browser',
      title: '端末の設定',
      paragraphs: [],
      items: [
        'JavaScript、サービスワーカー、IndexedDB、WebAssemblyを使います。管理された端末でこれらを止めている場合は、このサービスのアドレスだけ許可してください。',
        '「文書の検証」は、一度開けば通信なしで使えます。端末の入替えの後は、一度通信のある場所で開いてください。',
      ],
    },
  ],
};

export const OPERATORS_EN: HelpTopic = {
  id: 'operators',
  title: 'For network and mail administrators',
  summary: 'Delivery of mail, LGWAN terminals, addresses to allow',
  sections: [
    {
      id: 'mail',
      title: 'Getting mail delivered',
      paragraphs: [
        'Set these three in the DNS of the sending domain; without them contractors’ systems take the mail for spam.',
      ],
      items: [
        'SPF (RFC 7208): name the sending relays in a TXT record.',
        'DKIM (RFC 6376): sign at the relay, publish the key in the DNS.',
        'DMARC (RFC 7489): begin with p=none, read the reports, then raise to p=quarantine or p=reject.',
        'Send from an address that receives notices of failed delivery (DSN, RFC 3464).',
      ],
    },
    {
      id: 'lgwan',
      title: 'Terminals on LGWAN',
      paragraphs: [],
      items: [
        'Mail sanitisers may remove buttons and links. The request says its address in plain text too, and staff find every notice after signing in.',
        'A scanner that opens a link neither signs nor marks anything as opened.',
        'File sanitisers rewrite PDFs and break their signatures. Take concluded documents by a way around them, or verify them on the internet side.',
        'The only traffic is HTTPS to this service’s address. There is none to other sites.',
      ],
    },
    {
      id: 'browser',
      title: 'Settings of the terminal',
      paragraphs: [],
      items: [
        'JavaScript, service workers, IndexedDB and WebAssembly are used. Where they are switched off, allow them for this service’s address.',
        'Verification works without a network after one visit; visit it once after replacing a terminal.',
      ],
    },
  ],
};
