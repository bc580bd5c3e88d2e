/** What a screen says until the rest of its code and texts have arrived. */
export const LOADING_JA = '読み込んでいます';
export const LOADING_EN = 'Loading';
