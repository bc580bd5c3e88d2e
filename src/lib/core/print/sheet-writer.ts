import type { Faces } from './archival-document.ts';
import { CONTENT_WIDTH, PAGE } from './page.ts';
import { drawQr } from './qr.ts';
import { ACCENT, INK, QUIET, WARNING } from './sheet.ts';
import type { Colour, Run, Sheet } from './sheet.ts';
import { drawParagraph, paragraphHeight } from './table.ts';
import type { Cell, Table } from './table.ts';
import type { MissingGlyph } from './typeface.ts';

/** Words that every sheet of evidence has. */
export type SheetTexts = Readonly<{
  testMark: string;
  qrCaption: string;
  qrAlt: string;
  length: string;
  octets: (length: number) => string;
  pageOf: (page: number, of: number) => string;
  /** A character that the font cannot show: what stands instead and which code points it is. */
  missingGlyph: (shown: string, codePoints: string) => string;
}>;

const QR_EDGE = 96;
/** What the QR takes of the width beside it, gap included. */
export const QR_WIDTH = QR_EDGE + 8;

/** Draws what sheets of evidence have in common: marks, title, headings, notes, feet, the QR. */
export class SheetWriter {
  readonly sheet: Sheet;
  readonly #faces: Faces;
  readonly #texts: SheetTexts;
  /** By the code points, so that each is noted once. */
  readonly #missing = new Map<string, MissingGlyph>();

  constructor(sheet: Sheet, faces: Faces, texts: SheetTexts) {
    this.sheet = sheet;
    this.#faces = faces;
    this.#texts = texts;
  }

  /** Words made showable; what the font lacks is remembered for the notes. */
  run(text: string, size: number, colour: Colour = INK, bold = false): Run {
    const face = bold ? this.#faces.bold : this.#faces.regular;
    const shown = face.showable(text);
    for (const glyph of shown.missing) this.#missing.set(glyph.codePoints.join(' '), glyph);
    return { text: shown.text, face, size, colour };
  }

  /** @param marks - framed above the title: 試験用, 一部非表示. */
  title(title: string, lead: string, marks: readonly string[]): void {
    const { sheet } = this;
    if (marks.length > 0) {
      const run = this.run(marks.join(' / '), 10.5, WARNING, true);
      const height = 21;
      sheet.outline(PAGE.left, sheet.y, CONTENT_WIDTH, height, WARNING, 1);
      sheet.text(sheet.tree.root.add('P'), this.#centred(run), sheet.y + 14.5, run);
      sheet.y += height + 11;
    }
    const heading = this.run(title, 20, INK, true);
    sheet.text(sheet.tree.root.add('H1'), this.#centred(heading), sheet.y + 19, heading);
    sheet.y += 29;
    sheet.line(PAGE.left, sheet.y, PAGE.width - PAGE.right, sheet.y, ACCENT, 1.5);
    sheet.y += 6;
    drawParagraph(sheet, sheet.tree.root.add('P'), PAGE.left, CONTENT_WIDTH, this.run(lead, 8, QUIET));
    sheet.y += 4;
  }

  /** Draws the QR at the right edge, its caption under it, beside what is drawn next; answers its lower end. */
  qr(link: string): number {
    const { sheet } = this;
    const { qrCaption, qrAlt } = this.#texts;
    const x = PAGE.width - PAGE.right - QR_EDGE;
    const { y } = sheet;
    drawQr(sheet, x, y, QR_EDGE, link, qrAlt);
    const caption = this.run(qrCaption, 6.5, QUIET);
    const left = x + (QR_EDGE - caption.face.width(caption.text, caption.size)) / 2;
    sheet.text(sheet.tree.root.add('P'), left, y + QR_EDGE + 5, caption);
    return y + QR_EDGE + 9;
  }

  /** A section's heading; turns the page where less than `needed` points would follow it. */
  heading(text: string, needed: number): void {
    const { sheet } = this;
    if (sheet.room < needed + 20) sheet.turn();
    else sheet.y += 7.5;
    const run = this.run(text, 9.5, ACCENT, true);
    sheet.text(sheet.tree.root.add('H2'), PAGE.left, sheet.y + 9.5, run);
    sheet.y += 15;
  }

  label(text: string, size = 9): Cell {
    // Half a point lower: the label's baseline is then the larger value's.
    return { header: 'Row', paragraphs: [{ ...this.run(text, size, INK, true), gap: 0.7 }] };
  }

  /** Files by name, length and SHA-256; `label` heads the names. */
  hashTable(label: string, files: readonly { name: string; length: number; sha256Hex: string }[]): Table {
    const t = this.#texts;
    const head = (text: string): Cell => ({
      header: 'Column',
      paragraphs: [this.run(text, 7.5, INK, true)],
    });
    return {
      columns: [152, 84, CONTENT_WIDTH - 236],
      padding: 1.8,
      head: [head(label), head(t.length), head('SHA-256')],
      rows: files.map(({ name, length, sha256Hex }) => [
        { paragraphs: [this.run(name, 7.5)] },
        { paragraphs: [this.run(t.octets(length), 7)] },
        { paragraphs: [this.run(sha256Hex, 7)] },
      ]),
    };
  }

  /** Notes as a list, then one for each character that the fonts lacked so far. */
  notes(texts: readonly string[]): void {
    const { sheet } = this;
    const notes = texts.map((note) => this.run(note, 7.5, QUIET));
    for (const { shown, codePoints } of this.#missing.values()) {
      const codes = codePoints
        .map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
        .join(' ');
      notes.push(this.run(this.#texts.missingGlyph(shown, codes), 7.5, INK));
    }
    sheet.y += 6;
    const list = sheet.tree.root.add('L');
    const indent = 9;
    for (const note of notes) {
      if (sheet.room < paragraphHeight(note, CONTENT_WIDTH - indent)) sheet.turn();
      const body = list.add('LI').add('LBody');
      sheet.text(body, PAGE.left, sheet.y + note.size * 1.08, { ...note, text: '\u203b' });
      drawParagraph(sheet, body, PAGE.left + indent, CONTENT_WIDTH - indent, note);
    }
  }

  /** The foot of every page, so that a loose sheet is known: whose it is, test mark, page of how many. */
  feet(about: string, testOnly: boolean): void {
    const { sheet } = this;
    const y = PAGE.height - 28;
    for (let page = 0; page < sheet.pageCount; page += 1) {
      const left = this.run(about, 7, QUIET);
      const right = this.run(this.#texts.pageOf(page + 1, sheet.pageCount), 7, QUIET);
      sheet.frameText(page, PAGE.left, y, left);
      const rightAt = PAGE.width - PAGE.right - right.face.width(right.text, 7);
      sheet.frameText(page, rightAt, y, right);
      if (testOnly) {
        const mark = this.run(this.#texts.testMark, 7, WARNING);
        sheet.frameText(page, rightAt - 10 - mark.face.width(mark.text, 7), y, mark);
      }
    }
  }

  #centred(run: Run): number {
    return (PAGE.width - run.face.width(run.text, run.size)) / 2;
  }
}
