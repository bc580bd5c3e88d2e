import { failure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** Where a sign-in stands: the password alone opens nothing, every read needs `aal2`. */
export type SignInStep = 'signed_out' | 'needs_enrolment' | 'needs_code' | 'ready';

export interface Session {
  readonly step: SignInStep;
  readonly userId: string | null;
  readonly email: string | null;
}

/** What an authenticator app needs: the secret in base32, and the `otpauth:` address that its QR shows. */
export interface Enrolment {
  readonly factorId: string;
  readonly secret: string;
  readonly uri: string;
  /** The QR code as an SVG document or data address, as the auth server drew it; empty where it draws none. */
  readonly qr: string;
}

interface AuthFailure {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly name?: string;
}

function authFailure<T>(error: AuthFailure): Outcome<T> {
  if (error.name === 'AuthRetryableFetchError' || error.status === 0) return failure('OFFLINE');
  if (error.code === 'invalid_credentials') return failure('SIGN_IN_FAILED');
  if (error.code === 'mfa_verification_failed' || error.code === 'mfa_challenge_expired')
    return failure('SECOND_FACTOR_WRONG');
  if (error.status === 429) return failure('RATE_LIMITED');
  if (error.status === 401 || error.status === 403 || error.name === 'AuthSessionMissingError')
    return failure('SIGN_IN_REQUIRED');
  return failure('FAULT', { status: error.status ?? 0, authCode: error.code ?? '' });
}

async function attempt<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (cause) {
    // supabase-js answers refusals; what it throws is a missing library, configuration or network.
    return unreachable(cause);
  }
}

/** Where the sign-in of this browser stands. Reads the kept session; asks the network only to renew it. */
export function currentSession(): Promise<Outcome<Session>> {
  return attempt(async () => {
    const { auth } = await supabase();
    const { data, error } = await auth.getSession();
    if (error !== null) return authFailure(error);
    if (data.session === null) return success({ step: 'signed_out', userId: null, email: null });
    const { user } = data.session;
    const level = await auth.mfa.getAuthenticatorAssuranceLevel();
    if (level.error !== null) return authFailure(level.error);
    const step: SignInStep =
      level.data.currentLevel === 'aal2'
        ? 'ready'
        : level.data.nextLevel === 'aal2'
          ? 'needs_code'
          : 'needs_enrolment';
    return success({ step, userId: user.id, email: user.email ?? null });
  });
}

/** First factor. Refusals: `SIGN_IN_FAILED`, `RATE_LIMITED`. */
export function signIn(email: string, password: string): Promise<Outcome<Session>> {
  return attempt(async () => {
    const { auth } = await supabase();
    const { error } = await auth.signInWithPassword({ email, password });
    return error === null ? currentSession() : authFailure(error);
  });
}

/** Second factor, also asked anew before the municipality's own signature. Refusals: `SECOND_FACTOR_WRONG`, `SECOND_FACTOR_REQUIRED`. */
export function verifyCode(code: string, enrolledFactorId?: string): Promise<Outcome<Session>> {
  return attempt(async () => {
    const { auth } = await supabase();
    let factorId = enrolledFactorId;
    if (factorId === undefined) {
      const factors = await auth.mfa.listFactors();
      if (factors.error !== null) return authFailure(factors.error);
      factorId = factors.data.totp[0]?.id;
    }
    if (factorId === undefined) return failure('SECOND_FACTOR_REQUIRED');
    const { error } = await auth.mfa.challengeAndVerify({ factorId, code });
    return error === null ? currentSession() : authFailure(error);
  });
}

/** Begins the enrolment of an authenticator app; half-finished earlier ones are removed first. */
export function enrolFactor(friendlyName: string): Promise<Outcome<Enrolment>> {
  return attempt(async () => {
    const { auth } = await supabase();
    const known = await auth.mfa.listFactors();
    if (known.error !== null) return authFailure(known.error);
    for (const factor of known.data.all) {
      if (factor.status === 'unverified') await auth.mfa.unenroll({ factorId: factor.id });
    }
    const { data, error } = await auth.mfa.enroll({ factorType: 'totp', friendlyName });
    if (error !== null) return authFailure(error);
    return success({
      factorId: data.id,
      secret: data.totp.secret,
      uri: data.totp.uri,
      qr: data.totp.qr_code,
    });
  });
}

/** Ends the session of this browser. Never refused: what the server does not hear still ends here. */
export async function signOut(): Promise<void> {
  const { auth } = await supabase();
  await auth.signOut({ scope: 'local' });
}

/** The access token for the edge functions, renewed where it is near its end; null when signed out. */
export async function accessToken(): Promise<string | null> {
  const { auth } = await supabase();
  const { data } = await auth.getSession();
  return data.session?.access_token ?? null;
}
