import type { Report } from '../core/verify/report.ts';

/** What every report says of the list of trusted issuers that it rests on. */
export const TRUST_LIST_JA = {
  unsigned: '信頼する発行元の一覧に、発行者の署名がありません',
  'wrong-signature':
    '信頼する発行元の一覧の署名が、一覧の内容と一致しません（差し替えられたか、途中で壊れたおそれがあります）',
  'unknown-publisher': '信頼する発行元の一覧に署名した発行者を確認できません',
  signed: '発行者の署名を確認しました',
  added: (count: number): string => `この検証のために手で加えた発行元を使っています（${String(count)}件）`,
  replaced: '公開されている一覧の代わりに、この検証のために読み込んだ一覧を使っています',
  none: '信頼する発行元の一覧がありません。発行元は確認できません',
};
export type TrustListTexts = typeof TRUST_LIST_JA;
export const TRUST_LIST_EN: TrustListTexts = {
  unsigned: 'The list of trusted issuers has no signature of its publisher',
  'wrong-signature':
    'The signature of the list of trusted issuers does not fit its content (replaced or damaged)',
  'unknown-publisher': 'The publisher who signed the list of trusted issuers cannot be confirmed',
  signed: 'Signed by its publisher',
  added: (count) => `Issuers added by hand for this verification are in use (${String(count)})`,
  replaced: 'A list loaded for this verification stands in for the published one',
  none: 'There is no list of trusted issuers: issuers cannot be confirmed',
};

/** What a reader must know of the trust list before believing a report; empty for a published, signed list. */
export function trustNotes(trust: Report['trust'], texts = TRUST_LIST_JA): readonly string[] {
  if (trust.name === '' && trust.added === 0) return [texts.none];
  return [
    ...(trust.signature === 'signed' ? [] : [texts[trust.signature]]),
    ...(trust.replaced ? [texts.replaced] : []),
    ...(trust.added > 0 ? [texts.added(trust.added)] : []),
  ];
}
