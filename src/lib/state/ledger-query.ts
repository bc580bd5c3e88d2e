import { isCalendarDate } from '../domain/calendar-date.ts';
import { ENVELOPE_STATUSES } from '../domain/envelope.ts';
import type { LedgerQuery } from '../data/ledger.ts';

const dateOf = (text: string | null): string => (text !== null && isCalendarDate(text) ? text : '');
const yenOf = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Reads a search of the ledger from parameters; whatever is not understood is left out. */
export function readLedgerQuery(parameters: URLSearchParams): LedgerQuery {
  const status = parameters.get('status');
  return {
    text: parameters.get('q') ?? '',
    counterparty: parameters.get('counterparty') ?? '',
    from: dateOf(parameters.get('from')),
    to: dateOf(parameters.get('to')),
    minJpy: yenOf(parameters.get('min')),
    maxJpy: yenOf(parameters.get('max')),
    status: ENVELOPE_STATUSES.find((one) => one === status) ?? '',
  };
}

/** Writes a search of the ledger as parameters, so that it can be kept; nothing for the whole ledger. */
export function writeLedgerQuery(query: LedgerQuery): string {
  const texts = {
    q: query.text.trim(),
    counterparty: query.counterparty.trim(),
    from: query.from,
    to: query.to,
    min: query.minJpy === null ? '' : String(query.minJpy),
    max: query.maxJpy === null ? '' : String(query.maxJpy),
    status: query.status,
  };
  return new URLSearchParams(Object.entries(texts).filter(([, value]) => value !== '')).toString();
}
