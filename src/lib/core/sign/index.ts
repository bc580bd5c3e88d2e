/** The door of `core/sign`: everything that makes a document signed, and nothing that judges one. */
export { DerError } from './der.ts';
export { certificateFields } from './certificate-fields.ts';
export type { CertificateFields } from './certificate-fields.ts';
export { ocspRequest } from './ocsp-request.ts';
export { ocspResponseStatus } from './ocsp-response.ts';
export type { OcspResponseCode } from './ocsp-response.ts';
export type { KeyPort, RevocationPort, TimestampPort } from './ports.ts';
export { digestOf, ecdsaSignatureDer, SEAL_ALGORITHMS } from './seal-algorithm.ts';
export type { SealAlgorithm } from './seal-algorithm.ts';
export { signedAttributes } from './signed-attributes.ts';
export { buildSignedData } from './signed-data.ts';
export type { SignedDataInput } from './signed-data.ts';
export { timestampRequest } from './timestamp-request.ts';
export type { Imprint } from './timestamp-request.ts';
export { readTimestampResponse, timestampCertificates, timestampClaims } from './timestamp-response.ts';
export type { TimestampClaims, TimestampResponseCode } from './timestamp-response.ts';
