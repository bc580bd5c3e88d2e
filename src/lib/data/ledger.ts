import type { StandingFacts } from '../domain/contract-standing.ts';
import type { AmountKind, DocumentKind, EnvelopeStatus } from '../domain/envelope.ts';
import { readStandings } from './council.ts';
import { callEnvelope, postForOctets } from './staff-function.ts';
import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** One contract document of the ledger, as `ledger_search` answers it. */
export interface LedgerFound {
  readonly envelope_id: string;
  readonly document_id: string;
  readonly management_label: string;
  readonly fiscal_year: number;
  readonly management_number: number;
  readonly ord: number;
  readonly certificate_id: string;
  readonly document_name: string;
  readonly counterparty_name: string;
  readonly transaction_on: string;
  readonly amount_kind: AmountKind;
  readonly amount_jpy: number | null;
  readonly status: EnvelopeStatus;
  readonly sha256_hex: string | null;
  /** The last day of the 保存年限, `YYYY-MM-DD`; null before the conclusion. */
  readonly retention_ends_on: string | null;
  /** 契約区分; null where its envelope has no case. */
  readonly standing: StandingFacts | null;
}

/** What the ledger is searched by; empty or null where open, all that is given combined. */
export interface LedgerQuery {
  readonly text: string;
  readonly counterparty: string;
  /** 取引年月日, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  /** 取引金額 in yen, both included. */
  readonly minJpy: number | null;
  readonly maxJpy: number | null;
  readonly status: EnvelopeStatus | '';
}

export interface TimestampCheck {
  readonly id: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly requested_at: string;
  readonly done_at: string | null;
  readonly passed: number;
  readonly indeterminate: number;
  readonly failed: number;
}

export interface TimestampCheckRow {
  readonly document_id: string;
  readonly envelope_id: string;
  readonly management_label: string;
  readonly certificate_id: string;
  readonly document_name: string;
  readonly kind: DocumentKind;
  readonly judged_at: string;
  readonly verdict: 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';
  readonly sub_indication: string | null;
  readonly timestamps: number;
  readonly latest_gen_time: string | null;
  readonly sha256_hex: string;
}

/** The criteria that are given, under the names of SQL. */
function given(query: LedgerQuery): Record<string, string | number> {
  const all = {
    text: query.text.trim(),
    counterparty: query.counterparty.trim(),
    from: query.from,
    to: query.to,
    min: query.minJpy,
    max: query.maxJpy,
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      (entry): entry is [string, string | number] => entry[1] !== '' && entry[1] !== null,
    ),
  );
}

async function call<T>(
  work: (client: Awaited<ReturnType<typeof supabase>>) => PromiseLike<{
    data: T | null;
    error: { code?: string; message: string } | null;
    status: number;
  }>,
): Promise<Outcome<T>> {
  try {
    const { data, error, status } = await work(await supabase());
    return error === null && data !== null
      ? success(data)
      : postgrestFailure(error ?? { message: '' }, status);
  } catch (cause) {
    return unreachable(cause);
  }
}

/** One page of the ledger, newest 管理番号 first, below `after`. */
export async function searchLedger(
  query: LedgerQuery,
  limit: number,
  after: LedgerFound | null,
): Promise<Outcome<readonly LedgerFound[]>> {
  const found = await call((client) =>
    client
      .rpc('ledger_search', {
        p_query: { ...given(query), ...(query.status === '' ? {} : { status: query.status }) },
        p_limit: limit,
        ...(after === null
          ? {}
          : {
              p_after: { fiscalYear: after.fiscal_year, number: after.management_number, ord: after.ord },
            }),
      })
      .overrideTypes<Omit<LedgerFound, 'standing'>[], { merge: false }>(),
  );
  if (!found.ok) return found;
  const standings = await readStandings(found.value.map((row) => row.envelope_id));
  if (!standings.ok) return standings;
  return success(found.value.map((row) => ({ ...row, standing: standings.value[row.envelope_id] ?? null })));
}

/** Every concluded contract that fits, with certificates and index, as one ZIP. `LEDGER_EMPTY`, `LEDGER_TOO_MANY`. */
export const readLedgerArchive = (
  municipalityId: string,
  query: LedgerQuery,
): ReturnType<typeof postForOctets> =>
  postForOctets(`/envelope/municipalities/${municipalityId}/ledger/archive`, given(query));

/** Has every time-stamp of a period judged; the results follow by themselves. */
export const startTimestampCheck = (
  municipalityId: string,
  from: string,
  to: string,
): Promise<Outcome<{ checkId: string }>> =>
  callEnvelope('POST', `/municipalities/${municipalityId}/timestamp-checks`, { from, to });

export const readTimestampChecks = (municipalityId: string): Promise<Outcome<readonly TimestampCheck[]>> =>
  call((client) =>
    client
      .rpc('timestamp_check_list', { p_municipality_id: municipalityId })
      .overrideTypes<TimestampCheck[], { merge: false }>(),
  );

/** The results of a check, by document, below `after`; at most 1,000. */
export const readTimestampRows = (
  checkId: string,
  after: string | null,
): Promise<Outcome<readonly TimestampCheckRow[]>> =>
  call((client) =>
    client
      .rpc('timestamp_check_rows', { p_check_id: checkId, ...(after === null ? {} : { p_after: after }) })
      .overrideTypes<TimestampCheckRow[], { merge: false }>(),
  );
