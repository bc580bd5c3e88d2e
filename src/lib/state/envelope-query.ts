import { isCalendarDate } from '../domain/calendar-date.ts';
import { ENVELOPE_STATUSES } from '../domain/envelope.ts';
import type { EnvelopeQuery } from '../data/envelopes.ts';

/** A search without any condition. */
export const EVERY_ENVELOPE: EnvelopeQuery = {
  statuses: [],
  text: '',
  counterparty: '',
  from: '',
  to: '',
  minJpy: null,
  maxJpy: null,
};

const dateOf = (text: string | null): string => (text !== null && isCalendarDate(text) ? text : '');
const yenOf = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Reads a search from the address's parameters; whatever is not understood is left out. */
export function readQuery(parameters: URLSearchParams): EnvelopeQuery {
  const wanted = parameters.getAll('status');
  return {
    statuses: ENVELOPE_STATUSES.filter((status) => wanted.includes(status)),
    text: parameters.get('q') ?? '',
    counterparty: parameters.get('counterparty') ?? '',
    from: dateOf(parameters.get('from')),
    to: dateOf(parameters.get('to')),
    minJpy: yenOf(parameters.get('min')),
    maxJpy: yenOf(parameters.get('max')),
  };
}

/** Writes a search as parameters, so that a search can be kept, shared and gone back to. */
export function writeQuery(query: EnvelopeQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const status of query.statuses) parameters.append('status', status);
  const texts = {
    q: query.text.trim(),
    counterparty: query.counterparty.trim(),
    from: query.from,
    to: query.to,
  };
  for (const [name, value] of Object.entries(texts)) if (value !== '') parameters.set(name, value);
  if (query.minJpy !== null) parameters.set('min', String(query.minJpy));
  if (query.maxJpy !== null) parameters.set('max', String(query.maxJpy));
  return parameters;
}
