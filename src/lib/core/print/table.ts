import { PAGE } from './page.ts';
import { RULE, SHADE } from './sheet.ts';
import type { Run, Sheet } from './sheet.ts';
import type { StructureElement } from './structure.ts';

/** A cell: paragraphs, each wrapped on its own. `gap` points stand above a paragraph. */
export type Cell = Readonly<{ paragraphs: readonly (Run & { gap?: number })[]; header?: 'Row' | 'Column' }>;

/** A table whose columns are given in points and add up to at most the content width. */
export type Table = Readonly<{
  columns: readonly number[];
  /** Repeated at the top of each page the table continues on. */
  head?: readonly Cell[];
  rows: readonly (readonly Cell[])[];
  padding?: number;
}>;

type Line = Run & { top: number };
type SetRow = Readonly<{
  cells: readonly { lines: readonly Line[]; header: 'Row' | 'Column' | undefined }[];
  height: number;
}>;

const LEADING = 1.4;

/** Height in points of wrapped words, for keeping things together. */
export function paragraphHeight(run: Run, width: number): number {
  return run.face.wrap(run.text, run.size, width).length * run.size * LEADING;
}

/** Draws a paragraph at the sheet's `y` and moves on; turns the page between lines where it must. */
export function drawParagraph(
  sheet: Sheet,
  owner: StructureElement,
  x: number,
  width: number,
  run: Run,
): void {
  for (const text of run.face.wrap(run.text, run.size, width)) {
    if (sheet.room < run.size * LEADING) sheet.turn();
    sheet.text(owner, x, sheet.y + run.size * 1.08, { ...run, text });
    sheet.y += run.size * LEADING;
  }
}

/**
 * Draws a table at the sheet's `y` and moves on. A row is never cut: it goes to the next page whole, under the
 * repeated head. A row taller than a page is the caller's fault of input and runs over its end line by line.
 */
export function drawTable(sheet: Sheet, table: Table): void {
  const padding = table.padding ?? 4.5;
  const element = sheet.tree.root.add('Table');
  const head = table.head === undefined ? undefined : setRow(table.head, table.columns, padding);
  if (head !== undefined) {
    const first = table.rows[0];
    const needed = head.height + (first === undefined ? 0 : setRow(first, table.columns, padding).height);
    if (sheet.room < needed) sheet.turn();
    drawRow(sheet, element, head, table.columns, padding);
  }
  for (const cells of table.rows) {
    for (const row of pieces(setRow(cells, table.columns, padding), padding)) {
      if (sheet.room < row.height) {
        sheet.turn();
        if (head !== undefined) drawRow(sheet, element, head, table.columns, padding);
      }
      drawRow(sheet, element, row, table.columns, padding);
    }
  }
}

/** Cuts a row that no page could hold into rows that fit, each cell going on where it stopped. */
function pieces(row: SetRow, padding: number): SetRow[] {
  const limit = (PAGE.height - PAGE.top - PAGE.bottom) * 0.6;
  if (row.height <= limit) return [row];
  const count = Math.ceil(row.height / limit);
  return Array.from({ length: count }, (_, i) => {
    const from = i * limit;
    const cells = row.cells.map((cell) => ({
      header: cell.header,
      lines: cell.lines
        .filter((line) => line.top >= from && line.top < from + limit)
        .map((line) => ({ ...line, top: line.top - from + (i === 0 ? 0 : padding) })),
    }));
    const bottom = Math.max(
      ...cells.flatMap((cell) => cell.lines.map((line) => line.top + line.size * LEADING)),
      0,
    );
    return { cells, height: bottom + padding };
  });
}

function setRow(cells: readonly Cell[], columns: readonly number[], padding: number): SetRow {
  const set = cells.map((cell, i) => {
    const width = (columns[i] ?? 0) - padding * 2;
    const lines: Line[] = [];
    let top = padding;
    for (const { gap, ...run } of cell.paragraphs) {
      if (run.text === '') continue;
      top += gap ?? 0;
      for (const text of run.face.wrap(run.text, run.size, width)) {
        lines.push({ ...run, text, top });
        top += run.size * LEADING;
      }
    }
    return { lines, header: cell.header, bottom: top + padding };
  });
  return { cells: set, height: Math.max(...set.map((cell) => cell.bottom)) };
}

function drawRow(
  sheet: Sheet,
  table: StructureElement,
  row: SetRow,
  columns: readonly number[],
  padding: number,
): void {
  const tr = table.add('TR');
  let x = PAGE.left;
  row.cells.forEach((cell, i) => {
    const width = columns[i] ?? 0;
    if (cell.header !== undefined) sheet.fill(x, sheet.y, width, row.height, SHADE);
    sheet.outline(x, sheet.y, width, row.height, RULE, 0.5);
    x += width;
  });
  x = PAGE.left;
  row.cells.forEach((cell, i) => {
    const element = cell.header === undefined ? tr.add('TD') : tr.add('TH', { scope: cell.header });
    for (const { top, ...run } of cell.lines)
      sheet.text(element, x + padding, sheet.y + top + run.size * 1.05, run);
    x += columns[i] ?? 0;
  });
  sheet.y += row.height;
}
