/** Ends every report, export and print. */
export const CLOSING_SENTENCE_JA =
  '電子署名・タイムスタンプの技術的な検証結果です。契約の法的効力、署名権限、記載内容の正しさを証明するものではありません。';
export const CLOSING_SENTENCE_EN =
  'This is the technical result of checking electronic signatures and time-stamps. It does not prove the legal effect of the contract, the authority to sign, or that its content is right.';
