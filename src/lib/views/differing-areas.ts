/** A rectangle of a page: each value is a part of the page's width or height, from its upper left corner. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A picture's pixels, one number each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly values: Uint32Array;
}

export const WHOLE_PAGE: Area = { left: 0, top: 0, width: 1, height: 1 };

/** Side of a cell in pixels: differences are gathered in cells, and cells near each other in one area. */
const CELL = 8;
/** Cells between two differences that still are one area, about a line of text. */
const NEAR = 2;

/**
 * The places where two pictures of one size differ, in reading order; empty where every pixel is the same. Pictures of
 * different sizes differ as a whole.
 */
export function differingAreas(a: Pixels, b: Pixels): readonly Area[] {
  if (a.width !== b.width || a.height !== b.height) return [WHOLE_PAGE];
  const columns = Math.ceil(a.width / CELL);
  const open = new Set<number>();
  for (let at = 0; at < a.values.length; at += 1)
    if (a.values[at] !== b.values[at])
      open.add(Math.floor(at / a.width / CELL) * columns + Math.floor((at % a.width) / CELL));
  const areas: Area[] = [];
  for (const cell of [...open].sort((x, y) => x - y))
    if (open.has(cell)) areas.push(areaFrom(cell, open, columns, a));
  return areas;
}

/** Takes the cell and all that are near it, directly or by others, out of `open`, with one cell of air around them. */
function areaFrom(cell: number, open: Set<number>, columns: number, { width, height }: Pixels): Area {
  let [left, right, top, bottom] = [columns, 0, Infinity, 0];
  const waiting = [cell];
  open.delete(cell);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [row, column] = [Math.floor(next / columns), next % columns];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    for (let y = row - NEAR; y <= row + NEAR; y += 1)
      for (let x = Math.max(0, column - NEAR); x <= Math.min(columns - 1, column + NEAR); x += 1)
        if (open.delete(y * columns + x)) waiting.push(y * columns + x);
  }
  const [x, y] = [Math.max(0, (left - 1) * CELL), Math.max(0, (top - 1) * CELL)];
  return {
    left: x / width,
    top: y / height,
    width: (Math.min(width, (right + 2) * CELL) - x) / width,
    height: (Math.min(height, (bottom + 2) * CELL) - y) / height,
  };
}
