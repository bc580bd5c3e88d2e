import type { EnvelopeStatus, WaitingFor } from '../domain/envelope.ts';
import { standingOf, type StandingFacts } from '../domain/contract-standing.ts';
import { calendarDateParts, japanTimeParts } from '../domain/japan-time.ts';
import { COUNCIL_JA } from '../messages/council.ts';
import { dateJa, instantJa } from '../messages/instants.ts';
import { ENVELOPE_STATUS_JA, WAITING_JA } from '../messages/console.ts';
import { CONSOLE_JA } from '../messages/console-screens.ts';

type Tone = 'neutral' | 'active' | 'waiting' | 'done' | 'stopped';

const TONES: Record<EnvelopeStatus, Tone> = {
  draft: 'neutral',
  awaiting_approval: 'waiting',
  sent: 'active',
  partly_signed: 'active',
  concluding: 'waiting',
  concluded: 'done',
  declined: 'stopped',
  withdrawn: 'stopped',
  expired: 'stopped',
  switched_to_paper: 'stopped',
};

/** The word and the tone of an envelope's status; what a seal waits for comes before the status itself. */
export function statusOf(
  status: EnvelopeStatus,
  waitingFor: WaitingFor | null,
): { label: string; tone: Tone } {
  if (waitingFor !== null) return { label: WAITING_JA[waitingFor], tone: 'waiting' };
  return { label: ENVELOPE_STATUS_JA[status], tone: TONES[status] };
}

/** A calendar date (`YYYY-MM-DD`) in words, or the word for "not given". */
export function dateText(date: string | null): string {
  return date === null ? CONSOLE_JA.list.notGiven : dateJa(calendarDateParts(date));
}

/** An instant (ISO, UTC) on a Japanese clock, or an empty text for null. */
export function instantText(at: string | null, seconds = false): string {
  return at === null ? '' : instantJa(japanTimeParts(new Date(at)), seconds);
}

/** 契約金額（税込） in words. */
export function amountText(kind: string | null, amountJpy: number | null, yen: string): string {
  if (kind === 'unit_price') return CONSOLE_JA.list.unitPrice;
  return amountJpy === null ? CONSOLE_JA.list.notGiven : `${amountJpy.toLocaleString('en-US')}${yen}`;
}

/** 契約区分 in words where it says more than 本契約: 仮契約 and how it stands with the council, 変更契約; else null. */
export function standingText(facts: StandingFacts | null | undefined, concluded: boolean): string | null {
  if (!facts) return null;
  const standing = standingOf(facts, concluded);
  return standing === 'final'
    ? null
    : COUNCIL_JA.badge(standing, facts.votedOn === null ? '' : dateText(facts.votedOn));
}
