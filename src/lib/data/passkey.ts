import type { Enrolment, NewPasskey, PasskeyAnswer, PasskeyRequest } from '../domain/passkey.ts';
import { failure, success, type Outcome } from './outcome.ts';

/** As long as a challenge lives on the server. */
const TIMEOUT_MS = 300_000;

/** Whether this page can ask for passkeys at all; a bare IP address and old browsers cannot. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' &&
  window.isSecureContext &&
  !/^[\d.]+$|:/.test(location.hostname);

/**
 * Has the device make a passkey: kept where it can be found again, and only with the person verified (fingerprint,
 * face, screen lock). No attestation is asked for.
 */
export function makePasskey(enrolment: Enrolment): Promise<Outcome<NewPasskey>> {
  return during(async () => {
    const credential = (await navigator.credentials.create({
      publicKey: {
        challenge: octets(enrolment.challenge),
        rp: { name: 'Shomei' },
        user: {
          id: new TextEncoder().encode(enrolment.accountId),
          name: enrolment.email,
          displayName: enrolment.email,
        },
        pubKeyCredParams: enrolment.algorithms.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        excludeCredentials: enrolment.known.map((id) => ({ type: 'public-key', id: octets(id) })),
        attestation: 'none',
        timeout: TIMEOUT_MS,
      },
    })) as PublicKeyCredential | null;
    const response = credential?.response as AuthenticatorAttestationResponse | undefined;
    const publicKey = response?.getPublicKey() ?? null;
    if (credential === null || response === undefined || publicKey === null)
      return failure('PASSKEY_UNSUPPORTED');
    return success({
      credentialId: text(credential.rawId),
      authenticatorData: text(response.getAuthenticatorData()),
      clientDataJson: text(response.clientDataJSON),
      publicKey: text(publicKey),
      algorithm: response.getPublicKeyAlgorithm(),
    });
  });
}

/** Asks a passkey of this device, or of one beside it, to answer the challenge of one signature. */
export function askPasskey(request: PasskeyRequest): Promise<Outcome<PasskeyAnswer>> {
  return during(async () => {
    const credential = (await navigator.credentials.get({
      publicKey: {
        challenge: octets(request.challenge),
        allowCredentials: request.credentialIds.map((id) => ({ type: 'public-key', id: octets(id) })),
        userVerification: 'required',
        timeout: TIMEOUT_MS,
      },
    })) as PublicKeyCredential | null;
    if (credential === null) return failure('PASSKEY_CANCELLED');
    const response = credential.response as AuthenticatorAssertionResponse;
    return success({
      challengeId: request.challengeId,
      credentialId: text(credential.rawId),
      authenticatorData: text(response.authenticatorData),
      clientDataJson: text(response.clientDataJSON),
      signature: text(response.signature),
    });
  });
}

async function during<T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (!hasPasskeys()) return failure('PASSKEY_UNSUPPORTED');
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    // WebAuthn §5.1.3: this device holds one of those that are to be left out.
    if (cause.name === 'InvalidStateError') return failure('PASSKEY_KNOWN');
    const cancelled = ['NotAllowedError', 'AbortError', 'TimeoutError'].includes(cause.name);
    return failure(cancelled ? 'PASSKEY_CANCELLED' : 'PASSKEY_UNSUPPORTED', { cause: cause.name });
  }
}

function octets(base64Url: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const characters = Array.from(new Uint8Array(buffer), (octet) => String.fromCharCode(octet)).join('');
  return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
