import { nameOf, type PdfObject } from '../pdf/index.ts';
import { textOf as decodeText } from '../pdf/text-string.ts';

/** Text of a text string or a name; null for anything else. ISO 32000-2 §7.9.2.2. */
export function textOf(object: PdfObject): string | null {
  return object.kind === 'string' ? decodeText(object.bytes) : (nameOf(object) ?? null);
}

const DATE = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?)?/;

/** ISO 8601 in UTC of a PDF date; null where it names no instant. ISO 32000-2 §7.9.4. */
export function dateOf(object: PdfObject): string | null {
  const match = DATE.exec(textOf(object) ?? '');
  if (!match) return null;
  const part = (index: number, otherwise: number): number => Number(match[index] ?? otherwise);
  const shift = (part(9, 0) * 60 + part(10, 0)) * (match[8] === '-' ? -1 : 1);
  const at =
    Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0)) - shift * 60_000;
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace('.000Z', 'Z');
}
