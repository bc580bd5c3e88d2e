/**
 * Names of the development authority. Every one says 試験用, so that no certificate, report or print can pass
 * for a real one.
 */
export const TEST_ORGANIZATION = 'Shomei 試験用';

export const COMMON_NAMES = {
  root: 'Shomei 試験用 署名ルート認証局',
  issuing: 'Shomei 試験用 署名発行認証局',
  seal: 'Shomei 試験用 立会人署名（契約の証明には使えません）',
  ocsp: 'Shomei 試験用 OCSPレスポンダ',
  timestampRoot: 'Shomei 試験用 時刻認証ルート認証局',
  timestamp: 'Shomei 試験用 時刻認証局（契約の証明には使えません）',
} as const;

export const TRUST_LIST_NAME = '試験用トラストリスト（契約の証明には使えません）';

/** Under 2.999, the arc set aside for examples (ITU-T X.660 A.3.4): no real policy is claimed. */
export const TEST_POLICY = { seal: '2.999.1.1', timestamp: '2.999.1.2' } as const;
