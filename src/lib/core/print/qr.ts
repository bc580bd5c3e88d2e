import { encode } from 'uqr';
import type { Sheet } from './sheet.ts';
import { INK } from './sheet.ts';

/** Four light modules stand around the code (ISO/IEC 18004 §6.3.8). */
const QUIET_MODULES = 4;

/** The code's dark modules, as runs: row, first column, how many; and how many modules a side has. */
type Runs = Readonly<{ side: number; runs: readonly (readonly [number, number, number])[] }>;

function runsOf(text: string): Runs {
  // Level M: a folded or stained sheet still scans; what the token leaves unused raises it further.
  const { data, size } = encode(text, { ecc: 'M', boostEcc: true, border: 0 });
  const runs: (readonly [number, number, number])[] = [];
  data.forEach((row, at) => {
    let from = -1;
    for (let column = 0; column <= size; column += 1) {
      const isDark = row[column] === true;
      if (isDark && from < 0) from = column;
      if (!isDark && from >= 0) {
        runs.push([at, from, column - from]);
        from = -1;
      }
    }
  });
  return { side: size, runs };
}

/**
 * Draws a QR code as vector rectangles, so that it is sharp at any size and needs no image.
 *
 * @param edge - of the square in points, quiet zone included; its top left corner is at (x, y) from the top.
 * @param alt - read aloud in its place.
 */
export function drawQr(sheet: Sheet, x: number, y: number, edge: number, text: string, alt: string): void {
  const { side, runs } = runsOf(text);
  const module = edge / (side + 2 * QUIET_MODULES);
  const at = (modules: number): number => (modules + QUIET_MODULES) * module;
  const figure = sheet.tree.root.add('Figure', { alt, box: [x, y, edge, edge] });
  sheet.rectangles(
    figure,
    runs.map(([row, column, length]) => [x + at(column), y + at(row), length * module, module] as const),
    INK,
  );
}
