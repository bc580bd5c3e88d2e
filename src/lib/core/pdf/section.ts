import { startsWithAscii } from '../bytes/ascii.ts';
import type { FaultList } from './fault.ts';
import { decodeStream } from './filters.ts';
import { parseIndirect } from './indirect-object.ts';
import { Lexer } from './lexer.ts';
import type { PdfLimits } from './limits.ts';
import { NULL_OBJECT, integerOf, nameOf } from './object.ts';
import { type ParseContext, report } from './parser.ts';
import { readXrefStream } from './xref-stream.ts';
import { parseXrefTable } from './xref-table.ts';
import type { XrefEntry, XrefSection } from './xref.ts';

/** What is left to spend while reading one file; shared by every section and object stream. */
export interface ReadBudget {
  entries: number;
  inflated: number;
  parsed: number;
}

/**
 * Reads the cross-reference section at an offset, table or stream, with a hybrid table's /XRefStm
 * (ISO 32000-2 §7.5.4, §7.5.8; hybrid files §7.5.8.4).
 *
 * @returns undefined, with a fault, where no section can be read there. Never throws.
 */
export function readSection(
  bytes: Uint8Array,
  at: number,
  limits: PdfLimits,
  faults: FaultList,
  budget: ReadBudget,
): XrefSection | undefined {
  const context: ParseContext = { faults, maxDepth: limits.maxDepth, budget };
  const lexer = new Lexer(bytes, at);
  lexer.skipBlank();
  const offset = lexer.pos;
  if (offset >= bytes.length) {
    report(context, 'XREF_MALFORMED', Math.max(0, Math.min(at, bytes.length - 1)), 1);
    return undefined;
  }
  if (offset !== at) report(context, 'XREF_OFFSET_INEXACT', at, offset - at);
  if (!startsWithAscii(bytes, 'xref', offset))
    return readStreamSection(bytes, offset, limits, context, budget);
  const table = parseXrefTable(bytes, offset, context, budget.entries);
  if (!table) return undefined;
  budget.entries -= table.entries.size;
  const prev = integerOf(table.trailer.entries.get('Prev'));
  const section: XrefSection = {
    form: 'table',
    span: { offset: table.offset, length: table.length },
    entries: table.entries,
    trailer: table.trailer,
    ...(prev === undefined ? {} : { prev }),
  };
  const streamAt = integerOf(table.trailer.entries.get('XRefStm'));
  if (streamAt === undefined) return section;
  const hidden = readStreamSection(bytes, streamAt, limits, context, budget);
  if (!hidden) return section;
  return {
    ...section,
    entries: mergeHybrid(table.entries, hidden.entries, hidden.span.offset, context),
    hybrid: { span: hidden.span, entries: hidden.entries, streamNum: hidden.streamNum ?? 0 },
  };
}

function readStreamSection(
  bytes: Uint8Array,
  at: number,
  limits: PdfLimits,
  context: ParseContext,
  budget: ReadBudget,
): XrefSection | undefined {
  // A cross-reference stream's own /Length must be direct: nothing could resolve a reference yet.
  const object = parseIndirect(bytes, at, context, integerOf);
  if (object?.value.kind !== 'stream' || nameOf(object.value.dict.entries.get('Type')) !== 'XRef') {
    report(context, 'XREF_MALFORMED', at, 1);
    return undefined;
  }
  const { dict, data } = object.value;
  const raw = bytes.subarray(data.offset, data.offset + data.length);
  const limit = Math.min(limits.maxInflated, budget.inflated);
  const decoded = decodeStream(raw, dict, (value) => value ?? NULL_OBJECT, limit);
  if (!decoded.ok) {
    report(context, decoded.code, at, object.length);
    return undefined;
  }
  budget.inflated -= decoded.bytes.length;
  const entries = readXrefStream(dict, decoded.bytes, budget.entries);
  if (typeof entries === 'string') {
    report(context, entries, at, object.length);
    return undefined;
  }
  budget.entries -= entries.size;
  const prev = integerOf(dict.entries.get('Prev'));
  return {
    form: 'stream',
    span: { offset: object.offset, length: object.length },
    entries,
    trailer: dict,
    streamNum: object.num,
    ...(prev === undefined ? {} : { prev }),
  };
}

// §7.5.8.4: what the table calls free may be hidden in the stream; what it places itself must not differ there.
function mergeHybrid(
  table: ReadonlyMap<number, XrefEntry>,
  hidden: ReadonlyMap<number, XrefEntry>,
  at: number,
  context: ParseContext,
): ReadonlyMap<number, XrefEntry> {
  const merged = new Map(table);
  for (const [num, entry] of hidden) {
    const known = table.get(num);
    if (!known || known.kind === 'free') {
      if (entry.kind !== 'free' || !known) merged.set(num, entry);
    } else if (entry.kind !== 'free' && !sameEntry(known, entry)) {
      report(context, 'HYBRID_CONFLICT', at, 1, String(num));
    }
  }
  return merged;
}

/** Whether two entries name the same place. */
export function sameEntry(a: XrefEntry | undefined, b: XrefEntry | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.kind === 'offset') return b.kind === 'offset' && a.offset === b.offset && a.gen === b.gen;
  if (a.kind === 'free') return b.kind === 'free';
  return b.kind === 'compressed' && a.stream === b.stream && a.index === b.index;
}
