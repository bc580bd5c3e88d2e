import type { IconName } from '../../ui/icon-paths.ts';

/** How a conclusion's tone looks; the sentence beside it says the same. */
export const VERDICT_LOOK = {
  good: { icon: 'success', box: 'border-green-800 bg-green-50 text-green-900', text: 'text-green-900' },
  caution: {
    icon: 'warning',
    box: 'border-yellow-900 bg-yellow-50 text-yellow-1100',
    text: 'text-yellow-1100',
  },
  bad: { icon: 'error', box: 'border-red-900 bg-red-50 text-red-900', text: 'text-red-900' },
  pending: { icon: 'clock', box: '', text: 'text-solid-gray-700' },
} as const satisfies Record<string, { icon: IconName; box: string; text: string }>;
