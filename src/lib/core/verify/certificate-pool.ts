import { toBase64 } from '../bytes/base64.ts';
import type { DigestPort } from '../bytes/digest.ts';
import { toHex } from '../bytes/hex.ts';
import { octetKey } from '../bytes/octet-key.ts';
import { readCertificate, type Certificate } from '../x509/certificate.ts';
import {
  EXTENSION,
  basicConstraints,
  certificatePolicies,
  extensionNode,
  identifierList,
  keyUsages,
  nameConstraints,
  policyConstraints,
  policyMappings,
  smallInteger,
  subjectAltNames,
} from '../x509/extensions.ts';
import { verifySignature } from '../x509/verify-signature.ts';
import type { Asn1Node } from '../bytes/asn1.ts';
import { Bounds } from './bounds.ts';
import type { CertificateFacts, EdgeFacts } from './facts.ts';

// Extensions whose content `judge` honours or that bind nobody but the issuer of a statement.
const KNOWN: ReadonlySet<string> = new Set([
  EXTENSION.keyUsage,
  EXTENSION.extKeyUsage,
  EXTENSION.basicConstraints,
  EXTENSION.subjectAltName,
  EXTENSION.nameConstraints,
  EXTENSION.certificatePolicies,
  EXTENSION.policyMappings,
  EXTENSION.policyConstraints,
  EXTENSION.inhibitAnyPolicy,
  EXTENSION.crlDistributionPoints,
  EXTENSION.ocspNoCheck,
]);

/** Every certificate met while collecting, each once, in the order met. */
export class CertificatePool {
  readonly certificates: Certificate[] = [];
  /** Of all that is pooled: a hostile file could carry thousands of certificates of one name, each pair a check. */
  readonly bounds = new Bounds();
  readonly #byDer = new Map<string, number>();
  readonly #checked = new Map<string, EdgeFacts>();

  /** Index of the certificate, added where new; undefined where the pool is full. */
  add(certificate: Certificate): number | undefined {
    const key = octetKey(certificate.der);
    const known = this.#byDer.get(key);
    if (known !== undefined) return known;
    if (!this.bounds.take('certificates')) return undefined;
    this.#byDer.set(key, this.certificates.length);
    return this.certificates.push(certificate) - 1;
  }

  /** Reads and adds; undefined where the octets are no certificate or the pool is full. */
  addDer(der: Uint8Array): number | undefined {
    const certificate = readCertificate(der);
    return certificate && this.add(certificate);
  }

  /** Checks every pair of which one names the other as issuer. */
  async edges(): Promise<readonly EdgeFacts[]> {
    for (const [subject, certificate] of this.certificates.entries()) {
      for (const [issuer, candidate] of this.certificates.entries()) {
        // That a certificate signed itself tells nothing: what is trusted is on the list.
        if (issuer === subject || certificate.issuer.key !== candidate.subject.key) continue;
        const { scheme, signature, tbs } = certificate;
        if (!this.bounds.takeCheck(tbs.length)) return [...this.#checked.values()];
        const check = await verifySignature(scheme, candidate.publicKey, signature, tbs);
        this.#checked.set(`${String(subject)} ${String(issuer)}`, { subject, issuer, check });
      }
    }
    return [...this.#checked.values()];
  }

  /** The certificates as facts. */
  async facts(digest: DigestPort): Promise<readonly CertificateFacts[]> {
    const hashes = await digest(
      'SHA-256',
      this.certificates.map(({ der }) => [der]),
    );
    return this.certificates.map((certificate, index) =>
      certificateFacts(certificate, toHex(hashes[index] ?? new Uint8Array())),
    );
  }
}

function certificateFacts(certificate: Certificate, sha256Hex: string): CertificateFacts {
  const malformed: string[] = [];
  const read = <T>(oid: string, reader: (node: Asn1Node) => T | undefined): T | null => {
    const node = extensionNode(certificate.extensions, oid);
    if (node === 'absent') return null;
    const value = node === 'malformed' ? undefined : reader(node);
    if (value === undefined) malformed.push(oid);
    return value ?? null;
  };
  const isCritical = (oid: string): boolean =>
    certificate.extensions.some((extension) => extension.oid === oid && extension.critical);
  const purposes = read(EXTENSION.extKeyUsage, identifierList);
  const { subject, issuer, publicKey } = certificate;
  return {
    der: toBase64(certificate.der),
    sha256Hex,
    version: certificate.version,
    subject: subject.text,
    issuer: issuer.text,
    subjectKey: subject.key,
    issuerKey: issuer.key,
    subjectRdnKeys: subject.rdnKeys,
    subjectEmails: subject.emails,
    serialHex: certificate.serialHex,
    notBeforeMs: certificate.notBeforeMs,
    notAfterMs: certificate.notAfterMs,
    keyKind: publicKey.kind,
    keyBits: publicKey.bits,
    scheme: certificate.scheme,
    algorithmsAgree: certificate.algorithmsAgree,
    basicConstraints: read(EXTENSION.basicConstraints, basicConstraints),
    keyUsage: read(EXTENSION.keyUsage, keyUsages),
    extKeyUsage: purposes && { critical: isCritical(EXTENSION.extKeyUsage), oids: purposes },
    subjectAltNames: read(EXTENSION.subjectAltName, subjectAltNames) ?? [],
    nameConstraints: read(EXTENSION.nameConstraints, nameConstraints),
    policies: read(EXTENSION.certificatePolicies, certificatePolicies),
    policyMappings: read(EXTENSION.policyMappings, policyMappings) ?? [],
    policyConstraints: read(EXTENSION.policyConstraints, policyConstraints),
    inhibitAnyPolicy: read(EXTENSION.inhibitAnyPolicy, smallInteger),
    ocspNoCheck: certificate.extensions.some(({ oid }) => oid === EXTENSION.ocspNoCheck),
    malformedExtensions: malformed,
    unknownCritical: certificate.extensions
      .filter(({ oid, critical }) => critical && !KNOWN.has(oid))
      .map(({ oid }) => oid),
  };
}
