import { REFUSAL_EASY } from '../refusal-easy.ts';
import type { HelpTopic } from './topic.ts';

/** What contractors are refused, in やさしい日本語 (M74). */
export const ERRORS_EASY: HelpTopic = {
  id: 'errors',
  title: '「できません」と 出たとき',
  summary: '出た ことばから、つぎに することを さがします',
  sections: [
    {
      id: 'contractor',
      title: '「できません」と 出たとき',
      paragraphs: ['市に 聞くときは、右の 記号（きごう）も 言ってください。'],
      table: {
        columns: ['出た ことば', 'つぎに すること', '記号'],
        rows: Object.entries(REFUSAL_EASY).map(([code, { happened, next }]) => [happened, next, code]),
      },
    },
  ],
};
