import type { RefusalText } from './refusal.ts';

/** Refusals of what members of staff and administrators do with each other. */
export const REFUSAL_STAFF_JA = {
  SAME_PERSON: {
    happened: '起案に関わった方は、同じ封筒の承認や署名ができません。',
    next: '承認・署名の役割がある、別の職員に依頼してください。',
  },
  APPROVAL_REQUIRED: {
    happened: 'この自治体では、送信の前に承認（決裁）が必要です。',
    next: '「承認を依頼する」を押してください。承認されると送信されます。',
  },
  MUNICIPALITY_NOT_FOUND: {
    happened: '自治体が見つかりません。',
    next: 'ページを読み込み直してください。',
  },
} as const satisfies Record<string, RefusalText>;

export const REFUSAL_STAFF_EN = {
  SAME_PERSON: {
    happened: 'Who had a hand in the draft neither approves nor signs it.',
    next: 'Ask a colleague who has the role.',
  },
  APPROVAL_REQUIRED: {
    happened: 'This municipality sends nothing without an approval.',
    next: 'Ask for the approval; once approved, it is sent.',
  },
  MUNICIPALITY_NOT_FOUND: { happened: 'There is no such municipality.', next: 'Reload the page.' },
} as const satisfies Record<keyof typeof REFUSAL_STAFF_JA, RefusalText>;
