import * as v from 'valibot';
import type { MembershipRole } from '../domain/envelope.ts';
import { callFunction, readJson } from './http.ts';
import { callEnvelope } from './staff-function.ts';
import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** One role; `departmentId` null = every department. */
export interface MemberRole {
  readonly departmentId: string | null;
  readonly role: MembershipRole;
}

export interface Member {
  readonly user_id: string;
  readonly display_name: string;
  readonly email: string | null;
  readonly active: boolean;
  readonly roles: readonly MemberRole[];
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly roles: readonly MemberRole[];
  readonly expires_at: string;
}

/** A lost authenticator that one administrator asked to reset. */
export interface FactorReset {
  readonly id: string;
  readonly user_id: string;
  readonly requested_by: string;
  readonly requested_at: string;
}

/** What an administrator sees of the own municipality. */
export interface MemberFile {
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  readonly resets: readonly FactorReset[];
}

/** Reads members, open invitations and open resets; RLS answers empty lists to anybody but an administrator. */
export async function readMembers(municipalityId: string): Promise<Outcome<MemberFile>> {
  try {
    const client = await supabase();
    const [members, invitations, resets] = await Promise.all([
      client.rpc('member_list').overrideTypes<Member[], { merge: false }>(),
      client
        .from('membership_invitation')
        .select('id,email,display_name,roles,expires_at')
        .eq('municipality_id', municipalityId)
        .is('accepted_at', null)
        .is('cancelled_at', null)
        .order('created_at')
        .overrideTypes<Invitation[], { merge: false }>(),
      client
        .from('factor_reset')
        .select('id,user_id,requested_by,requested_at')
        .eq('municipality_id', municipalityId)
        .is('done_at', null)
        .is('cancelled_at', null)
        .order('requested_at')
        .overrideTypes<FactorReset[], { merge: false }>(),
    ]);
    for (const answer of [members, invitations, resets])
      if (answer.error !== null) return postgrestFailure(answer.error, answer.status);
    return success({
      members: members.data ?? [],
      invitations: invitations.data ?? [],
      resets: resets.data ?? [],
    });
  } catch (cause) {
    return unreachable(cause);
  }
}

type Done = Promise<Outcome<unknown>>;

export const inviteMember = (
  municipalityId: string,
  member: { readonly email: string; readonly displayName: string; readonly roles: readonly MemberRole[] },
): Done => callEnvelope('POST', `/municipalities/${municipalityId}/invitations`, member);

export const cancelInvitation = (id: string): Done => callEnvelope('DELETE', `/invitations/${id}`);

export const saveMember = (
  municipalityId: string,
  userId: string,
  member: { readonly displayName: string; readonly roles: readonly MemberRole[] },
): Done => callEnvelope('PUT', `/municipalities/${municipalityId}/members/${userId}`, member);

export const deactivateMember = (municipalityId: string, userId: string): Done =>
  callEnvelope('POST', `/municipalities/${municipalityId}/members/${userId}/deactivate`, {});

export const requestFactorReset = (municipalityId: string, userId: string): Done =>
  callEnvelope('POST', `/municipalities/${municipalityId}/members/${userId}/factor-reset`, {});

export const approveFactorReset = (id: string): Done =>
  callEnvelope('POST', `/factor-resets/${id}/approve`, {});

export const cancelFactorReset = (id: string): Done => callEnvelope('DELETE', `/factor-resets/${id}`);

/** Adds a 名義人 (`id` null), or changes what may change of one. */
export const savePrincipal = (
  municipalityId: string,
  id: string | null,
  principal: {
    readonly title?: string;
    readonly principalName?: string;
    readonly departmentId?: string | null;
    readonly authority: string | null;
    readonly active?: boolean;
  },
): Done => callEnvelope('PUT', `/municipalities/${municipalityId}/principals/${id ?? 'new'}`, principal);

/** An invitation as its link shows it. */
export interface InvitationView {
  readonly email: string;
  readonly displayName: string;
  readonly municipalityName: string;
  readonly hasAccount: boolean;
}

async function join<T>(path: string, json: unknown): Promise<Outcome<T>> {
  const answer = await callFunction(`/envelope${path}`, { method: 'POST', json });
  return (await readJson(answer, v.unknown(), path)) as Outcome<T>;
}

/** Reads the invitation that a mailed link names; no sign-in. */
export const viewInvitation = (token: string): Promise<Outcome<InvitationView>> =>
  join('/join/view', { token });

/** Takes the invitation; `password` null where the address has an account. */
export const acceptInvitation = (
  token: string,
  password: string | null,
): Promise<Outcome<{ email: string }>> => join('/join', { token, password });
