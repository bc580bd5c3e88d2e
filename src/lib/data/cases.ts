import type {
  ApplicationDecision,
  ApplicationSource,
  ApplicationStatus,
  EnteredApplication,
} from '../domain/application.ts';
import type { AcceptanceLaw, CaseFields, ContractKind, Venture } from '../domain/case.ts';
import type { ActorKind } from '../domain/operation.ts';
import { readRules, type CaseFlag, type CaseType, type Rules, type RulesVersion } from '../domain/rules.ts';
import { sha256Hex } from './digest.ts';
import type { EnvelopeRow } from './envelope-rows.ts';
import { failure, success, type Outcome } from './outcome.ts';
import type { Language } from './preferences.ts';
import { read } from './read-rows.ts';
import { callStaff, getOctets, putOctets } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** Rows that RLS lets a member of staff read, named as in SQL (`docs/interfaces.md` §2). */
export interface CaseRow {
  readonly id: string;
  readonly municipality_id: string;
  readonly department_id: string;
  readonly rules_id: string;
  readonly case_number: string;
  readonly name: string;
  readonly notice_on: string;
  readonly case_type: CaseType;
  readonly flags: readonly CaseFlag[];
  readonly electronic: boolean;
  readonly electronic_bidding: boolean;
  readonly contract_kind: ContractKind;
  readonly original_envelope_id: string | null;
  readonly original_reference: string | null;
  readonly amount_jpy: number | null;
  readonly override_reason: string | null;
  readonly override_at: string | null;
  readonly paper_at: string | null;
  readonly paper_by: ActorKind | null;
  readonly paper_reason: string | null;
  /** Name of the 共同企業体; null = a single contractor. */
  readonly venture_name: string | null;
  readonly created_at: string;
}

/** A member of a 共同企業体. */
export interface CaseMemberRow {
  readonly id: string;
  readonly case_id: string;
  /** Place in the order of sealing. */
  readonly ord: number;
  readonly company: string;
  readonly representative: boolean;
}

export interface ApplicationRow {
  readonly id: string;
  readonly case_id: string;
  readonly source: ApplicationSource;
  readonly status: ApplicationStatus;
  readonly company: string;
  readonly principal_title: string | null;
  readonly principal_name: string;
  readonly email: string;
  readonly contact_name: string | null;
  readonly contact_phone: string | null;
  readonly mobile_last4: string | null;
  readonly external_number: string | null;
  readonly received_on: string;
  readonly declared_at: string | null;
  readonly email_confirmed_at: string | null;
  readonly reviewed_at: string | null;
  readonly review_reason: string | null;
  /** Of a 共同企業体: as which member's it was accepted. */
  readonly member_id: string | null;
  /** 受付番号, and which version under it. */
  readonly receipt_number: string;
  readonly version: number;
  readonly superseded_by: string | null;
  readonly review_fields: readonly string[];
  readonly language: Language;
  readonly created_at: string;
}

export interface AttachmentRow {
  readonly id: string;
  readonly application_id: string;
  readonly kind: string;
  readonly name: string;
  readonly size: number;
  readonly sha256_hex: string;
  readonly page_count: number | null;
}

export interface AcceptanceRow {
  readonly id: string;
  readonly application_id: string;
  readonly law: AcceptanceLaw;
  readonly text_shown: string;
  readonly rules_version: number;
  readonly accepted_at: string;
  readonly giver_name: string;
}

/** One case with everything its page shows. */
export interface CaseFile {
  readonly case: CaseRow;
  readonly rules: RulesVersion;
  /** Members of the 共同企業体 in the order of sealing; empty for a single contractor. */
  readonly members: readonly CaseMemberRow[];
  /** Newest first. */
  readonly applications: readonly ApplicationRow[];
  readonly attachments: readonly AttachmentRow[];
  readonly acceptances: readonly AcceptanceRow[];
  readonly envelopes: readonly EnvelopeRow[];
}

/** A case of the list, with what its contractor's application has come to. */
export interface ListedCase extends CaseRow {
  /** The accepted application, else the newest; of a 共同企業体 the newest that waits for a decision, if there is one. */
  readonly application: ApplicationRow | null;
  /** Members of its 共同企業体 in the order of sealing, each with its accepted application. */
  readonly members: readonly (CaseMemberRow & { readonly application: ApplicationRow | null })[];
}

/** Cases that RLS shows, newest first. */
export async function readCases(): Promise<Outcome<readonly ListedCase[]>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const [cases, applications, members] = await Promise.all([
    read<CaseRow[]>(() =>
      client
        .from('contract_case')
        .select('*')
        .order('created_at', { ascending: false })
        .limit(500)
        .overrideTypes<CaseRow[], { merge: false }>(),
    ),
    read<ApplicationRow[]>(() =>
      client
        .from('application')
        .select('*')
        .order('created_at', { ascending: false })
        .limit(1000)
        .overrideTypes<ApplicationRow[], { merge: false }>(),
    ),
    read<CaseMemberRow[]>(() =>
      client
        .from('case_member')
        .select('*')
        .not('ord', 'is', null)
        .order('ord')
        .limit(1000)
        .overrideTypes<CaseMemberRow[], { merge: false }>(),
    ),
  ]);
  if (!cases.ok) return cases;
  if (!applications.ok) return applications;
  if (!members.ok) return members;
  return success(
    cases.value.map((row) => {
      const own = applications.value.filter(({ case_id }) => case_id === row.id);
      const settled = row.venture_name === null ? 'accepted' : 'received';
      return {
        ...row,
        application: own.find(({ status }) => status === settled) ?? own[0] ?? null,
        members: members.value
          .filter(({ case_id }) => case_id === row.id)
          .map((member) => ({ ...member, application: acceptedOf(own, member.id) })),
      };
    }),
  );
}

/** The application that was accepted as a member's, or null. */
export function acceptedOf(applications: readonly ApplicationRow[], memberId: string): ApplicationRow | null {
  return applications.find((row) => row.status === 'accepted' && row.member_id === memberId) ?? null;
}

/** Whether two names of a company are the same but for their spaces and width. */
export function sameCompany(one: string, other: string): boolean {
  const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');
  return plain(one) === plain(other);
}

/** The 共同企業体 of a case as its fields take it; null for a single contractor. */
export function ventureOf({ case: row, members }: Pick<CaseFile, 'case' | 'members'>): Venture | null {
  if (row.venture_name === null) return null;
  return {
    name: row.venture_name,
    members: members.map(({ company, representative }) => ({ company, representative })),
  };
}

/** Reads one case with rules, applications, attachments, 承諾 and envelopes. `CASE_NOT_FOUND` where RLS hides it. */
export async function readCase(id: string): Promise<Outcome<CaseFile>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const [cases, applications, acceptances, attachments, envelopes, members, versions] = await Promise.all([
    read<CaseRow[]>(() =>
      client.from('contract_case').select('*').eq('id', id).overrideTypes<CaseRow[], { merge: false }>(),
    ),
    read<ApplicationRow[]>(() =>
      client
        .from('application')
        .select('*')
        .eq('case_id', id)
        .order('created_at', { ascending: false })
        .overrideTypes<ApplicationRow[], { merge: false }>(),
    ),
    read<AcceptanceRow[]>(() =>
      client
        .from('electronic_method_acceptance')
        .select('*')
        .eq('case_id', id)
        .order('law')
        .overrideTypes<AcceptanceRow[], { merge: false }>(),
    ),
    read<AttachmentRow[]>(() =>
      client
        .from('attachment')
        .select('*')
        .eq('case_id', id)
        .overrideTypes<AttachmentRow[], { merge: false }>(),
    ),
    read<EnvelopeRow[]>(() =>
      client
        .from('envelope')
        .select('*')
        .eq('case_id', id)
        .order('created_at', { ascending: false })
        .overrideTypes<EnvelopeRow[], { merge: false }>(),
    ),
    read<CaseMemberRow[]>(() =>
      client
        .from('case_member')
        .select('*')
        .eq('case_id', id)
        .not('ord', 'is', null)
        .order('ord')
        .overrideTypes<CaseMemberRow[], { merge: false }>(),
    ),
    readRulesVersions(),
  ]);
  for (const answer of [cases, applications, acceptances, attachments, envelopes, members, versions]) {
    if (!answer.ok) return answer;
  }
  if (
    !cases.ok ||
    !applications.ok ||
    !acceptances.ok ||
    !attachments.ok ||
    !envelopes.ok ||
    !members.ok ||
    !versions.ok
  ) {
    return failure('FAULT');
  }
  const [found] = cases.value;
  const rules = versions.value.find((version) => version.id === found?.rules_id);
  if (found === undefined || rules === undefined) return failure('CASE_NOT_FOUND');
  return success({
    case: found,
    rules,
    members: members.value,
    applications: applications.value,
    attachments: attachments.value,
    acceptances: acceptances.value,
    envelopes: envelopes.value,
  });
}

/** Every version of the municipality's rules, newest effective date first; one that cannot be read is left out. */
export async function readRulesVersions(): Promise<Outcome<readonly RulesVersion[]>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const rows = await read(() =>
    client
      .from('municipality_rules')
      .select('id,version,effective_on,document')
      .order('effective_on', { ascending: false })
      .overrideTypes<
        { id: string; version: number; effective_on: string; document: unknown }[],
        { merge: false }
      >(),
  );
  if (!rows.ok) return rows;
  return success(
    rows.value.flatMap((row) => {
      const document = readRules(row.document);
      if (!document.ok) return [];
      return [{ id: row.id, version: row.version, effectiveOn: row.effective_on, rules: document.rules }];
    }),
  );
}

/** Adds a version of the rules; only an administrator may. */
export const publishRules = (
  municipalityId: string,
  effectiveOn: string,
  rules: Rules,
  note: string | null,
): Promise<Outcome<{ id: string; version: number }>> =>
  callStaff('POST', '/application/rules', { municipalityId, effectiveOn, rules, note });

/** Creates (id null) or changes a case. */
export const saveCase = (id: string | null, fields: CaseFields): Promise<Outcome<{ caseId: string }>> =>
  id === null
    ? callStaff('POST', '/application/cases', fields)
    : callStaff('PUT', `/application/cases/${id}`, fields);

/** Lets a case outside of the scope be contracted electronically. */
export const overrideScope = (id: string, reason: string): Promise<Outcome<unknown>> =>
  callStaff('POST', `/application/cases/${id}/override`, { reason });

/** Takes a case, and every envelope of it that is under way, to paper. */
export const caseToPaper = (id: string, reason: string): Promise<Outcome<unknown>> =>
  callStaff('POST', `/application/cases/${id}/paper`, { reason });

/** Enters an application from its original. */
export const enterApplication = (
  caseId: string,
  fields: EnteredApplication,
  laws: readonly AcceptanceLaw[],
  attachmentIds: readonly string[],
): Promise<Outcome<{ applicationId: string }>> =>
  callStaff('POST', `/application/cases/${caseId}/applications`, { fields, laws, attachmentIds });

/** Enters every application of a CSV, or none: `IMPORT_FAULTY` with `faults` (line:field:code). */
export const importApplications = async (octets: Uint8Array<ArrayBuffer>): Promise<Outcome<unknown>> =>
  putOctets('/application/imports', octets, await sha256Hex(octets));

/** A decision on an application, and what goes with it. */
export interface ApplicationReview {
  readonly decision: ApplicationDecision;
  readonly reason: string | null;
  /** Of a 共同企業体: as which member's it is accepted; else null. */
  readonly memberId: string | null;
  /** The accepted application in whose place this one is accepted; null = there is none. */
  readonly supersedesId: string | null;
  /** What of a returned one is to be corrected. */
  readonly fields: readonly string[];
}

/** Accepts (of a 共同企業体: as a member's), sends back or refuses. */
export const reviewApplication = (id: string, review: ApplicationReview): Promise<Outcome<unknown>> =>
  callStaff('POST', `/application/applications/${id}/review`, review);

/** Mails the applicant once more what the application's state says. */
export const mailApplicationAgain = (id: string): Promise<Outcome<unknown>> =>
  callStaff('POST', `/application/applications/${id}/mail`, {});

/** Gives an application the mobile number that the signer's code goes to, as typed. `FIELD_INVALID` where it is none. */
export const saveMobile = (id: string, mobile: string): Promise<Outcome<unknown>> =>
  callStaff('PUT', `/application/applications/${id}/mobile`, { mobile });

/** The octets of an attachment; the access is logged. `STORAGE_CORRUPT` where they are not those announced. */
export async function readAttachment(
  id: string,
): Promise<Outcome<{ bytes: Uint8Array<ArrayBuffer>; fileName: string | null }>> {
  const answer = await getOctets(`/application/attachments/${id}/content`);
  if (!answer.ok) return answer;
  if ((await sha256Hex(answer.value.bytes)) !== answer.value.sha256Hex) return failure('STORAGE_CORRUPT');
  return success({ bytes: answer.value.bytes, fileName: answer.value.fileName });
}
