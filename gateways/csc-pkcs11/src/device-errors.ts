import pkcs11 from 'pkcs11js';

/** Return values that say nothing about the request, only that the device or its session is no longer there. */
const GONE: readonly number[] = [
  pkcs11.CKR_GENERAL_ERROR,
  pkcs11.CKR_DEVICE_ERROR,
  pkcs11.CKR_DEVICE_REMOVED,
  pkcs11.CKR_DEVICE_MEMORY,
  pkcs11.CKR_TOKEN_NOT_PRESENT,
  pkcs11.CKR_TOKEN_NOT_RECOGNIZED,
  pkcs11.CKR_SESSION_CLOSED,
  pkcs11.CKR_SESSION_HANDLE_INVALID,
  pkcs11.CKR_OBJECT_HANDLE_INVALID,
  pkcs11.CKR_KEY_HANDLE_INVALID,
  pkcs11.CKR_USER_NOT_LOGGED_IN,
  pkcs11.CKR_CRYPTOKI_NOT_INITIALIZED,
  pkcs11.CKR_FUNCTION_FAILED,
];

/** Asks whether an error means that the device is away. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'DeviceGone' || GONE.includes((error as Error & { code?: number }).code ?? -1);
}
