import { addDays } from './calendar-date.ts';
import type { ContractKind, StatutorySheet } from './case.ts';
import type { BatchFault, BatchFaultCode, EnvelopeColumn, EnvelopeCsvRow } from './envelope-csv.ts';
import { EMPTY_ENVELOPE_FIELDS, type EnvelopeFields } from './envelope-fields.ts';
import { fillTitle, type EnvelopeTemplate } from './envelope-template.ts';
import { LIMITS } from './limits.ts';

/** A case as a row needs it, with its accepted application. */
export interface BatchCase {
  readonly id: string;
  readonly departmentId: string;
  readonly caseNumber: string;
  readonly name: string;
  readonly contractKind: ContractKind;
  readonly amountJpy: number | null;
  /** 取引先: the contractor's company, or the name of its 共同企業体. */
  readonly counterpartyName: string | null;
  /** Null where no application of it was accepted; SQL makes the members of a 共同企業体 parties by itself. */
  readonly contractor: EnvelopeFields['contractor'] | null;
}

/** What rows may name: everything by what it is called. */
export interface BatchWorld {
  /** By case number, in NFKC. */
  readonly cases: ReadonlyMap<string, BatchCase>;
  readonly templates: readonly (EnvelopeTemplate & { readonly id: string })[];
  readonly signers: readonly {
    readonly id: string;
    readonly departmentId: string | null;
    readonly title: string;
    readonly principalName: string;
  }[];
  /** Chosen PDFs by name, in NFC; several of one name make it ambiguous. */
  readonly files: ReadonlyMap<string, readonly { readonly size: number }[]>;
  /** Today in JST, `YYYY-MM-DD`. */
  readonly todayOn: string;
}

/** A row with everything it names found. */
export interface PlannedRow {
  readonly line: number;
  readonly caseNumber: string;
  readonly fields: EnvelopeFields;
  readonly templateId: string | null;
  /** In the order of the documents. */
  readonly files: readonly { readonly name: string; readonly sheet: StatutorySheet | null }[];
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/**
 * Finds what a row names and composes the fields of its envelope, as the form does for a single one.
 *
 * @returns the row, or its faults by column, all at once. What blocks sending beyond that SQL says.
 */
export function planRow(
  row: EnvelopeCsvRow,
  world: BatchWorld,
): { readonly planned: PlannedRow | null; readonly faults: readonly BatchFault[] } {
  const faults: BatchFault[] = [];
  const fault = (column: EnvelopeColumn, code: BatchFaultCode, about?: string): void => {
    faults.push({ line: row.line, column, code, ...(about === undefined ? {} : { about }) });
  };
  const found = world.cases.get(row.caseNumber);
  if (found === undefined) fault('caseNumber', 'CASE_UNKNOWN');
  else if (found.contractor === null) fault('caseNumber', 'CASE_HAS_NO_APPLICATION');
  if (found !== undefined && row.contractKind !== null && row.contractKind !== found.contractKind)
    fault('contractKind', 'KIND_DIFFERS');

  const usable = (departmentId: string | null): boolean =>
    departmentId === null || departmentId === found?.departmentId;
  const template =
    row.template === null
      ? null
      : world.templates.find(
          (one) => !one.closed && plain(one.name) === plain(row.template ?? '') && usable(one.departmentId),
        );
  if (template === undefined && found !== undefined)
    fault('template', 'TEMPLATE_UNKNOWN', row.template ?? '');
  if (
    found !== undefined &&
    template?.contractKind !== undefined &&
    template.contractKind !== null &&
    template.contractKind !== found.contractKind
  )
    fault('template', 'KIND_DIFFERS');

  const signers = world.signers.filter((one) => usable(one.departmentId));
  const named = row.signer === null ? null : plain(row.signer);
  const matching = signers.filter(
    (one) => named === plain(one.title) || named === plain(`${one.title}${one.principalName}`),
  );
  const signerId =
    named !== null
      ? matching.length === 1
        ? (matching[0]?.id ?? null)
        : null
      : (template?.signerId ?? (signers.length === 1 ? (signers[0]?.id ?? null) : null));
  if (signerId === null && found !== undefined)
    fault('signer', named === null ? 'REQUIRED' : 'SIGNER_UNKNOWN', row.signer ?? undefined);

  const files = [
    ...row.files.map((name) => ({ name, sheet: null, column: 'files' as const })),
    ...(['recycling', 'architect'] as const).flatMap((sheet) => {
      const name = row[sheet];
      return name === null ? [] : [{ name, sheet, column: sheet }];
    }),
  ].map(({ name, sheet, column }) => {
    // The ending may be left out, as people do.
    const known = [name, `${name}.pdf`]
      .map((one) => one.normalize('NFC'))
      .find((one) => world.files.has(one));
    const chosen = known === undefined ? [] : (world.files.get(known) ?? []);
    const [file] = chosen;
    if (file === undefined) fault(column, 'FILE_UNKNOWN', name);
    else if (chosen.length > 1) fault(column, 'FILE_AMBIGUOUS', name);
    else if (file.size === 0) fault(column, 'FILE_EMPTY', name);
    else if (file.size > LIMITS.pdfBytes) fault(column, 'FILE_TOO_LARGE', name);
    return { name: known ?? name, sheet };
  });

  const kind = row.amount === 'unit_price' ? 'unit_price' : row.amount !== null ? 'fixed' : null;
  const amountJpy = typeof row.amount === 'number' ? row.amount : (found?.amountJpy ?? null);
  const amountKind = kind ?? template?.amountKind ?? (amountJpy === null ? null : 'fixed');
  if (found !== undefined && (amountKind === null || (amountKind === 'fixed' && amountJpy === null)))
    fault('amount', 'REQUIRED');
  const deadlineOn =
    row.deadlineOn ?? (template?.deadlineDays == null ? null : addDays(world.todayOn, template.deadlineDays));
  if (deadlineOn === null) fault('deadlineOn', 'REQUIRED');

  if (faults.length > 0 || found === undefined || found.contractor === null) return { planned: null, faults };
  const company = found.counterpartyName ?? '';
  const title =
    row.title ??
    fillTitle(template?.titlePattern ?? '{caseName}', {
      caseName: found.name,
      caseNumber: found.caseNumber,
      company,
    });
  return {
    planned: {
      line: row.line,
      caseNumber: row.caseNumber,
      templateId: template?.id ?? null,
      files,
      fields: {
        ...EMPTY_ENVELOPE_FIELDS,
        title,
        departmentId: found.departmentId,
        caseId: found.id,
        counterpartyName: found.counterpartyName,
        // 電子帳簿保存法: the day of the transaction is that of the contract unless somebody says otherwise.
        transactionOn: row.contractOn,
        amountKind,
        amountJpy: amountKind === 'unit_price' ? null : amountJpy,
        contractOn: row.contractOn,
        deadlineOn,
        signOrder: template?.signOrder ?? 'contractor_first',
        contractor: found.contractor,
        municipality: { signerId },
      },
    },
    faults,
  };
}

/** How a row of a batch stands, for screen and result alike. */
export type RowState = 'waiting' | 'making' | 'made' | 'approval' | 'sent' | 'ended' | 'refused';

/**
 * Reads how a row stands from what the service keeps of it.
 *
 * @param status - of the envelope that it became; null where there is none yet.
 * @param code - why it was refused last.
 * @param ready - whether all its files are in.
 */
export function rowState(
  status: string | null,
  code: string | null,
  ready: boolean,
  mode: 'draft' | 'submit' | 'send',
): RowState {
  if (status === 'awaiting_approval') return 'approval';
  if (
    status === 'withdrawn' ||
    status === 'declined' ||
    status === 'expired' ||
    status === 'switched_to_paper'
  )
    return 'ended';
  if (status !== null && status !== 'draft') return 'sent';
  if (code !== null) return 'refused';
  if (status === null) return 'waiting';
  return ready && mode === 'draft' ? 'made' : 'making';
}
