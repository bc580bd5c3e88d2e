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

/** What the root layout provided; the frame of a page says there what the page speaks. */
export function useSpoken(): Spoken {
  return getContext<Spoken>(KEY);
}
