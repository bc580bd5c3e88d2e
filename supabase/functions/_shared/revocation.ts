import {
  certificateFields,
  equalBytes,
  ocspRequest,
  ocspResponseStatus,
  readCertificate,
  readOcspResponse,
  toBase64,
  type RevocationPort,
} from './core.ts';
import { nodeDigest } from './digest.ts';
import { fetchOctets } from './fetch-octets.ts';
import { sha256Hex } from './octets.ts';
import { Outage } from './refusal.ts';

const TIMEOUT_MS = 15_000;
const OCSP_BYTES = 256 * 1024;
/** Lists of large authorities are a few megabytes; the document carries them for good. */
const CRL_BYTES = 8 * 1024 * 1024;
const CERTIFICATE_BYTES = 64 * 1024;
/** A chain is never this long; the bound is against loops. */
const CHAIN = 10;

/** Revocation answers, and missing issuers, from where certificates point. */
export interface RevocationSource extends RevocationPort {
  /** DER of the certificate at `url` (caIssuers). */
  certificate(url: string): Promise<Uint8Array>;
}

/** What the document security store takes in. */
export interface ValidationMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** The source over HTTP, with limits on time and size. */
export function httpRevocation(timeoutMs = TIMEOUT_MS): RevocationSource {
  const get = (maxBytes: number) => (url: string) => fetchOctets(url, { method: 'GET', timeoutMs, maxBytes });
  return {
    ocsp: (url, request) =>
      fetchOctets(url, {
        method: 'POST',
        body: Uint8Array.from(request),
        contentType: 'application/ocsp-request',
        timeoutMs,
        maxBytes: OCSP_BYTES,
      }),
    crl: get(CRL_BYTES),
    certificate: get(CERTIFICATE_BYTES),
  };
}

/**
 * A source that asks each question once and gives the same answer again; a failure is not kept.
 *
 * To be held for one stage of one job only: an answer speaks for what was signed before it was given.
 */
export function heldAnswers(source: RevocationSource): RevocationSource {
  const answers = new Map<string, Promise<Uint8Array>>();
  const once = (question: string, ask: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(question, answer);
    answer.catch(() => answers.delete(question));
    return answer;
  };
  return {
    ocsp: (url, request) => once(`ocsp ${url} ${toBase64(request)}`, () => source.ocsp(url, request)),
    crl: (url) => once(`crl ${url}`, () => source.crl(url)),
    certificate: (url) => once(`certificate ${url}`, () => source.certificate(url)),
  };
}

/** What was collected for several signers: for the document as a whole, and for each of them. */
export interface CollectedMaterial extends ValidationMaterial {
  /** In the order of the leaves that were asked for. */
  readonly byLeaf: readonly ValidationMaterial[];
}

/**
 * Collects what a verifier without a network needs: each leaf's chain up to a self-issued certificate, and for
 * every certificate below it one answer, by OCSP where it names a responder, else by CRL. A responder that the
 * authority delegated to is followed in the same way, unless its certificate says that it need not be
 * (RFC 6960 §4.2.2.2.1, id-pkix-ocsp-nocheck).
 *
 * Nothing is judged here: the verifier judges the document that carries the answers, before it is stored.
 *
 * @param leaves - DER of the certificates that signed: seals and time-stamp authorities.
 * @param known - DER of any other certificates at hand (chains, anchors).
 * @throws Outage `REVOCATION_UNAVAILABLE` where an answer or an issuer cannot be had.
 */
export async function collectMaterial(
  source: RevocationSource,
  leaves: readonly Uint8Array[],
  known: readonly Uint8Array[],
): Promise<CollectedMaterial> {
  const pool = [...leaves, ...known];
  const answers = new Map<string, Answer>();
  const all = new Gathered();
  const byLeaf: ValidationMaterial[] = [];
  for (const leaf of leaves) {
    const own = new Gathered();
    const chains = [leaf];
    for (let start = chains.shift(); start !== undefined; start = chains.shift()) {
      let current = start;
      for (let depth = 0; depth < CHAIN; depth++) {
        const id = await sha256Hex(current);
        // A chain that joins one already followed adds nothing; a responder may lead back to its own authority.
        if (!own.add('certificates', id, current)) break;
        const fields = certificateFields(current);
        if (equalBytes(fields.issuer, fields.subject)) break;
        const issuer =
          pool.find((other) => isIssuer(other, fields.issuer)) ?? (await fetchIssuer(source, current));
        pool.push(issuer);
        const answer = answers.get(id) ?? (await revocationAnswer(source, current, issuer));
        answers.set(id, answer);
        own.add(answer.kind, await sha256Hex(answer.der), answer.der);
        if (answer.kind === 'ocsps') chains.push(...(await respondersToFollow(answer.der, issuer)));
        current = issuer;
      }
    }
    byLeaf.push(own.material);
    all.take(own);
  }
  return { ...all.material, byLeaf };
}

/** Octets gathered once each, in the order they came. */
class Gathered {
  readonly #kinds = {
    certificates: new Map<string, Uint8Array>(),
    ocsps: new Map<string, Uint8Array>(),
    crls: new Map<string, Uint8Array>(),
  };

  /** False where it was there already. */
  add(kind: keyof ValidationMaterial, id: string, octets: Uint8Array): boolean {
    if (this.#kinds[kind].has(id)) return false;
    this.#kinds[kind].set(id, octets);
    return true;
  }

  take(other: Gathered): void {
    for (const kind of ['certificates', 'ocsps', 'crls'] as const) {
      for (const [id, octets] of other.#kinds[kind]) this.add(kind, id, octets);
    }
  }

  get material(): ValidationMaterial {
    const { certificates, ocsps, crls } = this.#kinds;
    return {
      certificates: [...certificates.values()],
      ocsps: [...ocsps.values()],
      crls: [...crls.values()],
    };
  }
}

const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5';

/** The responder that the authority delegated to, where its own state is to be asked: it names where, and has no nocheck. */
async function respondersToFollow(response: Uint8Array, issuer: Uint8Array): Promise<Uint8Array[]> {
  const read = readOcspResponse(response);
  if (read === undefined) return [];
  const { responder } = read;
  const followed: Uint8Array[] = [];
  for (const certificate of read.certificates) {
    const isResponder =
      'name' in responder
        ? certificate.subject.key === responder.name.key
        : equalBytes(responder.keyHash, await sha1(certificate.publicKey.key));
    const { issuer: name, ocspUrls, crlUrls } = certificateFields(certificate.der);
    if (
      isResponder &&
      isIssuer(issuer, name) &&
      !equalBytes(certificate.der, issuer) &&
      !certificate.extensions.some(({ oid }) => oid === OCSP_NO_CHECK) &&
      ocspUrls.length + crlUrls.length > 0
    ) {
      followed.push(certificate.der);
    }
  }
  return followed.slice(0, 1);
}

async function sha1(octets: Uint8Array): Promise<Uint8Array> {
  const [digest] = await nodeDigest('SHA-1', [[octets]]);
  return digest ?? new Uint8Array(0);
}

function isIssuer(candidate: Uint8Array, name: Uint8Array): boolean {
  return equalBytes(certificateFields(candidate).subject, name);
}

async function fetchIssuer(source: RevocationSource, certificate: Uint8Array): Promise<Uint8Array> {
  const { caIssuersUrls, issuer } = certificateFields(certificate);
  const reasons: string[] = [];
  for (const url of caIssuersUrls) {
    try {
      const der = await source.certificate(url);
      if (readCertificate(der) !== undefined && isIssuer(der, issuer)) return der;
      reasons.push(`${url}: not the issuer`);
    } catch (error) {
      reasons.push(`${url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Outage('REVOCATION_UNAVAILABLE', 'revocation', new Error(`issuer: ${reasons.join('; ')}`));
}

interface Answer {
  readonly kind: 'ocsps' | 'crls';
  readonly der: Uint8Array;
}

async function revocationAnswer(
  source: RevocationSource,
  certificate: Uint8Array,
  issuer: Uint8Array,
): Promise<Answer> {
  const { ocspUrls, crlUrls } = certificateFields(certificate);
  const reasons: string[] = [];
  for (const url of ocspUrls) {
    try {
      const der = await source.ocsp(url, await ocspRequest({ certificate, issuer }));
      const status = ocspResponseStatus(der);
      if (status.ok) return { kind: 'ocsps', der };
      reasons.push(`${url}: ${status.code}`);
    } catch (error) {
      reasons.push(`${url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const url of crlUrls) {
    try {
      return { kind: 'crls', der: await source.crl(url) };
    } catch (error) {
      reasons.push(`${url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Outage('REVOCATION_UNAVAILABLE', 'revocation', new Error(reasons.join('; ') || 'no address'));
}
