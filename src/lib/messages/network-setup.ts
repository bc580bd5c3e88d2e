/** The page that makes a phone or tablet on the same network trust the development stack. */
export const NETWORK_SETUP_JA = {
  title: 'この端末で試すための準備（試験用）',
  lead: '同じネットワークのスマートフォンやタブレットから試すには、この端末に試験用の証明書を一度だけ入れます。',
  warning:
    'この証明書は、このパソコンのローカルネットワーク上のアドレスだけに使えます。試し終わったら、端末の設定から削除してください。',
  step1: '1. 証明書を入れる',
  download: '試験用の証明書をダウンロード',
  fingerprint: '証明書の拇印（SHA-256）',
  ios: 'iPhone・iPad：「設定」→「プロファイルがダウンロードされました」でインストールし、「一般」→「情報」→「証明書信頼設定」で有効にします。',
  android:
    'Android：「設定」→「セキュリティ」→「証明書のインストール」→「CA 証明書」で、ダウンロードしたファイルを選びます。',
  pc: 'パソコン：ブラウザーの証明書の設定から、「信頼されたルート証明機関」に読み込みます。',
  step2: '2. アプリを開く',
  open: 'アプリを開く',
} as const;

/** The same in English. */
export const NETWORK_SETUP_EN = {
  title: 'Prepare this device for trying (test only)',
  lead: 'To try from a phone or tablet on the same network, install the test certificate on this device once.',
  warning:
    "The certificate is good for this computer's addresses on the local network alone. Remove it from the device's settings when you are done.",
  step1: '1. Install the certificate',
  download: 'Download the test certificate',
  fingerprint: 'Fingerprint (SHA-256)',
  ios: 'iPhone, iPad: install it under Settings → Profile Downloaded, then switch it on under General → About → Certificate Trust Settings.',
  android:
    'Android: Settings → Security → Install a certificate → CA certificate, then choose the downloaded file.',
  pc: "Computer: import it into the browser's trusted root authorities.",
  step2: '2. Open the app',
  open: 'Open the app',
} as const satisfies Record<keyof typeof NETWORK_SETUP_JA, string>;
