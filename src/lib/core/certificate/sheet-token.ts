import { fromBase64Url, toBase64Url } from '../bytes/base64.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { ok, refuse, type Result } from '../bytes/result.ts';
import type { SheetKey } from '../verify/trust-list.ts';
import { ES256_OCTETS, verifyEs256 } from '../x509/p256-jwk.ts';

/**
 * What the QR of a printed sheet says: enough to tell whose sheet it is and which file belongs to it, no name of a
 * person. Hashes are SHA-256 in lower-case hexadecimal, lengths are octets.
 *
 * It proves the sheet's data, never the printed pages: the contract is proven by its file alone.
 */
export type SheetClaim =
  | (SheetDocument &
      Readonly<{
        kind: 'certificate';
        signerCount: number;
        managementLabel: string;
        /** ISO 8601 in UTC to the second. */
        concludedAt: string;
      }>)
  | Readonly<{ kind: 'envelope'; documents: readonly SheetDocument[] }>
  /** The envelope has more documents than the token holds: SHA-256 of what `sheetListText` writes of them. */
  | Readonly<{ kind: 'envelope-list'; listSha256Hex: string; documentCount: number }>;

/** A concluded contract: its 締結証明書ID and the last revision that the certificate lists. */
export type SheetDocument = Readonly<{ certificateId: string; sha256Hex: string; length: number }>;

/** Why a text is no sheet token that can be believed. */
export type SheetTokenCode =
  | 'SHEET_TOKEN_TOO_LONG'
  | 'SHEET_TOKEN_MALFORMED'
  | 'SHEET_TOKEN_VERSION'
  | 'SHEET_KEY_UNKNOWN'
  | 'SHEET_KEY_OUT_OF_TERM'
  | 'SHEET_SIGNATURE_INVALID';

/** Octets of a whole token at most, so that its QR stays readable on paper. */
export const SHEET_TOKEN_OCTETS = 600;
/** What a base64url signature and its dot take. */
const SIGNATURE_PART = 1 + Math.ceil((ES256_OCTETS * 4) / 3);

const ID = /^[0-9a-f]{32}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const KID = /^[A-Za-z0-9_-]{43}$/;

/**
 * The JWS signing input of a claim: what the sheet key signs, as ECDSA with SHA-256.
 *
 * @param kid - RFC 7638 thumbprint of the sheet key.
 * @returns SHEET_TOKEN_TOO_LONG where the whole token would be longer than 600 octets.
 *
 * Source: RFC 7515 §5.1, §7.1; RFC 7518 §3.4.
 */
export function sheetSigningInput(claim: SheetClaim, kid: string): Result<string, 'SHEET_TOKEN_TOO_LONG'> {
  const input = `${encode({ alg: 'ES256', kid })}.${encode(payloadOf(claim))}`;
  return input.length + SIGNATURE_PART > SHEET_TOKEN_OCTETS ? refuse('SHEET_TOKEN_TOO_LONG') : ok(input);
}

/**
 * The compact JWS.
 *
 * @param signature - r‖s, 64 octets. @throws RangeError on any other length.
 */
export function sheetToken(signingInput: string, signature: Uint8Array): string {
  if (signature.length !== ES256_OCTETS) throw new RangeError('an ES256 signature has 64 octets');
  return `${signingInput}.${toBase64Url(signature)}`;
}

/** What `listSha256Hex` is the hash of (UTF-8): ID, hash (base64url) and length of each document, in order. */
export function sheetListText(documents: readonly SheetDocument[]): string {
  return JSON.stringify(documents.map(entryOf));
}

export type ParsedSheetToken = Readonly<{
  kid: string;
  claim: SheetClaim;
  signingInput: string;
  /** r‖s, 64 octets. */
  signature: Uint8Array<ArrayBuffer>;
}>;

/** Reads a compact JWS of a sheet, strictly; says nothing of its signature. Never throws. */
export function parseSheetToken(
  text: string,
): Result<ParsedSheetToken, 'SHEET_TOKEN_TOO_LONG' | 'SHEET_TOKEN_MALFORMED' | 'SHEET_TOKEN_VERSION'> {
  if (text.length > SHEET_TOKEN_OCTETS) return refuse('SHEET_TOKEN_TOO_LONG');
  const [header = '', payload = '', value = '', ...rest] = text.split('.');
  const { alg, kid, ...others } = decode(header) ?? {};
  const signature = fromBase64Url(value);
  // No other header member is understood: a `crit` extension least of all (RFC 7515 §4.1.11).
  const isHeader = alg === 'ES256' && isText(kid) && KID.test(kid) && Object.keys(others).length === 0;
  const members = decode(payload);
  if (rest.length > 0 || !isHeader || !members || signature?.length !== ES256_OCTETS) {
    return refuse('SHEET_TOKEN_MALFORMED');
  }
  if (members.v !== 1) return refuse('SHEET_TOKEN_VERSION');
  const claim = claimOf(members);
  if (!claim) return refuse('SHEET_TOKEN_MALFORMED');
  return ok({ kid, claim, signingInput: `${header}.${payload}`, signature });
}

/**
 * Asks whether a sheet's token was signed by one of the published sheet keys.
 *
 * @param keys - the trust list's `sheetKeys`.
 * @param at - the instant of the question; a key is believed from its `notBefore` to its `notAfter`.
 * @returns the claim and the key; a code on anything else. Never throws.
 *
 * Source: RFC 7515 §5.2; RFC 7518 §3.4.
 */
export async function checkSheetToken(
  text: string,
  keys: readonly SheetKey[],
  at: Date,
): Promise<Result<Readonly<{ claim: SheetClaim; key: SheetKey }>, SheetTokenCode>> {
  const parsed = parseSheetToken(text);
  if (!parsed.ok) return parsed;
  const { kid, claim, signingInput, signature } = parsed.value;
  const key = keys.find((one) => one.kid === kid);
  if (!key) return refuse('SHEET_KEY_UNKNOWN', { kid });
  const input = new TextEncoder().encode(signingInput);
  if (!(await verifyEs256(key.jwk, signature, input))) return refuse('SHEET_SIGNATURE_INVALID');
  const isInTerm = Date.parse(key.notBefore) <= at.getTime() && at.getTime() <= Date.parse(key.notAfter);
  return isInTerm ? ok({ claim, key }) : refuse('SHEET_KEY_OUT_OF_TERM', { kid });
}

function payloadOf(claim: SheetClaim): object {
  switch (claim.kind) {
    case 'certificate': {
      const [id, d, n] = entryOf(claim);
      return { v: 1, id, d, n, s: claim.signerCount, m: claim.managementLabel, t: claim.concludedAt };
    }
    case 'envelope':
      return { v: 1, e: claim.documents.map(entryOf) };
    case 'envelope-list':
      return { v: 1, h: hashOf(claim.listSha256Hex), c: claim.documentCount };
  }
}

function claimOf(members: Readonly<Record<string, unknown>>): SheetClaim | undefined {
  const { id, d, n, s, m, t, e, h, c } = members;
  if (Array.isArray(e)) {
    const documents = e.map((entry: unknown) => documentOf(Array.isArray(entry) ? entry : []));
    const known = documents.filter((one) => one !== undefined);
    return documents.length > 0 && known.length === documents.length
      ? { kind: 'envelope', documents: known }
      : undefined;
  }
  if (h !== undefined) {
    const listSha256Hex = hexOf(h);
    return listSha256Hex !== undefined && isCount(c)
      ? { kind: 'envelope-list', listSha256Hex, documentCount: c }
      : undefined;
  }
  const document = documentOf([id, d, n]);
  if (!document || !isCount(s) || !isText(m) || !isText(t)) return undefined;
  if (!INSTANT.test(t) || Number.isNaN(Date.parse(t))) return undefined;
  return { kind: 'certificate', ...document, signerCount: s, managementLabel: m, concludedAt: t };
}

function entryOf(document: SheetDocument): readonly [string, string, number] {
  return [document.certificateId, hashOf(document.sha256Hex), document.length];
}

function documentOf([id, hash, length]: readonly unknown[]): SheetDocument | undefined {
  const sha256Hex = hexOf(hash);
  return isText(id) && ID.test(id) && sha256Hex !== undefined && isCount(length)
    ? { certificateId: id, sha256Hex, length }
    : undefined;
}

function hashOf(sha256Hex: string): string {
  return toBase64Url(fromHex(sha256Hex) ?? new Uint8Array());
}

function hexOf(value: unknown): string | undefined {
  const octets = isText(value) ? fromBase64Url(value) : undefined;
  return octets?.length === 32 ? toHex(octets) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function encode(members: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(members)));
}

/** Members of a JSON object in base64url; undefined for anything else. */
function decode(part: string): Readonly<Record<string, unknown>> | undefined {
  const octets = fromBase64Url(part);
  if (!octets) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
