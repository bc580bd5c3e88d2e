/**
 * The closed list of refusal codes, with the HTTP status each one travels under.
 *
 * SQL raises them as SQLSTATE `PT4xx` with the code as message; edge functions answer
 * `{ code, context }` under the same status. A code is never reused for another meaning.
 */
export const REFUSAL_STATUS = {
  // Who acts
  ACTOR_INVALID: 400,
  SIGN_IN_REQUIRED: 401,
  SIGN_IN_FAILED: 401,
  SECOND_FACTOR_REQUIRED: 403,
  SECOND_FACTOR_STALE: 403,
  SECOND_FACTOR_WRONG: 403,
  ROLE_MISSING: 403,
  RATE_LIMITED: 429,

  // What the request says
  REQUEST_INVALID: 400,
  ROUTE_NOT_FOUND: 404,
  FIELD_INVALID: 422,
  FIELD_UNKNOWN: 422,
  REASON_MISSING: 422,
  REASON_TOO_LONG: 422,
  OPERATOR_INVALID: 422,

  // Envelope
  ENVELOPE_NOT_FOUND: 404,
  ENVELOPE_NOT_DRAFT: 409,
  ENVELOPE_INCOMPLETE: 422,
  ENVELOPE_CLOSED: 409,
  ENVELOPE_EXPIRED: 410,
  EVENT_NOT_ALLOWED: 409,
  DEPARTMENT_NOT_FOUND: 404,
  SIGNER_NOT_FOUND: 404,
  PARTY_NOT_FOUND: 404,
  SEALING_IN_PROGRESS: 409,
  NOT_CONCLUDED: 409,

  // Documents
  DOCUMENT_NOT_FOUND: 404,
  DOCUMENT_NOT_STAMPED: 409,
  DOCUMENT_CHANGED: 409,
  DOCUMENTS_TOO_MANY: 422,
  DOCUMENT_NAME_INVALID: 422,

  // Uploads
  UPLOAD_NOT_FOUND: 404,
  UPLOAD_NOT_PDF: 422,
  UPLOAD_EMPTY: 422,
  UPLOAD_ENCRYPTED: 422,
  UPLOAD_XFA: 422,
  UPLOAD_JAVASCRIPT: 422,
  UPLOAD_ACTIVE_CONTENT: 422,
  UPLOAD_SIGNED: 422,
  UPLOAD_TOO_LARGE: 422,
  UPLOAD_TOO_MANY_PAGES: 422,
  UPLOAD_NO_PAGES: 422,
  UPLOAD_TRUNCATED: 422,
  UPLOAD_UNREADABLE: 422,
  UPLOAD_DAMAGED_TOO_LARGE: 422,
  UPLOAD_BOMB: 422,
  UPLOAD_PART_MISMATCH: 409,
  UPLOAD_PART_OUT_OF_RANGE: 422,
  UPLOAD_INCOMPLETE: 409,
  UPLOAD_HASH_MISMATCH: 409,

  // Link and contractor
  LINK_UNKNOWN: 404,
  LINK_REPLACED: 410,
  LINK_NOT_OPENED: 409,
  NOT_YOUR_TURN: 409,
  ALREADY_CONSENTED: 409,
  CHECKLIST_UNFINISHED: 409,
  DOWNLOAD_CLOSED: 410,

  // Pipeline (the service to itself)
  KEY_OPERATION_CONFLICT: 409,
  KEY_OPERATION_UNKNOWN: 404,
  SEAL_SUBJECT_INVALID: 422,
  SEAL_MISSING: 409,
  SEAL_NOT_PASSED: 409,
  CONSENT_MISSING: 409,
  CONCLUSION_INCOMPLETE: 409,
  REVISION_CONFLICT: 409,
  REVISION_NOT_NEXT: 409,
  OBJECT_CONFLICT: 409,
  OBJECT_UNKNOWN: 404,
  JOB_LEASE_LOST: 409,
  OUTBOX_NOT_FOUND: 404,
  LINK_GENERATION_STALE: 409,
  KEY_UNAVAILABLE: 422,
  TIMESTAMP_UNAVAILABLE: 422,
  TIMESTAMP_INVALID: 422,
  TIMESTAMP_NOT_ACCREDITED: 422,
  REVOCATION_UNAVAILABLE: 422,
  MAIL_UNAVAILABLE: 422,
  MAIL_UNDELIVERABLE: 422,

  // What is kept
  APPEND_ONLY: 409,
  DELETE_REFUSED: 409,
  STORAGE_FULL: 422,
  STORAGE_UNAVAILABLE: 422,
  STORAGE_CORRUPT: 422,

  // Said by the screen itself
  OFFLINE: 422,
  FAULT: 422,
} as const satisfies Record<string, number>;

/** One code of the closed list. */
export type RefusalCode = keyof typeof REFUSAL_STATUS;

/** Every refusal code, in the order of the list. */
export const REFUSAL_CODES = Object.keys(REFUSAL_STATUS) as readonly RefusalCode[];

/** Codes about the octets of an upload; the reader of uploads answers only these. */
export type UploadRefusalCode = Extract<RefusalCode, `UPLOAD_${string}`>;

/** Asks whether a string from outside is a known code. Hostile input answers false; does not throw. */
export function isRefusalCode(value: unknown): value is RefusalCode {
  return typeof value === 'string' && Object.hasOwn(REFUSAL_STATUS, value);
}
