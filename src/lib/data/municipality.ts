import { callEnvelope } from './staff-function.ts';
import { failure, postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** A 担当課, and whom inquiries go to. A closed one (`closed_at`) takes nothing new and keeps what it has. */
export interface Department {
  readonly id: string;
  readonly municipality_id: string;
  readonly name: string;
  readonly contact_name: string | null;
  readonly contact_phone: string | null;
  readonly contact_hours: string | null;
  readonly contact_email: string | null;
  readonly closed_at: string | null;
}

/** A 名義人 of the municipality: who may be named as its contracting party. */
interface MunicipalitySigner {
  readonly id: string;
  readonly department_id: string | null;
  readonly title: string;
  readonly principal_name: string;
  /** 専決・委任の根拠 proposed for whoever acts for this 名義人. */
  readonly authority: string | null;
}

/** How the municipality works; every change is logged. */
export interface MunicipalitySetting {
  readonly approvalRequired: boolean;
  readonly onePersonAllowed: boolean;
  /** Days before 署名期限 on which a contractor is reminded (M81). */
  readonly reminderDays: readonly number[];
  /** Every how many days signers are reminded of their turn; 0 = never. */
  readonly staffReminderDays: number;
}

interface Membership {
  readonly user_id: string;
  readonly municipality_id: string;
  readonly department_id: string | null;
  readonly role: string;
  readonly display_name: string;
  readonly active: boolean;
}

/** Everything about the signed-in member's own municipality that the console needs, as RLS shows it. */
export interface Workplace {
  readonly municipality: { readonly id: string; readonly code: string; readonly name: string };
  readonly departments: readonly Department[];
  readonly signers: readonly MunicipalitySigner[];
  /** The member's own rows: one for each department and role. */
  readonly memberships: readonly Membership[];
  readonly setting: MunicipalitySetting;
  /** 保存年限 of its contracts, unless one has a longer one. */
  readonly retentionYears: number;
}

/** Reads the workplace of a user. `ROLE_MISSING` where no active membership is visible. */
export async function readWorkplace(userId: string): Promise<Outcome<Workplace>> {
  try {
    const client = await supabase();
    const [municipality, departments, signers, memberships, settings] = await Promise.all([
      client.from('municipality').select('id,code,name').order('code').limit(1),
      client
        .from('department')
        .select('id,municipality_id,name,contact_name,contact_phone,contact_hours,contact_email,closed_at')
        .order('name'),
      client
        .from('municipality_signer')
        .select('id,department_id,title,principal_name,authority')
        .eq('active', true)
        .order('title'),
      client
        .from('membership')
        .select('user_id,municipality_id,department_id,role,display_name,active')
        .eq('user_id', userId)
        .eq('active', true),
      client
        .from('municipality_setting')
        .select(
          'municipality_id,approval_required,one_person_allowed,reminder_days,staff_reminder_days,retention_years',
        ),
    ]);
    for (const answer of [municipality, departments, signers, memberships, settings]) {
      if (answer.error !== null) return postgrestFailure(answer.error, answer.status);
    }
    const home = municipality.data?.[0];
    if (home === undefined || (memberships.data ?? []).length === 0) return failure('ROLE_MISSING');
    const setting = settings.data?.find((row) => row.municipality_id === home.id);
    return success({
      municipality: home,
      departments: departments.data ?? [],
      signers: signers.data ?? [],
      memberships: memberships.data ?? [],
      setting: {
        approvalRequired: setting?.approval_required ?? false,
        onePersonAllowed: setting?.one_person_allowed ?? false,
        reminderDays: setting?.reminder_days ?? [3, 1],
        staffReminderDays: setting?.staff_reminder_days ?? 3,
      },
      retentionYears: setting?.retention_years ?? 10,
    });
  } catch (cause) {
    return unreachable(cause);
  }
}

/** Has the sign-in written into the operation log; called once both factors are given. */
export const recordSignIn = (): Promise<Outcome<unknown>> => callEnvelope('POST', '/signed-in', {});

/** A 担当課 as an administrator writes it. */
export interface DepartmentFields {
  readonly name: string;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly contactHours: string | null;
  readonly contactEmail: string | null;
  readonly closed: boolean;
}

/** Adds a 担当課 (`id` null) or changes one; role `admin`. `FIELD_INVALID` names the field in its context. */
export const saveDepartment = (
  municipalityId: string,
  id: string | null,
  fields: DepartmentFields,
): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/municipalities/${municipalityId}/departments/${id ?? 'new'}`, fields);

/** Departments among which something new chooses; `keep` stays choosable though it was closed. */
export const openDepartments = (workplace: Workplace | null, keep = ''): readonly Department[] =>
  (workplace?.departments ?? []).filter((row) => row.closed_at === null || row.id === keep);

/** Where something new begins unless another is chosen: the member's own open department, else the first open one. */
export function ownDepartment(workplace: Workplace | null): Department | undefined {
  const open = openDepartments(workplace);
  return (
    open.find((row) => workplace?.memberships.some((one) => one.department_id === row.id) === true) ?? open[0]
  );
}

/** Changes how the municipality works; role `admin`. */
export const saveSetting = (
  municipalityId: string,
  setting: MunicipalitySetting,
): Promise<Outcome<unknown>> => callEnvelope('PUT', `/municipalities/${municipalityId}/setting`, setting);
