import type { RefusalCode } from '../domain/refusal.ts';
import {
  countRows,
  readEnvelopeCsv,
  type BatchFault,
  type BatchMode,
  type EnvelopeCsv,
} from '../domain/envelope-csv.ts';
import { planRow, type PlannedRow } from '../domain/envelope-batch.ts';
import { checkRows, keepBatch, readBatchCases, type RowAnswer } from '../data/batches.ts';
import { readTemplates } from '../data/envelope-templates.ts';
import { byName, hashRows } from './chosen-files.ts';
import type { StaffSession } from './staff-session.svelte.ts';
import { todayOn } from './today.ts';

/** A row of the preview: what would be made, and what the service says of it. */
export interface PreviewRow {
  readonly planned: PlannedRow;
  readonly answer: RowAnswer;
}

/** A CSV and PDFs on the desk, and what would become of them; nothing is made here. */
export class BatchPreview {
  csvName = $state('');
  csv = $state.raw<EnvelopeCsv | null>(null);
  /** Why the file as a whole cannot be read: a code of `readEnvelopeCsv`, and the column or line it names. */
  unreadable = $state.raw<{ readonly code: string; readonly about: string } | null>(null);
  files = $state.raw<readonly File[]>([]);
  faults = $state.raw<readonly BatchFault[]>([]);
  rows = $state.raw<readonly PreviewRow[] | null>(null);
  /** Rows that the service has answered, while it is being asked. */
  asked = $state<number | null>(null);
  /** Share of the files that are hashed and rows that are kept, while a batch begins. */
  keeping = $state<number | null>(null);
  refusal = $state<RefusalCode | null>(null);
  readonly #session: StaffSession;
  // The same id for every attempt at one confirmation: a lost answer makes no second batch.
  #batchId: string = crypto.randomUUID();
  #turn = 0;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  /** Rows that the CSV holds, faulty ones too. */
  readonly total = $derived(this.csv === null ? 0 : countRows(this.csv));

  async takeCsv(file: File): Promise<void> {
    const read = readEnvelopeCsv(new Uint8Array(await file.arrayBuffer()));
    this.csvName = file.name;
    this.csv = read.ok ? read.value : null;
    const { column, line } = (read.ok ? {} : (read.context ?? {})) as { column?: string; line?: number };
    this.unreadable = read.ok
      ? null
      : { code: read.code, about: column ?? (line === undefined ? '' : String(line)) };
    await this.#plan();
  }

  async takeFiles(files: readonly File[]): Promise<void> {
    this.files = [...this.files, ...files];
    await this.#plan();
  }

  async #plan(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#batchId = crypto.randomUUID();
    this.rows = null;
    this.refusal = null;
    this.asked = null;
    this.faults = this.csv?.faults ?? [];
    if (this.csv === null || this.files.length === 0) return;
    this.asked = 0;
    const { csv } = this;
    const [cases, templates] = await Promise.all([
      readBatchCases(csv.rows.map((row) => row.caseNumber)),
      readTemplates(),
    ]);
    if (turn !== this.#turn) return;
    if (!cases.ok || !templates.ok) return this.#stop(cases.ok ? templates : cases);
    const world = {
      cases: cases.value,
      templates: templates.value,
      signers: (this.#session.workplace?.signers ?? []).map((row) => ({
        id: row.id,
        departmentId: row.department_id,
        title: row.title,
        principalName: row.principal_name,
      })),
      files: byName(this.files),
      todayOn: todayOn(),
    };
    const plans = csv.rows.map((row) => planRow(row, world));
    const planned = plans.flatMap((plan) => (plan.planned === null ? [] : [plan.planned]));
    this.faults = [...csv.faults, ...plans.flatMap((plan) => plan.faults)].sort((a, b) => a.line - b.line);
    const answers = await checkRows(planned, (done) => {
      if (turn === this.#turn) this.asked = done;
    });
    if (turn !== this.#turn) return;
    if (!answers.ok) return this.#stop(answers);
    this.asked = null;
    this.rows = planned.flatMap((plan, at) => {
      const answer = answers.value[at];
      return answer === undefined ? [] : [{ planned: plan, answer }];
    });
  }

  #stop(outcome: { readonly ok: boolean; readonly code?: RefusalCode }): void {
    this.asked = null;
    if (outcome.ok) return;
    this.refusal = outcome.code ?? 'FAULT';
    if (outcome.code === 'SIGN_IN_REQUIRED') this.#session.expired = true;
  }

  /** Asks again after a dropped line or a change elsewhere. */
  again(): Promise<void> {
    return this.#plan();
  }

  /** Keeps the batch as it is shown; answers its id, or null where that was refused. */
  async confirm(mode: BatchMode): Promise<string | null> {
    const { rows } = this;
    if (rows === null || this.keeping !== null) return null;
    this.refusal = null;
    this.keeping = 0;
    const kept = await hashRows(
      rows.map(({ planned }) => planned),
      byName(this.files),
      (share) => (this.keeping = share),
    );
    if (kept === null) {
      this.keeping = null;
      this.refusal = 'UPLOAD_UNREADABLE';
      return null;
    }
    const municipalityId = this.#session.workplace?.municipality.id ?? '';
    const name = [...(this.csvName.trim() || 'csv')].slice(0, 200).join('');
    const answer = this.#session.watch(await keepBatch(municipalityId, this.#batchId, { name, mode }, kept));
    this.keeping = null;
    if (answer.ok) return this.#batchId;
    this.refusal = answer.code;
    return null;
  }
}
