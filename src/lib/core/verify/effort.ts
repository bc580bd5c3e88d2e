// About a second of comparisons: what honest files take is below a thousandth of it.
const MOST = 20_000_000;

/**
 * What judging one file may cost: paths tried and pieces of evidence looked at, in comparisons. A count and no clock, so
 * that the same facts always give the same answer.
 */
export class Effort {
  #left = MOST;

  /** Takes from what is left; false where that is used up, and then nothing more is found. */
  take(count: number): boolean {
    this.#left -= count;
    return this.#left >= 0;
  }
}
