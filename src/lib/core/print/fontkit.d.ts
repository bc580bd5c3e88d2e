/** The part of fontkit that printing uses; the package brings no types of its own. */
declare module 'fontkit' {
  export interface FontkitGlyph {
    readonly id: number;
    readonly advanceWidth: number;
  }
  export interface FontkitFont {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): FontkitGlyph;
    glyphsForString(text: string): FontkitGlyph[];
  }
  export function create(bytes: Uint8Array, postscriptName?: string): FontkitFont;
}
