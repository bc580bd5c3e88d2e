import { fromBase64, toBase64 } from '../bytes/base64.ts';
import type { Result } from '../bytes/result.ts';
import { readCertificate } from '../x509/certificate.ts';
import { isoInstant } from '../x509/time.ts';
import { readP256Jwk } from '../x509/p256-jwk.ts';
import type { Anchor, SheetKey, TrustList } from './trust-list.ts';

export type TrustListCode = 'TRUST_LIST_MALFORMED' | 'TRUST_LIST_EMPTY';

/**
 * Reads anchors from a file's text: the trust list's JSON, or one or more PEM certificates.
 *
 * @returns TRUST_LIST_MALFORMED where it is neither, where a member is missing or where a certificate cannot be read;
 *   TRUST_LIST_EMPTY where PEM holds no certificate. PEM anchors serve signers and time-stamp authorities both and
 *   are marked `added`.
 */
export function readTrustList(text: string): Result<TrustList, TrustListCode> {
  return text.trimStart().startsWith('{') ? readJson(text) : readPem(text);
}

/** DER of every anchor, for `collect`. */
export function anchorOctets(list: TrustList): readonly Uint8Array[] {
  return list.anchors.flatMap(({ certificate }) => fromBase64(certificate) ?? []);
}

/** One list with the anchors of both; name, date, signature and sheet keys are the first's. */
export function mergeTrustLists(list: TrustList, added: TrustList): TrustList {
  return {
    ...list,
    anchors: [...list.anchors, ...added.anchors.map((anchor) => ({ ...anchor, added: true }))],
  };
}

function readJson(text: string): Result<TrustList, TrustListCode> {
  const malformed = { ok: false, code: 'TRUST_LIST_MALFORMED' } as const;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return malformed;
    throw error;
  }
  if (!isRecord(value)) return malformed;
  const { version, issuedAt, name, anchors, sheetKeys = [] } = value;
  if (version !== 1 || !isInstant(issuedAt) || typeof name !== 'string' || !Array.isArray(anchors))
    return malformed;
  const read = anchors.map((anchor: unknown) => readAnchor(anchor));
  if (!read.every((anchor) => anchor !== undefined)) return malformed;
  const keys = Array.isArray(sheetKeys) ? sheetKeys.map((key: unknown) => readSheetKey(key)) : [undefined];
  if (!keys.every((key) => key !== undefined)) return malformed;
  const list = { version, issuedAt, name, anchors: read } as const;
  return { ok: true, value: keys.length === 0 ? list : { ...list, sheetKeys: keys } };
}

function readSheetKey(value: unknown): SheetKey | undefined {
  if (!isRecord(value)) return undefined;
  const { kid, notBefore, notAfter, testOnly } = value;
  const jwk = readP256Jwk(value['jwk']);
  if (jwk === undefined || typeof kid !== 'string' || typeof testOnly !== 'boolean') return undefined;
  return isInstant(notBefore) && isInstant(notAfter)
    ? { kid, jwk, notBefore, notAfter, testOnly }
    : undefined;
}

function readAnchor(value: unknown): Anchor | undefined {
  if (!isRecord(value)) return undefined;
  const { use, name, certificate, testOnly, accredited, policyOids, notBefore, notAfter } = value;
  if (use !== 'signer' && use !== 'timestamp') return undefined;
  if (typeof name !== 'string' || typeof certificate !== 'string') return undefined;
  if (typeof testOnly !== 'boolean' || typeof accredited !== 'boolean') return undefined;
  if (!isInstant(notBefore) || !isInstant(notAfter)) return undefined;
  if (!Array.isArray(policyOids) || !policyOids.every((oid: unknown) => typeof oid === 'string'))
    return undefined;
  const der = fromBase64(certificate);
  if (!der || !readCertificate(der)) return undefined;
  return {
    use,
    name,
    certificate: toBase64(der),
    testOnly,
    accredited,
    policyOids: policyOids as readonly string[],
    notBefore,
    notAfter,
  };
}

// The mark for tests: what every development certificate bears in its name. PEM has no member to say it.
const TEST_MARK = '\u8a66\u9a13\u7528';

function readPem(text: string): Result<TrustList, TrustListCode> {
  const anchors: Anchor[] = [];
  let latest = 0;
  for (const [, body = ''] of text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)) {
    const der = fromBase64(body);
    const certificate = der && readCertificate(der);
    if (!certificate) return { ok: false, code: 'TRUST_LIST_MALFORMED' };
    latest = Math.max(latest, certificate.notBeforeMs);
    for (const use of ['signer', 'timestamp'] as const) {
      anchors.push({
        use,
        name: certificate.subject.text,
        certificate: toBase64(certificate.der),
        testOnly: certificate.subject.text.includes(TEST_MARK),
        accredited: false,
        policyOids: [],
        notBefore: isoInstant(certificate.notBeforeMs),
        notAfter: isoInstant(certificate.notAfterMs),
        added: true,
      });
    }
  }
  if (anchors.length === 0) return { ok: false, code: 'TRUST_LIST_EMPTY' };
  return { ok: true, value: { version: 1, issuedAt: isoInstant(latest), name: 'PEM', anchors } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
}
