/**
 * One check: what it asks, and what it means where the answer is no or cannot be had; `undecided` where the two cannot
 * be said in one sentence.
 */
export type CheckText = Readonly<{ asks: string; failed: string; undecided?: string }>;

/** What an answer that is not yes means. */
export function answerText(text: CheckText, status: 'failed' | 'indeterminate'): string {
  return status === 'indeterminate' ? (text.undecided ?? text.failed) : text.failed;
}
