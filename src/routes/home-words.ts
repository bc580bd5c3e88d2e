import { COMMON_EASY } from '$lib/messages/common-easy.ts';
import { COMMON_EN } from '$lib/messages/common-en.ts';
import { HOME_EASY } from '$lib/messages/home-easy.ts';
import { HOME_EN } from '$lib/messages/home-en.ts';

/** What the top page says in other languages; fetched when one is asked for. */
export const HOME_WORDS = {
  easy: { common: COMMON_EASY, home: HOME_EASY },
  en: { common: COMMON_EN, home: HOME_EN },
} as const;
