/** What a screen says until the rest of its code and texts have arrived. */
export const LOADING_JA = '読み込んでいます';
export const LOADING_EN = 'Loading';

/** What it says where they do not arrive: by itself, since nothing else can be fetched then. */
export const NOT_LOADED = {
  ja: {
    title: '画面を読み込めませんでした',
    text: '電波の届く場所で、もう一度読み込んでください。',
    again: 'もう一度読み込む',
  },
  easy: {
    title: '画面を 読むことが できませんでした',
    text: '電波（でんぱ）が いいところで、もういちど 読んでください。',
    again: 'もういちど 読む',
  },
  en: {
    title: 'The screen could not be loaded',
    text: 'Load it again where you have a good connection.',
    again: 'Load again',
  },
} as const;
