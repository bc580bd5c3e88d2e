import type { Asn1Node } from '../bytes/asn1.ts';
import { asciiText } from '../bytes/ascii.ts';

const UTC = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})$/;
const GENERALIZED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{4})$/;

/**
 * Milliseconds since 1970 UTC of a UTCTime or GeneralizedTime; undefined where it is neither or names no instant.
 *
 * Two-digit years below 50 are of the 21st century. Fractions are cut to milliseconds. A zone offset is applied,
 * although DER forbids it, since a reader that ignored it would be wrong by hours.
 *
 * Source: RFC 5280 §4.1.2.5, ITU-T X.680 §46–47.
 */
export function instantMs(node: Asn1Node | undefined): number | undefined {
  if (node?.tagClass !== 'universal' || node.constructed) return undefined;
  const text = asciiText(node.content);
  if (node.tag === 23) {
    const match = UTC.exec(text);
    if (!match) return undefined;
    const short = Number(match[1]);
    return assemble(short + (short < 50 ? 2000 : 1900), match.slice(2, 7), '', match[7]);
  }
  if (node.tag === 24) {
    const match = GENERALIZED.exec(text);
    return match ? assemble(Number(match[1]), match.slice(2, 7), match[7] ?? '', match[8]) : undefined;
  }
  return undefined;
}

/** ISO 8601 in UTC; without the fraction where it is zero. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

function assemble(
  year: number,
  parts: readonly (string | undefined)[],
  fraction: string,
  zone: string | undefined,
): number | undefined {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? '0'));
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const date = new Date(at);
  // Date.UTC carries 31 February over into March: such a text names no instant.
  if (
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    return undefined;
  }
  if (zone === undefined || zone === 'Z') return at;
  const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return at - (zone.startsWith('-') ? -offset : offset) * 60_000;
}
