import { getContext, setContext } from 'svelte';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';

const KEY = Symbol('spoken');

/** What stands around every page, in the language that the page on it speaks. */
class Spoken {
  common = $state.raw<CommonWords>(COMMON_JA);
}

/** Provides it, in Japanese at first; call while the root layout initialises. */
export function provideSpoken(): Spoken {
  return setContext(KEY, new Spoken());
}

/** Says what the page on it speaks, for as long as the calling component lives; call while it initialises. */
export function speakAround(words: () => CommonWords): void {
  const spoken = getContext<Spoken>(KEY);
  $effect(() => {
    spoken.common = words();
    return () => void (spoken.common = COMMON_JA);
  });
}
