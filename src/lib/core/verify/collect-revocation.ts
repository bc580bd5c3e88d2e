import type { DigestAlgorithm, DigestPort } from '../bytes/digest.ts';
import { toHex } from '../bytes/hex.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCertificateList, revocationsOf, type CertificateList } from '../x509/crl.ts';
import { EXTENSION, extensionNode, type Extension } from '../x509/extensions.ts';
import { readOcspResponse, type OcspResponse } from '../x509/ocsp.ts';
import { verifySignature } from '../x509/verify-signature.ts';
import type { CertificatePool } from './certificate-pool.ts';
import type { EvidenceSource, RevocationFacts } from './facts.ts';

/** Revocation information met while collecting, each piece once. */
export class EvidencePool {
  readonly #crls = new Map<string, { list: CertificateList; source: EvidenceSource }>();
  readonly #ocsps = new Map<string, { response: OcspResponse; source: EvidenceSource }>();

  /** Adds a CRL; octets that are none prove nothing and are left out. */
  addCrl(der: Uint8Array, source: EvidenceSource, pool: CertificatePool): void {
    const key = toHex(der);
    if (this.#crls.has(key)) return;
    const list = readCertificateList(der);
    if (list && pool.bounds.take('crls')) this.#crls.set(key, { list, source });
  }

  /** Adds an OCSP response and hands the certificates inside it to the pool. */
  addOcsp(der: Uint8Array, source: EvidenceSource, pool: CertificatePool): void {
    const key = toHex(der);
    if (this.#ocsps.has(key)) return;
    const response = readOcspResponse(der);
    if (!response || !pool.bounds.take('ocsps')) return;
    this.#ocsps.set(key, { response, source });
    for (const certificate of response.certificates) pool.add(certificate);
  }

  /** What the pieces say of the pool's certificates. Call once the pool is complete. */
  async facts(pool: CertificatePool, digest: DigestPort): Promise<readonly RevocationFacts[]> {
    const out: RevocationFacts[] = [];
    for (const { list, source } of this.#crls.values()) out.push(...(await crlFacts(list, source, pool)));
    const hashes = new IssuerHashes(pool, digest);
    for (const { response, source } of this.#ocsps.values()) {
      out.push(...(await ocspFacts(response, source, pool, hashes)));
    }
    return out;
  }
}

async function crlFacts(
  list: CertificateList,
  source: EvidenceSource,
  pool: CertificatePool,
): Promise<RevocationFacts[]> {
  const signers: number[] = [];
  for (const [index, { subject, publicKey }] of pool.certificates.entries()) {
    if (subject.key !== list.issuer.key) continue;
    if (!pool.bounds.take('signature-checks')) break;
    if ((await verifySignature(list.scheme, publicKey, list.signature, list.tbs)) === 'valid')
      signers.push(index);
  }
  if (signers.length === 0) return [];
  const out: RevocationFacts[] = [];
  const named = [...pool.certificates.entries()].filter(([, one]) => one.issuer.key === list.issuer.key);
  const entryOf = revocationsOf(list, new Set(named.map(([, { serialHex }]) => serialHex)));
  for (const [index, certificate] of named) {
    const entry = entryOf(certificate.serialHex);
    const found = typeof entry === 'string' ? undefined : entry;
    // removeFromCRL (8) only lifts a hold in a delta CRL.
    out.push({
      kind: 'crl',
      source,
      certificate: index,
      status: found ? 'revoked' : 'good',
      ...(found && { revokedAtMs: found.revokedAtMs }),
      ...(found && found.reason !== null && { reason: found.reason }),
      thisUpdateMs: list.thisUpdateMs,
      ...(list.nextUpdateMs !== undefined && { nextUpdateMs: list.nextUpdateMs }),
      producedAtMs: list.thisUpdateMs,
      signers,
      scheme: list.scheme,
      unusable:
        entry === 'malformed'
          ? 'malformed'
          : crlScope(list.extensions, certificate, found?.indirect ?? false),
      issuers: [],
    });
  }
  return out;
}

// RFC 5280 §5.2, §6.3.3 (b).
function crlScope(
  extensions: readonly Extension[],
  certificate: Certificate,
  indirectEntry: boolean,
): RevocationFacts['unusable'] {
  if (indirectEntry) return 'indirect';
  if (extensions.some(({ oid }) => oid === EXTENSION.deltaCrlIndicator)) return 'delta';
  const known: readonly string[] = [
    EXTENSION.issuingDistributionPoint,
    EXTENSION.authorityKeyIdentifier,
    EXTENSION.crlNumber,
  ];
  if (extensions.some(({ oid, critical }) => critical && !known.includes(oid))) return 'critical';
  const point = extensionNode(extensions, EXTENSION.issuingDistributionPoint);
  if (point === 'absent') return null;
  if (point === 'malformed') return 'malformed';
  for (const field of point.children) {
    const set = (field.content[0] ?? 0) !== 0;
    if (field.tagClass !== 'context') return 'malformed';
    if (field.tag === 1 && set && isAuthority(certificate)) return 'scope';
    if (field.tag === 2 && set && !isAuthority(certificate)) return 'scope';
    if (field.tag === 3) return 'scope';
    if (field.tag === 4 && set) return 'indirect';
    if (field.tag === 5 && set) return 'scope';
    // A named distribution point covers the certificate only where that names the same one.
    if (field.tag === 0 && !namesPoint(certificate, field.content)) return 'scope';
  }
  return null;
}

function isAuthority(certificate: Certificate): boolean {
  const node = extensionNode(certificate.extensions, EXTENSION.basicConstraints);
  return typeof node !== 'string' && node.children[0]?.tag === 1 && (node.children[0].content[0] ?? 0) !== 0;
}

function namesPoint(certificate: Certificate, name: Uint8Array): boolean {
  const node = extensionNode(certificate.extensions, EXTENSION.crlDistributionPoints);
  if (typeof node === 'string') return false;
  const wanted = toHex(name);
  return node.children.some((point) =>
    point.children.some(
      (field) => field.tagClass === 'context' && field.tag === 0 && overlaps(toHex(field.content), wanted),
    ),
  );
}

// Either may list several names for one point: one shared name is enough (§6.3.3 (b)(2)(i)).
function overlaps(a: string, b: string): boolean {
  return a === b || a.includes(b.slice(4)) || b.includes(a.slice(4));
}

async function ocspFacts(
  response: OcspResponse,
  source: EvidenceSource,
  pool: CertificatePool,
  hashes: IssuerHashes,
): Promise<RevocationFacts[]> {
  const signers: number[] = [];
  for (const [index, certificate] of pool.certificates.entries()) {
    if (!(await isResponder(response, index, certificate, hashes))) continue;
    if (!pool.bounds.take('signature-checks')) break;
    const check = await verifySignature(
      response.scheme,
      certificate.publicKey,
      response.signature,
      response.tbs,
    );
    if (check === 'valid') signers.push(index);
  }
  if (signers.length === 0) return [];
  const hasCritical = response.extensions.some(({ critical }) => critical);
  const out: RevocationFacts[] = [];
  const bySerial = new Map<string, [number, Certificate][]>();
  for (const entry of pool.certificates.entries()) {
    const { serialHex } = entry[1];
    bySerial.set(serialHex, [...(bySerial.get(serialHex) ?? []), entry]);
  }
  for (const single of response.singles) {
    const { hash } = single;
    const named = bySerial.get(single.serialHex) ?? [];
    if (named.length === 0) continue;
    if (hash !== 'SHA-1' && hash !== 'SHA-256' && hash !== 'SHA-384' && hash !== 'SHA-512') continue;
    const issuers: number[] = [];
    for (const index of pool.certificates.keys()) {
      const of = await hashes.of(hash, index);
      if (of.name === toHex(single.issuerNameHash) && of.key === toHex(single.issuerKeyHash))
        issuers.push(index);
    }
    const issuerKeys = issuers.map((index) => pool.certificates[index]?.subject.key);
    for (const [index, certificate] of named) {
      if (!issuerKeys.includes(certificate.issuer.key)) continue;
      out.push({
        kind: 'ocsp',
        source,
        certificate: index,
        status: single.status,
        ...(single.revokedAtMs !== undefined && { revokedAtMs: single.revokedAtMs }),
        ...(single.reason !== undefined && { reason: single.reason }),
        thisUpdateMs: single.thisUpdateMs,
        ...(single.nextUpdateMs !== undefined && { nextUpdateMs: single.nextUpdateMs }),
        producedAtMs: response.producedAtMs,
        signers,
        scheme: response.scheme,
        unusable: hasCritical || single.hasCriticalExtension ? 'critical' : null,
        issuers,
      });
    }
  }
  return out;
}

async function isResponder(
  response: OcspResponse,
  index: number,
  certificate: Certificate,
  hashes: IssuerHashes,
): Promise<boolean> {
  if ('name' in response.responder) return response.responder.name.key === certificate.subject.key;
  return (await hashes.of('SHA-1', index)).key === toHex(response.responder.keyHash);
}

/** Hashes of certificates' subject names and keys, made when first asked for. RFC 6960 §4.1.1. */
class IssuerHashes {
  readonly #known = new Map<string, { name: string; key: string }>();
  readonly #pool: CertificatePool;
  readonly #digest: DigestPort;

  constructor(pool: CertificatePool, digest: DigestPort) {
    this.#pool = pool;
    this.#digest = digest;
  }

  async of(hash: DigestAlgorithm, index: number): Promise<{ name: string; key: string }> {
    const id = `${hash} ${String(index)}`;
    const known = this.#known.get(id);
    if (known) return known;
    const certificate = this.#pool.certificates[index];
    const [name, key] = certificate
      ? await this.#digest(hash, [[certificate.subject.octets], [certificate.publicKey.key]])
      : [];
    const made = { name: toHex(name ?? new Uint8Array()), key: toHex(key ?? new Uint8Array()) };
    this.#known.set(id, made);
    return made;
  }
}
