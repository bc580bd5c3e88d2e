import type { Language } from '$lib/data/preferences.ts';
import type { RefusalCode } from '$lib/domain/refusal.ts';
import type { RefusalText } from '$lib/messages/refusal.ts';
import { SHELF_JA, type ShelfWords } from '$lib/messages/shelf.ts';

/** The words of the shelf in a language. */
export async function loadShelfWords(language: Language): Promise<ShelfWords> {
  switch (language) {
    case 'ja':
      return SHELF_JA;
    case 'easy':
      return (await import('$lib/messages/shelf-easy.ts')).SHELF_EASY;
    case 'en':
      return (await import('$lib/messages/shelf-en.ts')).SHELF_EN;
  }
}

/** What a refusal says on the shelf: its own words where it has some, else everybody's. */
export async function shelfRefusal(
  code: RefusalCode,
  words: ShelfWords,
  language: Language,
): Promise<RefusalText> {
  const own = words.refused[code];
  if (own !== undefined) return own;
  const { REFUSAL_EN, REFUSAL_JA } = await import('$lib/messages/refusal.ts');
  return (language === 'en' ? REFUSAL_EN : REFUSAL_JA)[code];
}

/** Octets in words, such as `1.2 MB`. */
export function sizeText(bytes: number): string {
  const mega = bytes / (1024 * 1024);
  if (mega >= 1024) return `${(mega / 1024).toFixed(1)} GB`;
  return mega >= 0.95
    ? `${mega.toFixed(mega < 10 ? 1 : 0)} MB`
    : `${String(Math.max(1, Math.round(bytes / 1024)))} KB`;
}
