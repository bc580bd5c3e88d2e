import * as v from 'valibot';
import { isCalendarDate } from './calendar-date.ts';
import type { ContractKind } from './case.ts';
import type { LedgerBeside } from './ledger.ts';

/** What the council 議会 decides of a 仮契約. Equal to the check of SQL `council_vote.outcome`. */
export const COUNCIL_OUTCOMES = ['passed', 'rejected'] as const;
export type CouncilOutcome = (typeof COUNCIL_OUTCOMES)[number];

/** Characters of a 議案番号. */
export const BILL_NUMBER_CHARS = 50;

/** One vote as staff record it. */
export interface CouncilVote {
  readonly outcome: CouncilOutcome;
  /** 議決日, `YYYY-MM-DD` in JST. */
  readonly votedOn: string;
  /** 議案番号. */
  readonly billNumber: string | null;
}

/** Why a field of a vote is not taken; `range` = a day before the conclusion or to come. */
export type VoteRefusals = Readonly<
  Partial<{ outcome: 'missing'; votedOn: 'missing' | 'range'; billNumber: 'long' }>
>;

/**
 * Reads a vote as it was typed, refusing every faulty field at once; SQL `staff_council_vote` decides.
 *
 * @param typed - the form's texts.
 * @param from - the day of the conclusion, `YYYY-MM-DD` in JST.
 * @param today - `YYYY-MM-DD` in JST.
 */
export function readVote(
  typed: { readonly outcome: string; readonly votedOn: string; readonly billNumber: string },
  from: string,
  today: string,
):
  { readonly ok: true; readonly vote: CouncilVote } | { readonly ok: false; readonly refused: VoteRefusals } {
  const outcome = COUNCIL_OUTCOMES.find((one) => one === typed.outcome);
  const billNumber = typed.billNumber.trim();
  const { votedOn } = typed;
  const isDay = isCalendarDate(votedOn);
  const isLong = [...billNumber].length > BILL_NUMBER_CHARS;
  const isOutside = isDay && (votedOn < from || votedOn > today);
  if (outcome === undefined || !isDay || isOutside || isLong) {
    return {
      ok: false,
      refused: {
        ...(outcome === undefined ? { outcome: 'missing' } : {}),
        ...(isDay ? {} : { votedOn: 'missing' }),
        ...(isOutside ? { votedOn: 'range' } : {}),
        ...(isLong ? { billNumber: 'long' } : {}),
      },
    };
  }
  return { ok: true, vote: { outcome, votedOn, billNumber: billNumber === '' ? null : billNumber } };
}

/** What is known of an envelope's 契約区分: of its case, and the newest vote where there is one. */
export interface StandingFacts {
  readonly contractKind: ContractKind;
  readonly outcome: CouncilOutcome | null;
  readonly votedOn: string | null;
}

/**
 * How a contract stands: a 仮契約 that is concluded waits for the council, and is the 本契約 (`passed`), or lapsed
 * (`rejected`), once it has decided.
 */
export type ContractStanding = 'final' | 'provisional' | 'awaiting' | 'passed' | 'rejected' | 'change';

/** Answers how a contract stands. @param concluded - whether its envelope is. */
export function standingOf(
  { contractKind, outcome }: Pick<StandingFacts, 'contractKind' | 'outcome'>,
  concluded: boolean,
): ContractStanding {
  if (contractKind !== 'provisional') return contractKind;
  return outcome ?? (concluded ? 'awaiting' : 'provisional');
}

const day = v.pipe(v.string(), v.check(isCalendarDate));

/** What the holder of a link is told of 契約区分 (SQL `link_contract_kind`); null for a plain contract. */
export const linkContractKindSchema = v.nullable(
  v.object({
    kind: v.picklist(['provisional', 'change']),
    vote: v.nullable(
      v.object({ outcome: v.picklist(COUNCIL_OUTCOMES), votedOn: day, billNumber: v.nullable(v.string()) }),
    ),
    /** L14: what a 変更契約 changes, by its number and date in this service, or as staff wrote it. */
    original: v.nullable(
      v.object({
        managementLabel: v.nullable(v.string()),
        contractOn: v.nullable(day),
        reference: v.nullable(v.string()),
      }),
    ),
  }),
);
export type LinkContractKind = NonNullable<v.InferOutput<typeof linkContractKindSchema>>;

/** Words of the columns that the ledger as CSV has at its end. */
export interface StandingColumnWords {
  readonly kind: string;
  readonly votedOn: string;
  readonly standings: Readonly<Record<ContractStanding, string>>;
}

/**
 * The columns 契約区分 and 議決日 behind those of the ledger; whoever reads the ledger passes over them.
 *
 * @param rows - in the order of the ledger's rows; null facts (no case) leave both cells empty.
 */
export function standingColumns(
  rows: readonly { readonly standing: StandingFacts | null; readonly concluded: boolean }[],
  words: StandingColumnWords,
): readonly LedgerBeside[] {
  return [
    {
      heading: words.kind,
      cell: (place) => {
        const row = rows[place];
        return row?.standing ? words.standings[standingOf(row.standing, row.concluded)] : '';
      },
    },
    { heading: words.votedOn, cell: (place) => rows[place]?.standing?.votedOn ?? '' },
  ];
}
