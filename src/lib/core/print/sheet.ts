import { PDFName, PDFNumber } from 'pdf-lib';
import type { PDFDocument, PDFPage } from 'pdf-lib';
import { PAGE } from './page.ts';
import { StructureTree } from './structure.ts';
import type { StructureElement } from './structure.ts';
import type { Typeface } from './typeface.ts';

/** Red, green, blue from 0 to 1. */
export type Colour = readonly [number, number, number];

export const INK: Colour = [0.1, 0.1, 0.11];
export const QUIET: Colour = [0.35, 0.35, 0.37];
export const RULE: Colour = [0.72, 0.72, 0.74];
export const SHADE: Colour = [0.945, 0.95, 0.96];
export const ACCENT: Colour = [0, 0.09, 0.45];
export const WARNING: Colour = [0.75, 0.02, 0.02];

/** Words in one face, size and colour. */
export type Run = Readonly<{ text: string; face: Typeface; size: number; colour: Colour }>;

/**
 * The pages of one document, drawn from the top down.
 *
 * `y` counts from the top edge; a page turns when what comes next does not fit. Content streams are written
 * here rather than by the library, because its resource names are random and the same input must give the
 * same octets.
 */
export class Sheet {
  readonly tree = new StructureTree();
  readonly #doc: PDFDocument;
  readonly #faces: readonly Typeface[];
  readonly #pages: { page: PDFPage; operators: string[] }[] = [];
  y = 0;

  constructor(doc: PDFDocument, faces: readonly Typeface[]) {
    this.#doc = doc;
    this.#faces = faces;
    this.turn();
  }

  get pageCount(): number {
    return this.#pages.length;
  }

  /** Points left above the bottom margin. */
  get room(): number {
    return PAGE.height - PAGE.bottom - this.y;
  }

  turn(): void {
    const page = this.#doc.addPage([PAGE.width, PAGE.height]);
    const key = this.tree.beginPage(page.ref);
    page.node.set(PDFName.of('StructParents'), PDFNumber.of(key));
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
    this.#pages.push({ page, operators: [] });
    this.y = PAGE.top;
  }

  /** Words with their baseline at `y` from the top, belonging to an element of the structure. */
  text(owner: StructureElement, x: number, y: number, run: Run): void {
    if (run.text === '') return;
    this.#write(`/${owner.type} <</MCID ${this.tree.mark(owner)}>> BDC`, this.#show(x, y, run), 'EMC');
  }

  /** Words of the page's frame on any page, read by no one aloud. */
  frameText(pageIndex: number, x: number, y: number, run: Run): void {
    this.#pages[pageIndex]?.operators.push('/Artifact BMC', this.#show(x, y, run), 'EMC');
  }

  /** A filled rectangle whose top edge is at `y` from the top. */
  fill(x: number, y: number, width: number, height: number, colour: Colour): void {
    this.#artifact(`${colour.map(number).join(' ')} rg ${this.#box(x, y, width, height)} re f`);
  }

  /** A rectangle's outline. */
  outline(x: number, y: number, width: number, height: number, colour: Colour, thickness: number): void {
    this.#artifact(
      `${colour.map(number).join(' ')} RG ${number(thickness)} w ${this.#box(x, y, width, height)} re S`,
    );
  }

  /** Filled rectangles (x, y of the top edge from the top, width, height) that together are one figure. */
  rectangles(
    owner: StructureElement,
    boxes: readonly (readonly [number, number, number, number])[],
    colour: Colour,
  ): void {
    const path = boxes.map((box) => `${this.#box(...box)} re`).join(' ');
    this.#write(
      `/${owner.type} <</MCID ${this.tree.mark(owner)}>> BDC`,
      `q ${colour.map(number).join(' ')} rg ${path} f Q`,
      'EMC',
    );
  }

  /** A straight line. */
  line(x1: number, y1: number, x2: number, y2: number, colour: Colour, thickness = 0.5): void {
    this.#artifact(
      `${colour.map(number).join(' ')} RG ${number(thickness)} w ` +
        `${number(x1)} ${number(PAGE.height - y1)} m ${number(x2)} ${number(PAGE.height - y2)} l S`,
    );
  }

  /** Writes streams, resources and the structure tree; nothing is drawn after it. */
  finish(): void {
    const { context } = this.#doc;
    const fonts = Object.fromEntries(this.#faces.map((face, i) => [`F${i}`, face.pdfFont.ref]));
    const resources = context.register(context.obj({ Font: fonts }));
    for (const { page, operators } of this.#pages) {
      const stream = context.flateStream(operators.join('\n'));
      page.node.set(PDFName.of('Contents'), context.register(stream));
      page.node.set(PDFName.of('Resources'), resources);
    }
    this.tree.write(this.#doc);
  }

  #show(x: number, y: number, run: Run): string {
    const font = this.#faces.indexOf(run.face);
    const colour = run.colour.map(number).join(' ');
    const glyphs = run.face.pdfFont.encodeText(run.text).toString();
    return `BT ${colour} rg /F${font} ${number(run.size)} Tf ${number(x)} ${number(PAGE.height - y)} Td ${glyphs} Tj ET`;
  }

  #artifact(operators: string): void {
    this.#write('/Artifact BMC', `q ${operators} Q`, 'EMC');
  }

  #write(...operators: readonly string[]): void {
    this.#pages.at(-1)?.operators.push(...operators);
  }

  #box(x: number, y: number, width: number, height: number): string {
    return [x, PAGE.height - y - height, width, height].map(number).join(' ');
  }
}

/** At most three decimals, never an exponent. */
function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
