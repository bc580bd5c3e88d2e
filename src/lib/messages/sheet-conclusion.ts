import type { ListedState, SheetComparison } from '../domain/sheet-listing.ts';
import type { Conclusion } from './conclusion.ts';

/** What is said of each document that an 電子契約締結証明書（一覧） lists. */
export const LISTED_JA: Readonly<Record<ListedState, string>> = {
  matched: '一覧と一致します',
  differs: 'IDは同じですが、内容が一覧と異なります',
  absent: '選んだファイルの中にありません',
};
export const LISTED_EN: typeof LISTED_JA = {
  matched: 'equals the list',
  differs: 'has the same ID, but its content differs from the list',
  absent: 'is not among the chosen files',
};

/** Words around them. */
export const SHEET_LISTING_JA = {
  title: '電子契約締結証明書（一覧）',
  sheetId: '一覧ID',
  envelope: '封筒名',
  concludedAt: '締結完了日時（記載）',
  documents: '一覧にある文書',
  open: '結果を見る',
  each: '有効かどうかは、それぞれのファイルの検証結果で確かめてください。',
} as const;
export type SheetListingWords = Readonly<Record<keyof typeof SHEET_LISTING_JA, string>>;
export const SHEET_LISTING_EN: SheetListingWords = {
  title: 'Certificate of conclusion (list)',
  sheetId: 'List ID',
  envelope: 'Envelope',
  concludedAt: 'Concluded at (as stated)',
  documents: 'Listed documents',
  open: 'See the result',
  each: 'Whether a file is valid is said by its own result.',
};

/**
 * The sentences for a list of an envelope's documents that was compared with files, the main one first. Only a sound
 * list all of whose documents are there by their bytes leads to `SHEET_WHOLE`.
 *
 * @param own - what `conclude` says of the list alone: where its seal is not good, nothing else counts.
 */
export function concludeSheet(
  own: readonly Conclusion[],
  { isSound, documents }: SheetComparison,
): readonly Conclusion[] {
  const count = (state: ListedState): number => documents.filter((one) => one.state === state).length;
  const isValid = own.some(({ code }) => code === 'CERTIFICATE_VALID');
  if (!isValid || count('absent') === documents.length) return own;
  const differing = count('differs');
  const absent = count('absent');
  const said: Conclusion[] = [];
  if (!isSound) said.push({ code: 'SHEET_UNSOUND', tone: 'caution', count: 0 });
  if (differing > 0) said.push({ code: 'SHEET_DIFFERS', tone: 'bad', count: differing });
  if (absent > 0) said.push({ code: 'SHEET_ABSENT', tone: 'caution', count: absent });
  if (said.length === 0) said.push({ code: 'SHEET_WHOLE', tone: 'good', count: documents.length });
  return said;
}
