import * as v from 'valibot';
import { isCalendarDate } from './calendar-date.ts';
import { LIMITS } from './limits.ts';
import {
  CASE_FLAGS,
  CASE_TYPES,
  type CaseFlag,
  type CaseType,
  type Demand,
  type GuaranteeKind,
  type Rules,
} from './rules.ts';

/** 契約区分: 本契約, 仮契約（議会の議決待ち）, 変更契約. Equal to the check of SQL `contract_case.contract_kind`. */
export const CONTRACT_KINDS = ['final', 'provisional', 'change'] as const;
export type ContractKind = (typeof CONTRACT_KINDS)[number];

/**
 * Laws under which a contractor must accept the electronic method before anything is sent (L9). Equal to the check
 * of SQL `electronic_method_acceptance.law`.
 * 建設業法 19条3項; 建設リサイクル法 13条3項; 建築士法 22条の3の3第4項.
 */
export const ACCEPTANCE_LAWS = ['construction', 'recycling', 'architect'] as const;
export type AcceptanceLaw = (typeof ACCEPTANCE_LAWS)[number];

/** Statutory sheets (L15, L16). Equal to the check of SQL `document.sheet`. */
export const STATUTORY_SHEETS = ['recycling', 'architect'] as const;
export type StatutorySheet = (typeof STATUTORY_SHEETS)[number];

/** Why a case lies outside of what is contracted electronically. Equal to SQL `private.case_scope`. */
export const SCOPE_REASONS = ['notMarked', 'beforeStart', 'notElectronicBidding', 'department'] as const;
export type ScopeReason = (typeof SCOPE_REASONS)[number];

/** What a member of a 共同企業体 is: 代表構成員 or 構成員. Equal to the check of SQL `party.venture_role`. */
export const VENTURE_ROLES = ['representative', 'member'] as const;
export type VentureRole = (typeof VENTURE_ROLES)[number];

/** A 共同企業体: its name, and its members in the order of sealing, one of whom represents the others. */
export interface Venture {
  readonly name: string;
  readonly members: readonly { readonly company: string; readonly representative: boolean }[];
}

/** Fields of a case by the names of SQL `staff_case_save`. */
export interface CaseFields {
  readonly departmentId: string | null;
  readonly caseNumber: string;
  readonly name: string;
  /** 公告・通知日, `YYYY-MM-DD` in JST: it chooses the rules. */
  readonly noticeOn: string;
  readonly caseType: CaseType;
  readonly flags: readonly CaseFlag[];
  readonly electronic: boolean;
  readonly electronicBidding: boolean;
  readonly contractKind: ContractKind;
  readonly originalEnvelopeId: string | null;
  readonly originalReference: string | null;
  readonly amountJpy: number | null;
  /** Null = a single contractor. */
  readonly venture: Venture | null;
}

const text = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(max),
    v.check((value) => !/\p{Cc}/u.test(value)),
  );

const ventureSchema = v.pipe(
  v.strictObject({
    name: text(LIMITS.nameChars),
    members: v.pipe(
      v.array(v.strictObject({ company: text(LIMITS.nameChars), representative: v.boolean() })),
      v.minLength(LIMITS.ventureMembers.least),
      v.maxLength(LIMITS.ventureMembers.most),
    ),
  }),
  v.check(({ members }) => members.filter((member) => member.representative).length === 1),
  v.check(({ members }) => new Set(members.map((member) => member.company)).size === members.length),
);

const caseFieldsSchema = v.strictObject({
  departmentId: v.nullable(v.pipe(v.string(), v.uuid())),
  caseNumber: text(50),
  name: text(LIMITS.nameChars),
  noticeOn: v.pipe(v.string(), v.check(isCalendarDate)),
  caseType: v.picklist(CASE_TYPES),
  flags: v.array(v.picklist(CASE_FLAGS)),
  electronic: v.boolean(),
  electronicBidding: v.boolean(),
  contractKind: v.picklist(CONTRACT_KINDS),
  originalEnvelopeId: v.nullable(v.pipe(v.string(), v.uuid())),
  originalReference: v.nullable(text(LIMITS.nameChars)),
  amountJpy: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.amountJpy))),
  venture: v.optional(v.nullable(ventureSchema), null),
});

export type CaseField = keyof CaseFields;

/**
 * Reads the fields of a case from outside; refuses by field, every faulty one at once.
 *
 * @param value - anything; hostile input answers refused fields, this function does not throw.
 */
export function readCaseFields(
  value: unknown,
):
  { readonly ok: true; readonly fields: CaseFields } | { readonly ok: false; readonly refused: CaseField[] } {
  const parsed = v.safeParse(caseFieldsSchema, value);
  const refused = new Set<CaseField>();
  if (!parsed.success) {
    for (const issue of parsed.issues)
      refused.add((v.getDotPath(issue)?.split('.')[0] ?? 'name') as CaseField);
    return { ok: false, refused: [...refused] };
  }
  const { contractKind, originalEnvelopeId, originalReference } = parsed.output;
  // L14: a change names what it changes.
  if (contractKind === 'change' && originalEnvelopeId === null && originalReference === null) {
    return { ok: false, refused: ['originalReference'] };
  }
  return { ok: true, fields: parsed.output };
}

/** The laws that a case triggers, as SQL `private.case_laws` answers them. */
export function caseLaws(subject: Pick<CaseFields, 'caseType' | 'flags'>): AcceptanceLaw[] {
  return ACCEPTANCE_LAWS.filter((law) =>
    law === 'construction' ? subject.caseType === 'construction' : subject.flags.includes(law),
  );
}

/**
 * Hints why a case lies outside of the scope; SQL `private.case_scope` decides.
 *
 * @param departmentName - of the case's department.
 */
export function caseScope(
  subject: Pick<CaseFields, 'electronic' | 'electronicBidding' | 'noticeOn'>,
  departmentName: string,
  { scope }: Pick<Rules, 'scope'>,
): ScopeReason[] {
  const outside: Readonly<Record<ScopeReason, boolean>> = {
    notMarked: !subject.electronic,
    beforeStart: subject.noticeOn < scope.electronicFrom,
    notElectronicBidding: scope.electronicBiddingOnly && !subject.electronicBidding,
    department: scope.departments.length > 0 && !scope.departments.includes(departmentName),
  };
  return SCOPE_REASONS.filter((reason) => outside[reason]);
}

/** The attachments that the rules demand for a case, as SQL `private.case_demands` answers them. */
export function caseDemands(
  subject: Pick<CaseFields, 'caseType' | 'flags'>,
  rules: Pick<Rules, 'attachments'>,
): Demand[] {
  return rules.attachments.filter(
    (demand) =>
      (demand.caseTypes.length === 0 || demand.caseTypes.includes(subject.caseType)) &&
      (demand.flag === null || subject.flags.includes(demand.flag)),
  );
}

/** The kinds of guarantee among which the contractor chooses, as SQL `private.case_guarantee` answers them; empty = none. */
export function caseGuarantee(
  subject: Pick<CaseFields, 'caseType' | 'flags'>,
  { guarantee }: Pick<Rules, 'guarantee'>,
): readonly GuaranteeKind[] {
  const needed = subject.flags.includes('guarantee') || guarantee.caseTypes.includes(subject.caseType);
  return needed ? guarantee.kinds : [];
}
