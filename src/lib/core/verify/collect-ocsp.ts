import type { DigestAlgorithm, DigestPort } from '../bytes/digest.ts';
import { toHex } from '../bytes/hex.ts';
import type { Certificate } from '../x509/certificate.ts';
import { ALL_REASONS } from '../x509/distribution-point.ts';
import type { OcspResponse } from '../x509/ocsp.ts';
import { verifySignature } from '../x509/verify-signature.ts';
import type { CertificatePool } from './certificate-pool.ts';
import type { EvidenceSource, RevocationFacts } from './facts.ts';

/** What an OCSP response says of the pool's certificates. RFC 6960 §3.2, §4.2.1. */
export async function ocspFacts(
  response: OcspResponse,
  source: EvidenceSource,
  pool: CertificatePool,
  hashes: IssuerHashes,
): Promise<RevocationFacts[]> {
  const signers: number[] = [];
  for (const [index, certificate] of pool.certificates.entries()) {
    if (!(await isResponder(response, index, certificate, hashes))) continue;
    if (!pool.bounds.takeCheck(response.tbs.length)) break;
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
    if (!pool.bounds.take('statements', named.length)) break;
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
        ...(single.archiveCutoffMs !== undefined && { expiredSinceMs: single.archiveCutoffMs }),
        reasons: ALL_REASONS,
        isIndirect: false,
        list: null,
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
export class IssuerHashes {
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
