import { AppError } from '../bytes/app-error.ts';
import { asciiBytes } from '../bytes/ascii.ts';
import { fromBase64 } from '../bytes/base64.ts';
import { type Increment, numberText } from '../pdf/index.ts';
import { STAMP_FONT, STAMP_FONT_FILE, STAMP_GLYPHS, STAMP_GLYPH_MAP } from './stamp-font.ts';

/** How lines of text become a form: sizes in points, colour as three components from 0 to 1. */
export type StampStyle = Readonly<{
  fontSize: number;
  leading: number;
  colour: readonly [number, number, number];
  /** Space between text and frame; no frame where absent. */
  frame?: number;
  /** From 0 (unseen) to 1; opaque where absent. */
  opacity?: number;
}>;

// How far a full-width character reaches above the baseline, in em.
const TALLEST = 0.9;

export type StampForm = Readonly<{ num: number; width: number; height: number }>;

/**
 * Adds a Form XObject that shows lines of text, lowest line first, in the embedded font, and the font itself.
 *
 * The strings in its content are UTF-16BE (the font's CIDs are Unicode), so what it shows can be read back.
 *
 * @param keys - further entries of the form's dictionary, as text.
 * @throws AppError STAMP_GLYPH_MISSING where a character is not among the font's few.
 */
export function addStampForm(
  increment: Increment,
  lines: readonly string[],
  style: StampStyle,
  keys: string,
): StampForm {
  const font = addFont(increment);
  const pad = style.frame ?? 0;
  const widest = Math.max(...lines.map((line) => (lineWidth(line) * style.fontSize) / 1000));
  const below = (-STAMP_FONT.descent * style.fontSize) / 1000;
  const width = widest + 2 * pad;
  const height = style.leading * (lines.length - 1) + TALLEST * style.fontSize + below + 2 * pad;
  const colour = style.colour.map(numberText).join(' ');
  let content = style.opacity === undefined ? '' : '/G0 gs\n';
  if (style.frame !== undefined) {
    const [w, h] = [numberText(width - 1), numberText(height - 1)];
    content += `${colour} RG 1 w 0.5 0.5 ${w} ${h} re S\n`;
  }
  content += `BT\n${colour} rg\n/F0 ${numberText(style.fontSize)} Tf\n`;
  for (const [index, line] of lines.entries()) {
    const y = pad + below + index * style.leading;
    content += `1 0 0 1 ${numberText(pad)} ${numberText(y)} Tm <${utf16Hex(line)}> Tj\n`;
  }
  content += 'ET\n';
  const num = increment.allocate();
  increment.putStream(
    num,
    `/Type /XObject /Subtype /Form /BBox [0 0 ${numberText(width)} ${numberText(height)}] ` +
      `/Resources <</Font <</F0 ${font} 0 R>>${transparency(style)}>>${keys}`,
    asciiBytes(content),
  );
  return { num, width, height };
}

// ISO 32000-2 §11.6.4.4: the constant alpha of what is painted.
function transparency({ opacity }: StampStyle): string {
  if (opacity === undefined) return '';
  const alpha = numberText(opacity);
  return `/ExtGState <</G0 <</ca ${alpha} /CA ${alpha}>>>>`;
}

function lineWidth(line: string): number {
  let width = 0;
  for (let i = 0; i < line.length; i++) {
    const advance = STAMP_GLYPHS.get(line.charCodeAt(i));
    if (advance === undefined) throw new AppError('STAMP_GLYPH_MISSING', { codePoint: line.charCodeAt(i) });
    width += advance;
  }
  return width;
}

function hex4(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

function utf16Hex(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) out += hex4(text.charCodeAt(i));
  return out;
}

// ISO 32000-2 §9.7: a Type 0 font over one CIDFontType2, Identity-H, with widths and ToUnicode for every glyph.
function addFont(increment: Increment): number {
  const [file, map, toUnicode, descriptor, descendant, font] = [0, 0, 0, 0, 0, 0].map(() =>
    increment.allocate(),
  );
  if (!file || !map || !toUnicode || !descriptor || !descendant || !font)
    throw new AppError('STAMP_FONT_BROKEN');
  increment.putStream(file, `/Filter /FlateDecode /Length1 ${STAMP_FONT.fileLength}`, data(STAMP_FONT_FILE));
  increment.putStream(map, '/Filter /FlateDecode', data(STAMP_GLYPH_MAP));
  increment.putStream(toUnicode, '', asciiBytes(unicodeMap()));
  increment.put(
    descriptor,
    `<</Type /FontDescriptor /FontName /${STAMP_FONT.name} /Flags 4 /FontBBox [${STAMP_FONT.box.join(' ')}] ` +
      `/ItalicAngle 0 /Ascent ${STAMP_FONT.ascent} /Descent ${STAMP_FONT.descent} ` +
      `/CapHeight ${STAMP_FONT.capHeight} /StemV 80 /FontFile2 ${file} 0 R>>`,
  );
  const widths = [...STAMP_GLYPHS].map(([code, advance]) => `${code} [${advance}]`).join(' ');
  increment.put(
    descendant,
    `<</Type /Font /Subtype /CIDFontType2 /BaseFont /${STAMP_FONT.name} ` +
      `/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> ` +
      `/FontDescriptor ${descriptor} 0 R /DW 1000 /W [${widths}] /CIDToGIDMap ${map} 0 R>>`,
  );
  increment.put(
    font,
    `<</Type /Font /Subtype /Type0 /BaseFont /${STAMP_FONT.name} /Encoding /Identity-H ` +
      `/DescendantFonts [${descendant} 0 R] /ToUnicode ${toUnicode} 0 R>>`,
  );
  return font;
}

function data(lines: readonly string[]): Uint8Array {
  const bytes = fromBase64(lines.join(''));
  if (!bytes) throw new AppError('STAMP_FONT_BROKEN');
  return bytes;
}

function unicodeMap(): string {
  const codes = [...STAMP_GLYPHS.keys()].map(hex4);
  const entries = codes.map((code) => `<${code}> <${code}>`).join('\n');
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n' +
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n' +
    `${codes.length} beginbfchar\n${entries}\nendbfchar\n` +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n'
  );
}
