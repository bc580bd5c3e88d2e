import type { SigningView } from '$lib/domain/signing-view.ts';

/** What the holder of a link is shown; one thing at a time. */
export type SigningScreen = 'landing' | 'waiting' | 'reading' | 'status' | 'concluded' | 'closed';

/**
 * Answers which screen an envelope calls for.
 *
 * @param view - as the server tells it.
 * @param reading - whether this tab has gone on from the landing screen.
 */
export function screenOf(
  view: Pick<SigningView, 'status' | 'partyStatus' | 'turn' | 'openedAt'>,
  reading: boolean,
): SigningScreen {
  switch (view.status) {
    case 'concluded':
      return 'concluded';
    case 'declined':
    case 'withdrawn':
    case 'expired':
    case 'switched_to_paper':
      return 'closed';
    default:
      if (view.partyStatus !== 'waiting') return 'status';
      if (!view.turn) return 'waiting';
      return reading && view.openedAt !== null ? 'reading' : 'landing';
  }
}

/**
 * Answers how far an envelope has come on its way to conclusion, as the index of the step under way in
 * `SIGN_JA.status.steps`; nothing but `concluded` reaches the end.
 */
export function statusStep(view: Pick<SigningView, 'status' | 'partyStatus'>): number {
  if (view.status === 'concluded') return 5;
  if (view.status === 'concluding') return 3;
  return view.partyStatus === 'sealed' ? 2 : 1;
}
