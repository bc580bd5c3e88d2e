import * as v from 'valibot';

/** Why no key can be had, or why nothing is begun in production: the codes of the jobs, as far as a sentence is known. */
export const HEALTH_CODES = [
  'KEY_UNAVAILABLE',
  'KEY_REFUSED',
  'KEY_DOES_NOT_FIT',
  'KEY_CERTIFICATE_NOT_YET_VALID',
  'KEY_CERTIFICATE_EXPIRED',
  'KEY_CERTIFICATE_USAGE',
  'KEY_CERTIFICATE_CHANGED',
  'KEY_ALGORITHM_UNSUPPORTED',
  'KEY_EXPORTABLE',
  'TEST_ANCHOR_IN_PRODUCTION',
  'TIMESTAMP_NOT_ACCREDITED',
] as const;
export type HealthCode = (typeof HEALTH_CODES)[number];

const instant = v.pipe(v.string(), v.isoTimestamp());

/**
 * How key, time-stamp authorities and trust list are, as the jobs last saw them: answer of SQL `service_health`. Null
 * before the first look, and for whoever administers nothing.
 */
export const serviceHealthSchema = v.nullable(
  v.object({
    mode: v.picklist(['development', 'production']),
    /** The code that keeps every envelope from being concluded; null where nothing does. */
    blockedBy: v.nullable(v.string()),
    key: v.union([
      v.object({ port: v.string(), algorithm: v.string(), subject: v.string(), notAfter: instant }),
      v.object({ code: v.string() }),
    ]),
    authorities: v.array(
      v.object({
        url: v.string(),
        state: v.picklist(['untried', 'answering', 'failing']),
        since: v.nullable(instant),
        reason: v.nullable(v.string()),
      }),
    ),
    testOnly: v.boolean(),
    accreditation: v.nullable(v.object({ asOf: v.string(), source: v.string() })),
    /** When the jobs looked. */
    seenAt: instant,
  }),
);
export type ServiceHealth = NonNullable<v.InferOutput<typeof serviceHealthSchema>>;
