import { readRulesVersions, saveCase, ventureOf, type CaseFile } from '../data/cases.ts';
import { searchEnvelopes } from '../data/envelopes.ts';
import { ownDepartment } from '../data/municipality.ts';
import type { EnvelopeRow } from '../data/envelope-rows.ts';
import {
  CONTRACT_KINDS,
  caseDemands,
  caseLaws,
  caseScope,
  readCaseFields,
  type CaseField,
  type CaseFields,
} from '../domain/case.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { CASE_TYPES, rulesFor, type CaseFlag, type RulesVersion } from '../domain/rules.ts';
import { EVERY_ENVELOPE } from './envelope-query.ts';
import type { StaffSession } from './staff-session.svelte.ts';
import { VentureDraft } from './venture-draft.svelte.ts';

const EMPTY = {
  departmentId: '',
  caseNumber: '',
  name: '',
  noticeOn: '',
  caseType: 'construction',
  electronic: true,
  electronicBidding: false,
  contractKind: 'final',
  originalEnvelopeId: '',
  originalReference: '',
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A case being registered or changed: its fields, and what its 公告・通知日 brings with it. */
export class CaseDraft {
  form = $state({ ...EMPTY });
  flags = $state<CaseFlag[]>([]);
  amountJpy = $state<number | null>(null);
  /** Null until they are read. */
  versions = $state.raw<readonly RulesVersion[] | null>(null);
  /** Concluded envelopes, which a 変更契約 may change. */
  originals = $state.raw<readonly EnvelopeRow[]>([]);
  refused = $state.raw<readonly CaseField[]>([]);
  refusal = $state<RefusalCode | null>(null);
  saving = $state(false);
  /** Who the contractor is, where that is a 共同企業体. */
  readonly venture = new VentureDraft();
  readonly id: string | null;
  readonly #session: StaffSession;
  /** The version that the case keeps while its date stays. */
  #kept: { readonly noticeOn: string; readonly rulesId: string } | null = null;

  readonly fields = $derived<CaseFields>({
    departmentId: orNull(this.form.departmentId),
    caseNumber: this.form.caseNumber.trim(),
    name: this.form.name.trim(),
    noticeOn: this.form.noticeOn,
    caseType: CASE_TYPES.find((type) => type === this.form.caseType) ?? 'other',
    flags: this.flags,
    electronic: this.form.electronic,
    electronicBidding: this.form.electronicBidding,
    contractKind: CONTRACT_KINDS.find((kind) => kind === this.form.contractKind) ?? 'final',
    originalEnvelopeId: this.form.contractKind === 'change' ? orNull(this.form.originalEnvelopeId) : null,
    originalReference: this.form.contractKind === 'change' ? orNull(this.form.originalReference) : null,
    amountJpy: this.amountJpy,
    venture: this.venture.value(),
  });
  /** The version of the rules that the date chooses; null before there is a date or they are read, undefined where there is none. */
  readonly rules = $derived.by((): RulesVersion | null | undefined => {
    const { noticeOn } = this.fields;
    if (noticeOn === '' || this.versions === null) return null;
    const kept = this.versions.find(
      (version) => version.id === this.#kept?.rulesId && this.#kept.noticeOn === noticeOn,
    );
    return kept ?? rulesFor(this.versions, noticeOn);
  });
  readonly demands = $derived(this.rules ? caseDemands(this.fields, this.rules.rules) : []);
  readonly laws = $derived(caseLaws(this.fields));
  readonly scope = $derived.by(() => {
    const department = this.#session.workplace?.departments.find(
      (row) => row.id === this.fields.departmentId,
    );
    return this.rules ? caseScope(this.fields, department?.name ?? '', this.rules.rules) : [];
  });

  constructor(session: StaffSession, file: Pick<CaseFile, 'case' | 'members'> | null) {
    this.#session = session;
    this.id = file?.case.id ?? null;
    this.venture.fill(file === null ? null : ventureOf(file));
    if (file === null) {
      this.form.departmentId = ownDepartment(session.workplace)?.id ?? '';
    } else {
      this.#fill(file.case);
    }
  }

  #fill(row: CaseFile['case']): void {
    this.form = {
      departmentId: row.department_id,
      caseNumber: row.case_number,
      name: row.name,
      noticeOn: row.notice_on,
      caseType: row.case_type,
      electronic: row.electronic,
      electronicBidding: row.electronic_bidding,
      contractKind: row.contract_kind,
      originalEnvelopeId: row.original_envelope_id ?? '',
      originalReference: row.original_reference ?? '',
    };
    this.flags = [...row.flags];
    this.amountJpy = row.amount_jpy;
    this.#kept = { noticeOn: row.notice_on, rulesId: row.rules_id };
  }

  async load(): Promise<void> {
    const concluded = { ...EVERY_ENVELOPE, statuses: ['concluded'] };
    const [versions, originals] = await Promise.all([
      readRulesVersions(),
      searchEnvelopes(concluded, 100, null),
    ]);
    this.#session.watch(versions);
    this.refusal = versions.ok ? null : versions.code;
    if (versions.ok) this.versions = versions.value;
    if (originals.ok) this.originals = originals.value;
  }

  toggle(flag: CaseFlag, on: boolean): void {
    this.flags = on ? [...this.flags, flag] : this.flags.filter((entry) => entry !== flag);
  }

  /** Saves; answers the case's id, or null where a field or the service refused. */
  async save(): Promise<string | null> {
    if (this.saving) return null;
    this.refusal = null;
    const read = readCaseFields(this.fields);
    this.refused = read.ok ? [] : read.refused;
    if (!read.ok) return null;
    this.saving = true;
    const saved = this.#session.watch(await saveCase(this.id, read.fields));
    this.saving = false;
    if (saved.ok) return saved.value.caseId;
    this.refusal = saved.code;
    return null;
  }
}
