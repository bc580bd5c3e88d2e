import { asciiText } from '../bytes/ascii.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { dictOf, type PdfFile, type PdfStream } from '../pdf/index.ts';
import { readPages } from '../pdf/page-tree.ts';

/**
 * 締結証明書ID that the pages bear: the stamp's form keeps it in /ShomeiCertificateID, and counts only where the text
 * that the form draws says the same, and only where every page that has a stamp has the same one.
 *
 * @returns each ID met, 32 lower-case hexadecimal digits; one in any file of ours.
 */
export function stampedIds(file: PdfFile): readonly string[] {
  const ids = new Set<string>();
  const known = new Map<number, string | null>();
  for (const { resources } of readPages(file).pages) {
    const forms = file.getDict(dictOf(file.resolve(resources)), 'XObject');
    for (const [name, value] of forms?.entries ?? []) {
      if (!name.startsWith('ShomeiID') || value.kind !== 'ref') continue;
      let id = known.get(value.num);
      if (id === undefined) {
        const form = file.resolve(value);
        id = form.kind === 'stream' ? idOf(file, form) : null;
        known.set(value.num, id);
      }
      if (id !== null) ids.add(id);
    }
  }
  return [...ids];
}

function idOf(file: PdfFile, form: PdfStream): string | null {
  const value = file.resolve(form.dict.entries.get('ShomeiCertificateID'));
  if (value.kind !== 'string' || value.bytes.length !== 16) return null;
  const id = toHex(value.bytes);
  const content = file.decode(form);
  return content && shownText(asciiText(content)).includes(id) ? id : null;
}

// The stamp's strings are hexadecimal UTF-16BE (its font's codes are Unicode).
function shownText(content: string): string {
  let text = '';
  for (const [, digits = ''] of content.matchAll(/<([0-9A-Fa-f]*)>\s*Tj/g)) {
    const octets = fromHex(digits) ?? new Uint8Array();
    for (let i = 0; i + 1 < octets.length; i += 2) {
      text += String.fromCharCode(((octets[i] ?? 0) << 8) | (octets[i + 1] ?? 0));
    }
    text += '\n';
  }
  return text;
}
