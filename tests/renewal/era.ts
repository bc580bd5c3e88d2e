import { createHash } from 'node:crypto';
import { toBase64 } from '../../src/lib/core/bytes/base64.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  certificateFields,
  coveredParts,
  dssRevision,
  embedContents,
  prepareSignature,
  readTimestampResponse,
  timestampRequest,
  type SealAlgorithm,
} from '../../src/lib/core/sign/index.ts';
import type { TrustList } from '../../src/lib/core/verify/index.ts';
import { PURPOSE } from '../../supabase/embedded/authority/certificate-builder.ts';
import type { Holder } from '../../supabase/embedded/authority/development-ca.ts';
import { issueCrl } from '../../supabase/embedded/authority/revocation.ts';
import { answerTimestamp } from '../../supabase/embedded/authority/timestamp-responder.ts';
import { mintPki } from '../pki/mint.ts';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;

/** A time-stamp authority of one decade: a root of its own, and a certificate of eleven years. */
export type Era = Readonly<{ root: Holder; timestamp: Holder; digest: 'SHA-256' | 'SHA-512' }>;

/** Founds an authority at an instant, with an algorithm of its time. */
export async function foundEra(
  at: string,
  algorithm: SealAlgorithm,
  digest: Era['digest'],
  years = 11,
): Promise<Era> {
  const commonName = `root of ${at}`;
  const holders = await mintPki(
    {
      root: { ca: true, algorithm, commonName, notAfterDay: 25 * YEAR_DAYS },
      timestamp: {
        issuer: 'root',
        algorithm,
        commonName: `time-stamps of ${at}`,
        notAfterDay: years * YEAR_DAYS,
        extKeyUsage: { critical: true, purposes: [PURPOSE.timeStamping] },
      },
    },
    new Date(at),
  );
  return { ...holders, digest };
}

/** A time-stamp port that answers at an instant. */
export function stampsAt(era: Era, at: string): { request(der: Uint8Array): Promise<Uint8Array> } {
  return {
    request: (der) =>
      answerTimestamp(der, {
        certificates: [era.timestamp.certificate, era.root.certificate],
        key: era.timestamp.key,
        policyOid: '2.999.1.2',
        nextSerial: () => BigInt(Date.parse(at)),
        genAt: new Date(at),
      }),
  };
}

/** The security store's revision about an era's authority: its chain, and a list of that day that names nobody. */
export function storeAt(file: Uint8Array, era: Era, at: string): Uint8Array {
  const thisUpdate = new Date(at);
  const crl = issueCrl({
    issuer: certificateFields(era.root.certificate).subject,
    signer: era.root.key,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + DAY_MS),
    crlNumber: thisUpdate.getTime(),
    revoked: [],
  });
  const certificates = [era.timestamp.certificate, era.root.certificate];
  return concatBytes(file, dssRevision(file, { certificates, ocsps: [], crls: [crl] }));
}

/** A document time-stamp over the whole file. */
export async function stamped(
  file: Uint8Array,
  fieldName: string,
  era: Era,
  at: string,
): Promise<Uint8Array> {
  const prepared = prepareSignature(file, { fieldName, kind: 'documentTimestamp' });
  const hash = createHash(era.digest.replace('-', '').toLowerCase());
  for (const part of coveredParts(file, prepared)) hash.update(part);
  const imprint = { algorithm: era.digest, digest: new Uint8Array(hash.digest()) };
  const nonce = Uint8Array.of(0x40, 1, 2, 3, 4, 5, 6, 7);
  const response = await stampsAt(era, at).request(timestampRequest({ imprint, nonce }));
  const token = readTimestampResponse(response, { imprint, nonce });
  if (!token.ok) throw new Error(token.code);
  return concatBytes(file, embedContents(prepared, token.value));
}

/** An anchor of a trust list. */
export function anchorOf(holder: Holder, use: 'signer' | 'timestamp', name: string): TrustList['anchors'][0] {
  return {
    use,
    name,
    certificate: toBase64(holder.certificate),
    testOnly: true,
    accredited: false,
    policyOids: [],
    notBefore: '2020-01-01T00:00:00Z',
    notAfter: '2090-01-01T00:00:00Z',
  };
}
