/** The part of fontkit that we use; the package brings no types of its own. */
declare module 'fontkit' {
  export interface FontkitGlyph {
    readonly id: number;
    readonly advanceWidth: number;
  }
  export interface FontkitSubset {
    /** @returns the glyph's number in the subset. */
    includeGlyph(glyph: FontkitGlyph): number;
    encode(): Uint8Array;
  }
  export interface FontkitFont {
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly bbox: Readonly<{ minX: number; minY: number; maxX: number; maxY: number }>;
    createSubset(): FontkitSubset;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): FontkitGlyph;
    glyphsForString(text: string): FontkitGlyph[];
  }
  export function create(bytes: Uint8Array, postscriptName?: string): FontkitFont;
}
