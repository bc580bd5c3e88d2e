import { toHex } from '../bytes/hex.ts';
import type { DigestAlgorithm, DigestPort } from '../bytes/digest.ts';
import { dictOf, itemsOf, readPdf, type PdfFile } from '../pdf/index.ts';
import type { HashName } from '../x509/algorithm.ts';
import { activeContent, outsideReference } from './active-content.ts';
import type { Bounds } from './bounds.ts';
import { CertificatePool } from './certificate-pool.ts';
import { isDigestAlgorithm } from './collect-cms.ts';
import { EvidencePool } from './collect-revocation.ts';
import { coveredParts, duplicatesOf, neededHashes, signatureFacts } from './collect-signature.ts';
import type { Facts, FileFacts, SignatureFacts } from './facts.ts';
import { formFields } from './form-fields.ts';
import { pageIndex } from './page-index.ts';
import { revisionChanges } from './revision-difference.ts';
import { findSignatures, type FoundSignature } from './signature-dictionary.ts';
import { stampedIds } from './stamped-id.ts';

/**
 * Reads a file and does all the arithmetic that judging it takes; decides nothing.
 *
 * @param bytes - the whole file, hostile or not; never copied as a whole, save where the platform cannot hash in parts.
 * @param digest - hashes all ranges; one call for each algorithm that occurs.
 * @param anchors - DER of the certificates that may end a chain, so that their signatures are checked too.
 * @returns facts, JSON-serialisable. Never throws at a document.
 *
 * Source: ISO 32000-2 §12.8; RFC 5652 §5; RFC 3161 §2.4.
 */
export async function collect(
  bytes: Uint8Array,
  digest: DigestPort,
  anchors: readonly Uint8Array[] = [],
): Promise<Facts> {
  const file = readPdf(bytes);
  const isReadable = file.revisions.length > 0 && !file.encrypted;
  const found = isReadable ? findSignatures(file) : [];
  // Every object is read where there is something to judge, so that no fault stays unseen.
  const outside = new Set<string>();
  if (found.length > 0) {
    file.readAll((value) => {
      const name = outsideReference(value);
      if (name !== undefined) outside.add(name);
    });
  }
  const certificates = new CertificatePool();
  const evidence = new EvidencePool();
  const pools = { certificates, evidence, digest };
  for (const anchor of anchors) certificates.addDer(anchor);
  if (isReadable) certificates.bounds.take('fields', formFields(file, file.latest).length);
  const dssRevisions = isReadable ? poolSecurityStore(file, certificates, evidence) : [];
  const { whole, covered } = await digestsOf(bytes, found, digest, certificates.bounds);
  const duplicates = duplicatesOf(found);
  const signatures: SignatureFacts[] = [];
  for (const [index, one] of found.entries()) {
    const facts = await signatureFacts(one, coveredParts(bytes, one), covered[index] ?? new Map(), pools);
    signatures.push({ ...facts, duplicateOf: duplicates[index] ?? null });
  }
  const closed = signatures.flatMap(({ byteRange }) =>
    byteRange.revision === null ? [] : [byteRange.revision],
  );
  const changes = closed.length > 0 ? revisionChanges(file, Math.min(...closed)) : [];
  return {
    version: 1,
    sha256Hex: toHex(whole),
    length: bytes.length,
    file: fileFacts(file, isReadable, outside),
    certificates: await certificates.facts(digest),
    edges: await certificates.edges(),
    revocations: await evidence.facts(certificates, digest),
    signatures,
    changes,
    dssRevisions,
    exceeded: certificates.bounds.exceeded,
  };
}

async function digestsOf(
  bytes: Uint8Array,
  found: readonly FoundSignature[],
  digest: DigestPort,
  bounds: Bounds,
): Promise<{ whole: Uint8Array; covered: readonly Map<HashName, Uint8Array>[] }> {
  const covered = found.map(() => new Map<HashName, Uint8Array>());
  const wanted = new Map<DigestAlgorithm, number[]>([['SHA-256', []]]);
  for (const [index, one] of found.entries()) {
    const parts = coveredParts(bytes, one);
    if (!parts) continue;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    for (const hash of neededHashes(one)) {
      if (isDigestAlgorithm(hash) && bounds.take('hashed-octets', length))
        wanted.set(hash, [...(wanted.get(hash) ?? []), index]);
    }
  }
  let whole: Uint8Array = new Uint8Array();
  for (const [hash, indexes] of wanted) {
    const messages = indexes.map((index) => {
      const one = found[index];
      return (one && coveredParts(bytes, one)) ?? [];
    });
    const isFirst = hash === 'SHA-256';
    const results = await digest(hash, isFirst ? [[bytes], ...messages] : messages);
    if (isFirst) whole = results[0] ?? whole;
    for (const [position, index] of indexes.entries()) {
      const result = results[position + (isFirst ? 1 : 0)];
      if (result) covered[index]?.set(hash, result);
    }
  }
  return { whole, covered };
}

// Every revision's security store counts, newest first: an older one may hold what a newer one left out.
function poolSecurityStore(
  file: PdfFile,
  certificates: CertificatePool,
  evidence: EvidencePool,
): readonly number[] {
  const seen = new Set<number>();
  const revisions = new Set<number>();
  for (let at = file.latest; at >= 0; at--) {
    const store = file.getDict(file.catalog(at), 'DSS', at);
    for (const [key, add] of [
      [
        'Certs',
        (der: Uint8Array) => {
          certificates.addDer(der);
        },
      ],
      [
        'OCSPs',
        (der: Uint8Array, end: number) => {
          evidence.addOcsp(der, { store: 'dss', end }, certificates);
        },
      ],
      [
        'CRLs',
        (der: Uint8Array, end: number) => {
          evidence.addCrl(der, { store: 'dss', end }, certificates);
        },
      ],
    ] as const) {
      for (const item of itemsOf(file.get(store, key, at)) ?? []) {
        const stream = file.resolve(item, at);
        if (stream.kind !== 'stream' || seen.has(stream.offset)) continue;
        if (!certificates.bounds.take('stored')) return [...revisions].sort((a, b) => a - b);
        seen.add(stream.offset);
        const octets = file.decode(stream, at);
        if (!octets) continue;
        const revision = item.kind === 'ref' ? (file.locate(item.num, at)?.revision ?? at) : at;
        add(octets, file.revisions[revision]?.end ?? file.bytes.length);
        if (key !== 'Certs' && item.kind === 'ref') revisions.add(revision);
      }
    }
  }
  return [...revisions].sort((a, b) => a - b);
}

function fileFacts(file: PdfFile, isReadable: boolean, outside: ReadonlySet<string>): FileFacts {
  const last = file.revisions.at(-1);
  const tail = file.faults.find(({ code }) => code === 'TRAILING_BYTES')?.at ?? null;
  const form = isReadable ? file.getDict(file.catalog(), 'AcroForm') : undefined;
  return {
    headerVersion: file.headerVersion ?? null,
    encrypted: file.encrypted,
    xfa: form !== undefined && file.resolve(form.entries.get('XFA')).kind !== 'null',
    activeContent: isReadable ? activeContent(file, outside) : [],
    pageCount: isReadable && last && dictOf(file.catalog()) ? pageIndex(file, file.latest).count : null,
    certificateIds: isReadable ? stampedIds(file) : [],
    revisionCount: file.revisions.length,
    tail,
    // Last, since reading objects finds faults.
    faults: [...file.faults],
  };
}
