import type { Asn1Node } from '../bytes/asn1.ts';
import { asciiText } from '../bytes/ascii.ts';

/**
 * Text of an ASN.1 character string as found (UTF8, Printable, IA5, T61 read as Latin-1, BMP, Universal, Visible,
 * Numeric); undefined for any other type or undecodable octets.
 */
export function characterString(node: Asn1Node): string | undefined {
  if (node.tagClass !== 'universal' || node.constructed) return undefined;
  switch (node.tag) {
    case 12:
      return decoded('utf-8', node.content);
    case 18:
    case 19:
    case 20:
    case 22:
    case 26:
      return asciiText(node.content);
    case 30:
      return node.content.length % 2 === 0 ? wide(node.content, 2) : undefined;
    case 28:
      return node.content.length % 4 === 0 ? wide(node.content, 4) : undefined;
    default:
      return undefined;
  }
}

function decoded(label: string, octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(octets);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function wide(octets: Uint8Array, width: 2 | 4): string | undefined {
  let out = '';
  for (let i = 0; i < octets.length; i += width) {
    let code = 0;
    for (let j = 0; j < width; j++) code = code * 256 + (octets[i + j] ?? 0);
    if (code > 0x10ffff) return undefined;
    out += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  return out;
}
