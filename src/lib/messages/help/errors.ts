import { REFUSAL_EN, REFUSAL_JA, type RefusalText } from '../refusal.ts';
import { REFUSAL_PIPELINE_JA } from '../refusal-pipeline.ts';
import type { HelpSection, HelpTopic } from './topic.ts';

type Group = 'sending' | 'signing' | 'service' | 'other';

/** When a refusal is met; a code of no known family stands under `other`, so that none is left out. */
function groupOf(code: string): Group {
  if (Object.hasOwn(REFUSAL_PIPELINE_JA, code)) return 'service';
  if (/^(UPLOAD|DOCUMENT|ENVELOPE|DEPARTMENT|SIGNER|FIELD|REASON|STORAGE)_/.test(code)) return 'sending';
  if (/^(LINK|PARTY|NOT_YOUR|ALREADY|CHECKLIST|DOWNLOAD|OPERATOR)_/.test(code)) return 'signing';
  return 'other';
}

/** One table a group: what happened, what to do, and the code to name when asking. */
function catalogue(
  texts: Readonly<Record<string, RefusalText>>,
  titles: Readonly<Record<Group, string>>,
  columns: readonly string[],
): readonly HelpSection[] {
  return (Object.keys(titles) as Group[]).map((group) => ({
    id: group,
    title: titles[group],
    paragraphs: [],
    table: {
      columns,
      rows: Object.entries(texts)
        .filter(([code]) => groupOf(code) === group)
        .map(([code, { happened, next }]) => [happened, next, code]),
    },
  }));
}

/** The error catalogue (M74): every refusal that the service can answer with. */
export const ERRORS_JA: HelpTopic = {
  id: 'errors',
  title: 'エラー・トラブル',
  summary: '表示された文から、次にすることを探す',
  sections: catalogue(
    REFUSAL_JA,
    {
      signing: '署名・ダウンロードのときのエラー',
      sending: '送信・登録のときのエラー',
      other: 'ログインとそのほかのエラー',
      service: 'サービスの側で続けている処理',
    },
    ['表示', '次にすること', '記号'],
  ),
};

export const ERRORS_EN: HelpTopic = {
  id: 'errors',
  title: 'Errors and trouble',
  summary: 'Find what to do next from what was shown',
  sections: catalogue(
    REFUSAL_EN,
    {
      signing: 'When signing or downloading',
      sending: 'When sending or registering',
      other: 'Signing in, and others',
      service: 'Work that goes on inside the service',
    },
    ['Shown', 'What to do', 'Code'],
  ),
};
