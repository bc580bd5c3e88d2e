import * as fontkit from 'fontkit';
import type { FontkitFont } from 'fontkit';
import type { PDFFont } from 'pdf-lib';

/** A character of the text that the font cannot show as it is. */
export type MissingGlyph = Readonly<{
  /** What is drawn instead: the base character, or the geta mark U+3013. */
  shown: string;
  /** Code points of the character in the text. */
  codePoints: readonly number[];
}>;

const GETA = '\u3013';
/** Kana with a combining mark, and Latin letters with marks: file names from some systems come apart like this. */
const DECOMPOSED = /[\u3041-\u30ff][\u3099\u309a]|[A-Za-z][\u0300-\u036f]+/gu;
/** A character with its variation selectors. */
const CHARACTER = /[^][\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/gu;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/**
 * What must not begin a line (JIS X 4051, the marks that occur in names and sentences): closing brackets,
 * commas, full stops, the prolonged sound mark and small kana.
 */
const NOT_FIRST =
  /^[\u3001\u3002\uff0c\uff0e\u30fb\u300d\u300f\uff09\u3011\u3009\u300b\u30fc\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7,.)\]]$/u;
const LATIN = /^[!-~]$/;

/** One weight of the font: what it can show, how wide, and where a line breaks. */
export class Typeface {
  readonly pdfFont: PDFFont;
  readonly #font: FontkitFont;
  readonly #widths = new Map<string, number>();

  /** @param bytes - TrueType; the same that `pdfFont` embeds. */
  constructor(bytes: Uint8Array, pdfFont: PDFFont) {
    this.pdfFont = pdfFont;
    // A font object of its own: asking it about variants changes what it answers later.
    this.#font = fontkit.create(bytes);
  }

  /**
   * Turns any text into one that the font can show.
   *
   * Control characters and line breaks become spaces. A variant (IVS) that the font lacks is shown as its base
   * character, any other lacking character as the geta mark; both are reported.
   */
  showable(text: string): { text: string; missing: MissingGlyph[] } {
    const missing: MissingGlyph[] = [];
    const whole = text
      .replace(CONTROL, ' ')
      .replace(DECOMPOSED, (pair) => pair.normalize('NFC'))
      .toWellFormed();
    const shown = whole.replace(CHARACTER, (character) => {
      const codePoints = [...character].map((part) => part.codePointAt(0) ?? 0);
      const [base] = codePoints;
      if (base === undefined || !this.#font.hasGlyphForCodePoint(base)) {
        missing.push({ shown: GETA, codePoints });
        return GETA;
      }
      if (codePoints.length === 1 || this.#hasVariant(character, base)) return character;
      const alone = String.fromCodePoint(base);
      missing.push({ shown: alone, codePoints });
      return alone;
    });
    return { text: shown, missing };
  }

  /** Width in points of showable text. */
  width(text: string, size: number): number {
    let width = 0;
    for (const [character] of text.matchAll(CHARACTER)) width += this.#advance(character);
    return width * size;
  }

  /**
   * Breaks showable text into lines of at most `width` points.
   *
   * Japanese breaks anywhere but before a closing mark; Latin words and addresses stay whole where they fit.
   */
  wrap(text: string, size: number, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const piece of this.#pieces(text, size, width)) {
      if (line !== '' && this.width(line + piece, size) > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else {
        line += piece;
      }
    }
    lines.push(line.trimEnd());
    return lines;
  }

  /** Runs of Latin that fit a line, else single characters, closing marks kept with what they close. */
  #pieces(text: string, size: number, width: number): string[] {
    const pieces: string[] = [];
    let run = '';
    const endRun = () => {
      if (run === '') return;
      if (this.width(run, size) <= width) pieces.push(run);
      else pieces.push(...run);
      run = '';
    };
    for (const [character] of text.matchAll(CHARACTER)) {
      if (LATIN.test(character)) {
        run += character;
        continue;
      }
      endRun();
      const last = pieces.at(-1);
      if (last !== undefined && NOT_FIRST.test(character) && this.width(last + character, size) <= width) {
        pieces[pieces.length - 1] = last + character;
      } else {
        pieces.push(character);
      }
    }
    endRun();
    return pieces;
  }

  #hasVariant(character: string, base: number): boolean {
    const [glyph, ...rest] = this.#font.glyphsForString(character);
    return glyph !== undefined && rest.length === 0 && glyph.id !== this.#font.glyphForCodePoint(base).id;
  }

  #advance(character: string): number {
    const known = this.#widths.get(character);
    if (known !== undefined) return known;
    const width = this.pdfFont.widthOfTextAtSize(character, 1000) / 1000;
    this.#widths.set(character, width);
    return width;
  }
}
