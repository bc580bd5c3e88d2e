import type { ByteSpan } from '../bytes/span.ts';

/** What a reader can find wrong with a file's structure. Codes are never reused. */
export type PdfFaultCode =
  | 'HEADER_MISSING'
  | 'STARTXREF_MISSING'
  | 'STARTXREF_MISMATCH'
  | 'EOF_MISSING'
  | 'TRAILING_BYTES'
  | 'XREF_MALFORMED'
  | 'XREF_OFFSET_INEXACT'
  | 'XREF_ENTRY_SIZE'
  | 'XREF_SUBSECTION_SHIFT'
  | 'XREF_SIZE'
  | 'XREF_LOOP'
  | 'XREF_LIMIT'
  | 'XREF_ORDER'
  | 'TRAILER_MALFORMED'
  | 'HYBRID_CONFLICT'
  | 'OBJECT_OFFSET'
  | 'OBJECT_OFFSET_INEXACT'
  | 'OBJECT_MALFORMED'
  | 'OBJECT_OVERLAP'
  | 'ENDOBJ_MISSING'
  | 'NUMBER_MALFORMED'
  | 'STREAM_LENGTH'
  | 'STREAM_KEYWORD'
  | 'OBJECT_BEYOND_REVISION'
  | 'PARSE_LIMIT'
  | 'WORK_LIMIT'
  | 'DUPLICATE_KEY'
  | 'DEPTH_LIMIT'
  | 'INFLATE_LIMIT'
  | 'INFLATE_CORRUPT'
  | 'FILTER_UNSUPPORTED'
  | 'OBJECT_STREAM_MALFORMED';

/**
 * `error`: two readers may see different documents, or this one cannot see it at all.
 * `tolerated`: off the letter of ISO 32000-2, but every reader takes it the same way.
 */
export type PdfFaultSeverity = 'error' | 'tolerated';

/**
 * One structural fault. `at` is the place in the file (for an object inside an object stream: the place of that
 * stream); `object` the number of the object concerned, `detail` the name or key concerned.
 */
export type PdfFault = Readonly<{
  code: PdfFaultCode;
  severity: PdfFaultSeverity;
  at: ByteSpan;
  object?: number;
  detail?: string;
}>;

const TOLERATED: ReadonlySet<PdfFaultCode> = new Set<PdfFaultCode>([
  'XREF_OFFSET_INEXACT',
  'XREF_ENTRY_SIZE',
  'XREF_SUBSECTION_SHIFT',
  'XREF_SIZE',
  'OBJECT_OFFSET_INEXACT',
  'ENDOBJ_MISSING',
  'NUMBER_MALFORMED',
  'STREAM_KEYWORD',
]);

/** How grave a fault of this code is. */
function faultSeverity(code: PdfFaultCode): PdfFaultSeverity {
  return TOLERATED.has(code) ? 'tolerated' : 'error';
}

const MAX_EACH = 500;

/**
 * Collects faults, each place and code once, up to a bound for each severity: a hostile file could otherwise fill
 * memory with them, or hide an error behind many tolerated ones.
 */
export class FaultList {
  readonly list: PdfFault[] = [];
  readonly #seen = new Set<string>();
  readonly #counts: Record<PdfFaultSeverity, number> = { error: 0, tolerated: 0 };

  add(code: PdfFaultCode, at: ByteSpan, more: { object?: number; detail?: string } = {}): void {
    const key = `${code} ${at.offset} ${more.object ?? ''} ${more.detail ?? ''}`;
    const severity = faultSeverity(code);
    if (this.#counts[severity] >= MAX_EACH || this.#seen.has(key)) return;
    this.#counts[severity]++;
    this.#seen.add(key);
    this.list.push({
      code,
      severity: faultSeverity(code),
      at: { offset: at.offset, length: at.length },
      ...more,
    });
  }
}
