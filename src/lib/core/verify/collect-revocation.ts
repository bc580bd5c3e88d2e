import type { DigestPort } from '../bytes/digest.ts';
import { octetKey } from '../bytes/octet-key.ts';
import { readCertificateList, type CertificateList } from '../x509/crl.ts';
import { readOcspResponse, type OcspResponse } from '../x509/ocsp.ts';
import type { CertificatePool } from './certificate-pool.ts';
import { crlFacts } from './collect-crl.ts';
import { IssuerHashes, ocspFacts } from './collect-ocsp.ts';
import type { EvidenceSource, RevocationFacts } from './facts.ts';

/** Revocation information met while collecting, each piece once. */
export class EvidencePool {
  readonly #crls = new Map<string, { list: CertificateList; source: EvidenceSource }>();
  readonly #ocsps = new Map<string, { response: OcspResponse; source: EvidenceSource }>();

  /** Adds a CRL; octets that are none prove nothing and are left out. */
  addCrl(der: Uint8Array, source: EvidenceSource, pool: CertificatePool): void {
    const key = octetKey(der);
    if (this.#crls.has(key)) return;
    const list = readCertificateList(der);
    if (list && pool.bounds.take('crls')) this.#crls.set(key, { list, source });
  }

  /** Adds an OCSP response and hands the certificates inside it to the pool. */
  addOcsp(der: Uint8Array, source: EvidenceSource, pool: CertificatePool): void {
    const key = octetKey(der);
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
