import * as v from 'valibot';

const base64Url = (max: number) => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(max));
const answer = {
  credentialId: v.pipe(base64Url(1400), v.minLength(16)),
  authenticatorData: base64Url(4000),
  clientDataJson: base64Url(4000),
};

/** What a browser says of a passkey that it made; octets in base64url. */
export const newPasskeySchema = v.object({
  ...answer,
  /** SubjectPublicKeyInfo. */
  publicKey: v.pipe(base64Url(1400), v.minLength(80)),
  /** COSE: -7 ES256, -257 RS256. */
  algorithm: v.pipe(v.number(), v.integer()),
});
export type NewPasskey = v.InferOutput<typeof newPasskeySchema>;

/** A passkey's answer to the challenge of one signature; octets in base64url. */
export const passkeyAnswerSchema = v.object({
  challengeId: v.pipe(v.string(), v.uuid()),
  ...answer,
  signature: base64Url(1400),
});
export type PasskeyAnswer = v.InferOutput<typeof passkeyAnswerSchema>;

/** Answer of `POST /shelf/passkeys/begin`: what a passkey is made with. */
export const enrolmentSchema = v.object({
  challengeId: v.string(),
  challenge: v.string(),
  /** The handle of the user: of the account, and nothing of the person. */
  accountId: v.string(),
  email: v.string(),
  /** Credential ids of the passkeys that there are. */
  known: v.array(v.string()),
  algorithms: v.array(v.number()),
});
export type Enrolment = v.InferOutput<typeof enrolmentSchema>;

/** Answer of `POST /signing/passkey`: what a passkey is asked. */
export const passkeyRequestSchema = v.object({
  challengeId: v.string(),
  challenge: v.string(),
  credentialIds: v.array(v.string()),
});
export type PasskeyRequest = v.InferOutput<typeof passkeyRequestSchema>;

/** Answer of `GET /shelf/passkeys`. */
export const passkeysSchema = v.array(
  v.object({ id: v.string(), name: v.string(), createdAt: v.string(), usedAt: v.nullable(v.string()) }),
);
export type Passkey = v.InferOutput<typeof passkeysSchema>[number];
