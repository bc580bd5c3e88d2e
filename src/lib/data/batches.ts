import type { BatchMode } from '../domain/envelope-csv.ts';
import type { BatchCase, PlannedRow } from '../domain/envelope-batch.ts';
import type { StatutorySheet } from '../domain/case.ts';
import { EMPTY_ENVELOPE_FIELDS } from '../domain/envelope-fields.ts';
import type { EnvelopeStatus } from '../domain/envelope.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { ApplicationRow, CaseRow } from './cases.ts';
import { failure, success, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

// Names travel in the address when rows are looked up; a hundred of them fit.
const NAMES_AT_ONCE = 100;
// A JSON body is at most 64 KB (functions/_shared/http.ts).
const BODY_BYTES = 48 * 1024;

/** What the service says of one row, in the preview. */
export interface RowAnswer {
  /** What blocks sending, by the names of `ENVELOPE_FIELDS`. */
  readonly missing: readonly string[];
  /** Words of the template that no file's name holds. */
  readonly documents: readonly string[];
  /** Why not even a draft can be made; null where one can. */
  readonly code: RefusalCode | null;
}

/** A file as it was confirmed. */
export interface BatchFile {
  readonly name: string;
  readonly size: number;
  readonly sha256Hex: string;
  readonly sheet: StatutorySheet | null;
}

export interface Batch {
  readonly id: string;
  readonly name: string;
  readonly mode: BatchMode;
  readonly row_count: number;
  readonly created_at: string;
}

/** A kept row with the envelope that it became. */
export interface BatchRow {
  readonly ord: number;
  readonly line: number;
  readonly case_number: string;
  readonly fields: { readonly title: string | null };
  readonly files: readonly BatchFile[];
  readonly envelope_id: string | null;
  readonly ready_at: string | null;
  readonly code: RefusalCode | null;
  readonly status: EnvelopeStatus | null;
  readonly management_label: string | null;
}

function slices<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

/** Cuts rows into bodies that the service takes. */
function bodies<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const cut: T[][] = [];
  let room = 0;
  for (const row of rows) {
    const size = new TextEncoder().encode(JSON.stringify(row)).length + 1;
    if (size > room || (cut.at(-1)?.length ?? 0) >= 100) {
      cut.push([]);
      room = BODY_BYTES;
    }
    cut.at(-1)?.push(row);
    room -= size;
  }
  return cut;
}

/** Reads cases by number with their accepted applications; numbers that RLS shows nothing for are absent. */
export async function readBatchCases(
  numbers: readonly string[],
): Promise<Outcome<ReadonlyMap<string, BatchCase>>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const found = new Map<string, BatchCase>();
  for (const some of slices([...new Set(numbers)], NAMES_AT_ONCE)) {
    const cases = await read<CaseRow[]>(() =>
      client
        .from('contract_case')
        .select('*')
        .in('case_number', [...some])
        .limit(1000)
        .overrideTypes<CaseRow[], { merge: false }>(),
    );
    if (!cases.ok) return cases;
    const applications = await read<ApplicationRow[]>(() =>
      client
        .from('application')
        .select('*')
        .in(
          'case_id',
          cases.value.map((row) => row.id),
        )
        .eq('status', 'accepted')
        .limit(1000)
        .overrideTypes<ApplicationRow[], { merge: false }>(),
    );
    if (!applications.ok) return applications;
    for (const row of cases.value) {
      const accepted = applications.value.find((one) => one.case_id === row.id);
      found.set(row.case_number.normalize('NFKC'), {
        id: row.id,
        departmentId: row.department_id,
        caseNumber: row.case_number,
        name: row.name,
        contractKind: row.contract_kind,
        amountJpy: row.amount_jpy,
        counterpartyName: row.venture_name ?? accepted?.company ?? null,
        contractor:
          row.venture_name !== null
            ? EMPTY_ENVELOPE_FIELDS.contractor
            : accepted === undefined
              ? null
              : {
                  company: accepted.company,
                  title: accepted.principal_title,
                  principalName: accepted.principal_name,
                  email: accepted.email,
                },
      });
    }
  }
  return success(found);
}

/**
 * Asks what would become of rows, without making anything.
 *
 * @param onprogress - told how many rows are answered.
 */
export async function checkRows(
  rows: readonly PlannedRow[],
  onprogress: (done: number) => void,
): Promise<Outcome<readonly RowAnswer[]>> {
  const answers: RowAnswer[] = [];
  const asked = rows.map(({ fields, templateId, files }) => ({ fields, templateId, files }));
  for (const some of bodies(asked)) {
    const answer = await callEnvelope<{ rows: RowAnswer[] }>('POST', '/batches/check', { rows: some });
    if (!answer.ok) return answer;
    answers.push(...answer.value.rows);
    onprogress(answers.length);
  }
  return success(answers);
}

/** Keeps a confirmed batch with all its rows; a repeat with the same id changes nothing. */
export async function keepBatch(
  municipalityId: string,
  batchId: string,
  batch: { readonly name: string; readonly mode: BatchMode },
  rows: readonly (Omit<PlannedRow, 'files'> & { readonly files: readonly BatchFile[] })[],
): Promise<Outcome<unknown>> {
  const begun = await callEnvelope('PUT', `/municipalities/${municipalityId}/batches/${batchId}`, {
    ...batch,
    rowCount: rows.length,
  });
  if (!begun.ok) return begun;
  for (const some of bodies(rows.map((row, at) => ({ ...row, ord: at + 1 })))) {
    const kept = await callEnvelope('PUT', `/batches/${batchId}/rows`, { rows: some });
    if (!kept.ok) return kept;
  }
  return success(null);
}

/** Makes the draft of a row, or answers the one that it became. */
export const draftRow = (
  batchId: string,
  ord: number,
): Promise<
  Outcome<{
    envelopeId: string;
    status: EnvelopeStatus;
    documents: { id: string; name: string; sheet: StatutorySheet | null; sha256Hex: string }[];
  }>
> => callEnvelope('POST', `/batches/${batchId}/rows/${String(ord)}/draft`, {});

/** Sends a row, puts it before the approvers, or leaves it a draft, as its batch says. */
export const finishRow = (batchId: string, ord: number): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/batches/${batchId}/rows/${String(ord)}/finish`, {}, { isWork: true });

/** Notes why a row's file was refused. */
export const refuseRow = (batchId: string, ord: number, code: RefusalCode): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/batches/${batchId}/rows/${String(ord)}/refused`, { code });

/** The member's own batches, newest first, ten at most. */
export function readBatches(): Promise<Outcome<Batch[]>> {
  return read(async () =>
    (await supabase())
      .from('envelope_batch')
      .select('id,name,mode,row_count,created_at')
      .order('created_at', { ascending: false })
      .limit(10)
      .overrideTypes<Batch[], { merge: false }>(),
  );
}

/** One batch with all its rows. `BATCH_NOT_FOUND` where RLS hides it. */
export async function readBatch(
  id: string,
): Promise<Outcome<{ readonly batch: Batch; readonly rows: readonly BatchRow[] }>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const [batches, rows] = await Promise.all([
    read<Batch[]>(() =>
      client
        .from('envelope_batch')
        .select('id,name,mode,row_count,created_at')
        .eq('id', id)
        .overrideTypes<Batch[], { merge: false }>(),
    ),
    read<Omit<BatchRow, 'status' | 'management_label'>[]>(() =>
      client
        .from('envelope_batch_row')
        .select('ord,line,case_number,fields,files,envelope_id,ready_at,code')
        .eq('batch_id', id)
        .order('ord')
        .limit(1000)
        .overrideTypes<Omit<BatchRow, 'status' | 'management_label'>[], { merge: false }>(),
    ),
  ]);
  if (!batches.ok) return batches;
  if (!rows.ok) return rows;
  const [batch] = batches.value;
  if (batch === undefined) return failure('BATCH_NOT_FOUND');
  const states = new Map<string, Pick<BatchRow, 'status' | 'management_label'>>();
  const ids = rows.value.flatMap((row) => (row.envelope_id === null ? [] : [row.envelope_id]));
  for (const some of slices(ids, NAMES_AT_ONCE)) {
    const envelopes = await read<{ id: string; status: EnvelopeStatus; management_label: string | null }[]>(
      () =>
        client
          .from('envelope')
          .select('id,status,management_label')
          .in('id', [...some])
          .overrideTypes<
            { id: string; status: EnvelopeStatus; management_label: string | null }[],
            { merge: false }
          >(),
    );
    if (!envelopes.ok) return envelopes;
    for (const { id: one, ...state } of envelopes.value) states.set(one, state);
  }
  return success({
    batch,
    rows: rows.value.map((row) => ({
      ...row,
      ...(states.get(row.envelope_id ?? '') ?? { status: null, management_label: null }),
    })),
  });
}
