import { createHash } from 'node:crypto';
import {
  buildSignedData,
  certificateFields,
  coveredParts,
  digestOf,
  dssRevision,
  embedContents,
  ocspRequest,
  ocspResponseStatus,
  prepareSignature,
  readTimestampResponse,
  signedAttributes,
  stampRevision,
  timestampCertificates,
  timestampRequest,
} from '../../src/lib/core/sign/index.ts';
import type { KeyPort, TimestampPort } from '../../src/lib/core/sign/index.ts';
import type { AuthorityPorts } from './authority-ports.ts';

/** How a document is sealed for a test. Nothing is random: nonces are counted, instants are given. */
export type SealPlan = Readonly<{
  certificateId: string;
  /** 名義人 of each party, in order. */
  signers: readonly string[];
  claimedAt: Date;
  /** Leaves out the stamp on the pages, the time-stamp of the seals, the validation data, or the document time-stamp. */
  without?: readonly ('stamp' | 'timestamp' | 'dss' | 'documentTimestamp')[];
}>;

/** Every revision as a whole file, oldest first: stamp, each seal, validation data, document time-stamp. */
export type SealedRevisions = Readonly<{ revisions: readonly Uint8Array[]; final: Uint8Array }>;

/** Stamps, seals for each signer, adds validation data and a document time-stamp: the product's own order. */
export async function sealDocument(
  base: Uint8Array,
  plan: SealPlan,
  ports: AuthorityPorts,
): Promise<SealedRevisions> {
  const without = new Set(plan.without ?? []);
  const revisions: Uint8Array[] = [];
  let file = base;
  const append = (increment: Uint8Array) => {
    file = new Uint8Array(Buffer.concat([file, increment]));
    revisions.push(file);
  };

  const { certificateId } = plan;
  if (!without.has('stamp'))
    append(stampRevision(file, { certificateId, lines: [`締結証明書ID ${certificateId}`] }));
  const tokens: Uint8Array[] = [];
  for (const [i, name] of plan.signers.entries()) {
    const sealed = await sealIncrement(
      file,
      { fieldName: `Seal${i + 1}`, name, claimedAt: plan.claimedAt },
      ports.key,
      without.has('timestamp') ? undefined : ports.timestamp,
    );
    append(sealed.increment);
    if (sealed.token !== undefined) tokens.push(sealed.token);
  }
  if (!without.has('dss')) append(dssRevision(file, await validationData(tokens, ports)));
  if (!without.has('documentTimestamp'))
    append(await timestampIncrement(file, 'Timestamp1', ports.timestamp));
  return { revisions, final: file };
}

/** One seal: the increment and, where a time-stamp port is given, its token. */
export async function sealIncrement(
  base: Uint8Array,
  request: { fieldName: string; name: string; claimedAt: Date; reason?: string },
  key: KeyPort,
  timestamp: TimestampPort | undefined,
): Promise<{ increment: Uint8Array; token: Uint8Array | undefined }> {
  const prepared = prepareSignature(base, { ...request, kind: 'signature' });
  const certificate = key.certificates[0];
  if (certificate === undefined) throw new RangeError('the key has no certificate');
  const hash = digestOf(key.algorithm).replace('-', '').toLowerCase();
  const messageDigest = digestParts(hash, coveredParts(base, prepared));
  const signedAttrs = await signedAttributes({ messageDigest, certificate });
  const signature = await key.sign(signedAttrs);
  const token =
    timestamp === undefined ? undefined : await stampDigest(digestParts('sha256', [signature]), timestamp);
  const cms = buildSignedData({
    signedAttrs,
    signature,
    algorithm: key.algorithm,
    certificates: key.certificates,
    ...(token === undefined ? {} : { timestampToken: token }),
  });
  return { increment: embedContents(prepared, cms), token };
}

/** A document time-stamp over the whole file. */
async function timestampIncrement(
  base: Uint8Array,
  fieldName: string,
  timestamp: TimestampPort,
): Promise<Uint8Array> {
  const prepared = prepareSignature(base, { fieldName, kind: 'documentTimestamp' });
  return embedContents(
    prepared,
    await stampDigest(digestParts('sha256', coveredParts(base, prepared)), timestamp),
  );
}

/** Certificates, OCSP responses and CRLs for the seal's chain and for those of the tokens. */
async function validationData(tokens: readonly Uint8Array[], { key, revocation }: AuthorityPorts) {
  const certificates = [...key.certificates];
  for (const token of tokens) {
    for (const certificate of timestampCertificates(token)) {
      if (!certificates.some((known) => Buffer.compare(known, certificate) === 0))
        certificates.push(certificate);
    }
  }
  const ocsps: Uint8Array[] = [];
  const crls: Uint8Array[] = [];
  for (const certificate of certificates) {
    const fields = certificateFields(certificate);
    const issuer = certificates.find(
      (candidate) => Buffer.compare(certificateFields(candidate).subject, fields.issuer) === 0,
    );
    const [ocspUrl] = fields.ocspUrls;
    if (ocspUrl !== undefined && issuer !== undefined) {
      const response = await revocation.ocsp(ocspUrl, await ocspRequest({ certificate, issuer }));
      const status = ocspResponseStatus(response);
      if (!status.ok) throw new Error(status.code);
      ocsps.push(response);
    }
    for (const url of fields.crlUrls) crls.push(await revocation.crl(url));
  }
  return { certificates, ocsps, crls };
}

let nonces = 0n;

async function stampDigest(digest: Uint8Array, timestamp: TimestampPort): Promise<Uint8Array> {
  nonces += 1n;
  const nonce = new Uint8Array(Buffer.from((0x4000000000000000n + nonces).toString(16), 'hex'));
  const request = timestampRequest({ imprint: digest, nonce });
  const answer = readTimestampResponse(await timestamp.request(request), { imprint: digest, nonce });
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}

function digestParts(hash: string, parts: readonly Uint8Array[]): Uint8Array {
  const digest = createHash(hash);
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
}
